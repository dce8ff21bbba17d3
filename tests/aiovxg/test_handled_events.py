"""Test by what events are skipped that were handled before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.vxg.aiovxg import Event
from custom_components.vxg.aiovxg.event_log.handled_events import (
    MAX_HANDLED,
    HandledEvents,
)

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def item(number: int = 1, **more: Any) -> dict[str, Any]:
    time = "2024-05-01T12:00:00"
    return {"id": number, "camid": 1, "name": "x", "time": time, **more}


def parsed(number: int = 1, **more: Any) -> Event:
    event = Event.from_api(item(number, **more))
    assert event is not None
    return event


@pytest.mark.parametrize("direction", [1, -1])
def test_an_event_is_handled_again_after_a_while_also_if_the_clock_is_set_back(
    direction: int,
) -> None:
    handled = HandledEvents()
    handled.add([parsed()], NOW)
    key = Event.key_of(item())
    for minutes in range(1, 5):
        handled.add([], NOW + direction * minutes * MINUTE)
        assert key in handled
    handled.add([parsed(2)], NOW + direction * 5 * MINUTE)
    assert key in handled
    handled.add([parsed(2)], NOW + direction * 10 * MINUTE)
    assert key not in handled
    assert Event.key_of(item(2)) in handled


def test_the_number_of_events_is_bounded() -> None:
    handled = HandledEvents()
    for number in range(3 * MAX_HANDLED):
        handled.add([parsed(number)], NOW)
    known = sum(
        Event.key_of(item(number)) in handled for number in range(3 * MAX_HANDLED)
    )
    assert MAX_HANDLED <= known <= 2 * MAX_HANDLED
    assert Event.key_of(item(3 * MAX_HANDLED - 1)) in handled


@pytest.mark.parametrize(
    "odd", [{"id": 1.0}, {"time": 5e8}, {"meta": {"a": []}}, {"meta": {"a": {"b": 1}}}]
)
def test_events_in_odd_forms_are_handled_each_time(odd: dict[str, Any]) -> None:
    handled = HandledEvents()
    handled.add([parsed(**odd), parsed(2)], NOW)
    assert Event.key_of(item(**odd)) not in handled
    assert Event.key_of(item(2)) in handled


@pytest.mark.parametrize("same", [{"thumb": {}}, {"thumb": {"url": ""}}, {"meta": {}}])
def test_an_event_without_an_image_and_tags_is_the_same_in_any_form(
    same: dict[str, Any],
) -> None:
    handled = HandledEvents()
    handled.add([parsed()], NOW)
    assert Event.key_of(item(**same)) in handled


def test_another_signature_of_an_image_does_not_make_another_event() -> None:
    handled = HandledEvents()
    handled.add([parsed(thumb={"url": "https://x.com/1?sig=a"})], NOW)
    assert Event.key_of(item(thumb={"url": "https://x.com/1?sig=b"})) in handled
    assert Event.key_of(item()) not in handled
