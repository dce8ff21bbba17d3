"""Tests for the events that must be delivered."""

from datetime import UTC, datetime, timedelta

import pytest

from harness.chaos.event_source import EventSource
from simulator import Cloud

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CAMERA = 7


@pytest.mark.parametrize(("seconds", "is_other"), [(0.5, False), (-1.5, True)])
def test_an_event_whose_id_and_time_come_again_is_the_same_one(
    seconds: float, is_other: bool
) -> None:
    cloud = Cloud(lambda: NOW)
    cloud.add_camera(CAMERA, "Camera")
    source = EventSource(cloud=cloud, cameras=[CAMERA])
    source.store_initial()
    first = source.stored()[0]
    cloud.forget_events()
    source.forget()
    time = datetime.fromtimestamp(first.time, UTC) + timedelta(seconds=seconds)
    event = cloud.raise_event(CAMERA, "motion", time=time)
    assert event.id == first.wire_id
    source._add(event)
    assert (len(source.arrived) == 1) is is_other
