"""Tests for the identity and the storage of a pending event."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.vxg.aiovxg import Event
from custom_components.vxg.outbox.pending_event import PendingEvent

TIME = datetime(2026, 7, 1, 12, 0, 0, 654321, tzinfo=UTC)


def make_event(**changes: Any) -> PendingEvent:
    return PendingEvent(
        **{
            "camera_id": 1,
            "event_type": "guest",
            "time": TIME,
            "meta": {"name": "Anna", "count": "2"},
            **changes,
        }
    )


def listed_event(**changes: Any) -> Event:
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


def test_an_event_survives_storage() -> None:
    pending = make_event(create_event_type=True, attempted_at=TIME, ambiguous=True)
    assert PendingEvent.from_dict(json.loads(json.dumps(pending.as_dict()))) == pending
    pending = make_event(meta={})
    assert PendingEvent.from_dict(json.loads(json.dumps(pending.as_dict()))) == pending


def test_identity_is_camera_type_time_and_metadata() -> None:
    assert (
        make_event().identity
        == make_event(meta={"count": "2", "name": "Anna"}).identity
    )
    others = [
        make_event(camera_id=2),
        make_event(event_type="ghost"),
        make_event(time=TIME + timedelta.resolution),
        make_event(meta={"name": "Anna"}),
    ]
    assert len({pending.identity for pending in [make_event(), *others]}) == 5


@pytest.mark.parametrize(
    ("event", "ambiguous", "same"),
    [
        (listed_event(), False, True),
        (listed_event(), True, True),
        (listed_event(name="ghost"), False, False),
        (listed_event(meta={}), False, False),
        (listed_event(meta={"name": "Anna", "count": "2", "more": "x"}), False, False),
        (listed_event(time=TIME + timedelta.resolution), False, False),
        # Fractions cut off, or rounded.
        (listed_event(time=TIME.replace(microsecond=0)), False, True),
        (listed_event(time=TIME.replace(second=1, microsecond=0)), False, True),
        (listed_event(time=TIME.replace(second=2, microsecond=0)), False, False),
        (listed_event(time=TIME.replace(microsecond=654000)), False, True),
        (listed_event(time=TIME.replace(microsecond=653000)), False, False),
        # There is a similar event: only the exact time counts.
        (listed_event(time=TIME.replace(microsecond=0)), True, False),
        (listed_event(time=TIME.replace(microsecond=654000)), True, False),
    ],
)
def test_a_listed_event_is_recognized_by_type_metadata_and_time(
    event: Event, ambiguous: bool, same: bool
) -> None:
    assert make_event(ambiguous=ambiguous).is_listed_as(event) is same


def test_the_window_contains_the_event_also_without_fractions() -> None:
    start, end = make_event().window
    for time in (
        TIME,
        TIME.replace(microsecond=0),
        TIME.replace(second=1, microsecond=0),
    ):
        assert start < time < end
    assert end - start < timedelta(seconds=3)
