"""Tests for the identity and the storage of a pending event."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.vxg.aiovxg import Event
from custom_components.vxg.helpers import clocks
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


@pytest.mark.parametrize(
    "changes",
    [
        {"meta": {}},
        {
            "create_event_type": True,
            "attempted_at": 5.0,
            "ambiguous": True,
            "known_ids": frozenset({3, 9}),
            "server": "cloud.example",
        },
    ],
)
def test_an_event_survives_storage(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any]
) -> None:
    # An attempt counts as made now: the listing may take as long again.
    monkeypatch.setattr(clocks, "monotonic", lambda: 5.0)
    pending = make_event(**changes)
    assert PendingEvent.from_dict(json.loads(json.dumps(pending.as_dict()))) == pending


@pytest.mark.parametrize(
    ("set_by", "saved_age", "age"),
    [
        (timedelta(), timedelta(), timedelta(hours=1)),
        # What the clock says does not make an event younger than it was.
        (-timedelta(days=900), timedelta(hours=3), timedelta(hours=3)),
        (-timedelta(days=900), timedelta(), timedelta()),
        (timedelta(days=900), timedelta(hours=3), timedelta(days=900, hours=1)),
    ],
)
def test_the_age_of_a_stored_event_is_the_larger_one_of_both_clocks(
    monkeypatch: pytest.MonkeyPatch,
    set_by: timedelta,
    saved_age: timedelta,
    age: timedelta,
) -> None:
    now = TIME
    monkeypatch.setattr(clocks, "house_now", lambda: now)
    monkeypatch.setattr(clocks, "monotonic", lambda: 5.0)
    stored = make_event().as_dict() | {"age": saved_age.total_seconds()}
    now = TIME + timedelta(hours=1) + set_by
    assert PendingEvent.from_dict(stored).age == age


@pytest.mark.parametrize(
    "changes",
    [
        {"time": "0001-01-01T00:00:00+00:00"},
        {"time": "0001-01-01T00:00:00+14:00"},
        {"time": "9999-12-31T23:59:59+00:00"},
        {"time": "1969-12-31T23:59:59+00:00"},
        {"camera_id": 10**30},
        {"camera_id": -(10**30)},
        {"known": [1, 10**30]},
    ],
)
def test_a_stored_event_that_can_be_neither_sent_nor_saved_is_unreadable(
    changes: dict[str, Any],
) -> None:
    with pytest.raises(ValueError):
        PendingEvent.from_dict(make_event().as_dict() | changes)


@pytest.mark.parametrize("age", ["inf", "nan", 1e300, -1e300, "1e15"])
def test_a_stored_age_is_one_to_calculate_with(age: Any) -> None:
    pending = PendingEvent.from_dict(make_event().as_dict() | {"age": age})
    assert timedelta() <= pending.age <= timedelta(days=3651)
    assert pending.as_dict()["age"] >= 0


def test_files_of_earlier_versions_are_read() -> None:
    stored = make_event().as_dict()
    for key in ("age", "known", "server"):
        del stored[key]
    assert PendingEvent.from_dict(stored) == make_event(
        created_at=datetime.fromisoformat(stored["ordered"])
    )


@pytest.mark.parametrize(
    ("changes", "storable"),
    [
        ({}, True),
        ({"meta": {"name": "Zoë 🐈"}}, True),
        ({"meta": {"name": "\ud800"}}, False),
        ({"meta": {"\udfff": "x"}}, False),
        ({"event_type": "\ud800"}, False),
    ],
)
def test_what_no_file_can_hold_is_not_storable(
    changes: dict[str, Any], storable: bool
) -> None:
    assert make_event(**changes).is_storable is storable


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
    ("event", "same"),
    [
        (listed_event(), True),
        (listed_event(name="ghost"), False),
        (listed_event(meta={}), False),
        (listed_event(meta={"name": "Bert", "count": "2"}), False),
        # The cloud may add tags of its own.
        (listed_event(meta={"name": "Anna", "count": "2", "more": "x"}), True),
        (listed_event(time=TIME + timedelta.resolution), False),
        # Fractions cut off, or rounded.
        (listed_event(time=TIME.replace(microsecond=0)), True),
        (listed_event(time=TIME.replace(second=1, microsecond=0)), True),
        (listed_event(time=TIME.replace(second=2, microsecond=0)), False),
        (listed_event(time=TIME.replace(microsecond=654000)), True),
        (listed_event(time=TIME.replace(microsecond=653000)), False),
    ],
)
def test_a_listed_event_is_recognized_by_type_metadata_and_time(
    event: Event, same: bool
) -> None:
    assert (make_event().find_in([event]) == event.id) is same


@pytest.mark.parametrize(
    ("pending", "time"),
    [
        ({"ambiguous": True}, TIME.replace(microsecond=0)),
        ({"ambiguous": True}, TIME.replace(microsecond=654000)),
        ({"known_ids": frozenset({5})}, TIME),
    ],
)
def test_a_similar_event_is_not_taken_for_it(
    pending: dict[str, Any], time: datetime
) -> None:
    event = make_event(**pending)
    similar = listed_event(time=time)
    assert event.find_in([similar]) is None
    assert event.find_in([similar, listed_event(id=6)]) == 6


def test_where_the_cloud_lists_fractions_a_whole_second_is_another_event() -> None:
    cut = listed_event(time=TIME.replace(microsecond=0))
    assert make_event().find_in([cut]) == cut.id
    assert make_event().find_in([cut], has_fractions=True) is None


def test_of_similar_events_the_closest_is_taken() -> None:
    cut = listed_event(id=1, time=TIME.replace(microsecond=0))
    tagged = listed_event(id=2, meta={"name": "Anna", "count": "2", "more": "x"})
    exact = listed_event(id=3)
    assert make_event().find_in([cut, tagged, exact]) == 3
    assert make_event().find_in([cut, tagged]) == 2


def test_the_window_contains_the_event_also_without_fractions() -> None:
    start, end = make_event().window
    for time in (
        TIME,
        TIME.replace(microsecond=0),
        TIME.replace(second=1, microsecond=0),
    ):
        assert start < time < end
    assert end - start < timedelta(seconds=3)
