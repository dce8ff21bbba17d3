"""What makes two events the same, and what is stored of one that waits."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.vxg.aiovxg import Event
from custom_components.vxg.outbox.pending_event import PendingEvent

TIME = datetime(2026, 7, 1, 12, 0, 0, 654321, tzinfo=UTC)


def make(**changes: Any) -> PendingEvent:
    return PendingEvent(
        **{
            "camera_id": 1,
            "event_type": "guest",
            "time": TIME,
            "meta": {"name": "Anna", "count": "2"},
            **changes,
        }
    )


def listed(**changes: Any) -> Event:
    return Event(
        **{
            "id": 5,
            "camera_id": 1,
            "name": "guest",
            "time": TIME,
            "meta": {"count": "2", "name": "Anna"},
            **changes,
        }
    )


def test_an_event_survives_its_file() -> None:
    create = make(create_event_type=True, attempted_at=TIME, ambiguous=True)
    assert PendingEvent.from_dict(json.loads(json.dumps(create.as_dict()))) == create
    create = make(meta={})
    assert PendingEvent.from_dict(json.loads(json.dumps(create.as_dict()))) == create


def test_camera_type_time_and_metadata_make_an_event_itself() -> None:
    assert make().identity == make(meta={"count": "2", "name": "Anna"}).identity
    others = [
        make(camera_id=2),
        make(event_type="ghost"),
        make(time=TIME + timedelta.resolution),
        make(meta={"name": "Anna"}),
    ]
    assert len({create.identity for create in [make(), *others]}) == 5


@pytest.mark.parametrize(
    ("event", "twin", "same"),
    [
        (listed(), False, True),
        (listed(), True, True),
        (listed(name="ghost"), False, False),
        (listed(meta={}), False, False),
        (listed(meta={"name": "Anna", "count": "2", "more": "x"}), False, False),
        (listed(time=TIME + timedelta.resolution), False, False),
        # Fractions cut off, or rounded.
        (listed(time=TIME.replace(microsecond=0)), False, True),
        (listed(time=TIME.replace(second=1, microsecond=0)), False, True),
        (listed(time=TIME.replace(second=2, microsecond=0)), False, False),
        (listed(time=TIME.replace(microsecond=654000)), False, True),
        (listed(time=TIME.replace(microsecond=653000)), False, False),
        # A like is near: only the exact time tells.
        (listed(time=TIME.replace(microsecond=0)), True, False),
        (listed(time=TIME.replace(microsecond=654000)), True, False),
    ],
)
def test_an_event_of_the_cloud_is_known_by_type_metadata_and_time(
    event: Event, twin: bool, same: bool
) -> None:
    assert make(ambiguous=twin).is_listed_as(event) is same


def test_the_window_holds_the_event_however_its_time_is_kept() -> None:
    start, end = make().window
    for time in (
        TIME,
        TIME.replace(microsecond=0),
        TIME.replace(second=1, microsecond=0),
    ):
        assert start < time < end
    assert end - start < timedelta(seconds=3)
