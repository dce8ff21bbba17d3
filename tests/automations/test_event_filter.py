"""Which events an automation is about: filters are lists, and say no where in doubt."""

from typing import Any

import pytest
import voluptuous as vol

from custom_components.vxg.automations.event_filter import (
    EVENT_FILTER_FIELDS,
    EventFilter,
)

SCHEMA = vol.Schema(EVENT_FILTER_FIELDS)
META = {
    "Person": "83.5",
    "plate": "007",
    "zone": "door",
    "odd": "1_0",
    "end": "nan",
    "on": "true",
}


def matches(*tags: dict[str, Any], types: str | list[str] | None = None) -> bool:
    options = SCHEMA({"event_types": types or [], "metadata": list(tags)})
    return EventFilter.from_options(options).matches("motion", META)


def test_without_a_filter_every_event_is_meant() -> None:
    assert matches()
    assert EventFilter.from_options(SCHEMA({})).matches("anything", {})


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ("person", True),
        (["animal", "person"], True),
        (["animal"], False),
        ([], True),
        ("plate", True),
    ],
)
def test_one_of_the_objects_must_be_told(objects: Any, expected: bool) -> None:
    event_filter = EventFilter.from_options(SCHEMA({"object": objects}))
    assert event_filter.matches("motion", META) is expected
    with pytest.raises(vol.Invalid):
        SCHEMA({"object": "elf"})


@pytest.mark.parametrize(
    ("types", "expected"),
    [("motion", True), (["sound", "motion"], True), (["sound"], False)],
)
def test_one_of_the_types_must_be_the_events(types: Any, expected: bool) -> None:
    assert matches(types=types) is expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ({"tag": "Person", "above": 83}, True),
        ({"tag": "Person", "above": 83.5}, False),
        ({"tag": "Person", "below": 84}, True),
        ({"tag": "Person", "above": 10, "below": 83}, False),
        ({"tag": "person", "above": 1}, False),
        ({"tag": "zone", "above": 1}, False),
        ({"tag": "zone", "below": 1}, False),
        ({"tag": "odd", "above": 1}, False),
        ({"tag": "end", "above": 1}, False),
        ({"tag": "zone", "equals": "door"}, True),
        ({"tag": "zone", "equals": "Door"}, False),
        ({"tag": "missing", "equals": "door"}, False),
        ({"tag": "plate", "equals": "7"}, False),
        ({"tag": "plate", "equals": "007"}, True),
        ({"tag": "plate", "equals": 7}, True),
        ({"tag": "zone", "equals": 7}, False),
        ({"tag": "on", "equals": True}, True),
        ({"tag": "on", "equals": False}, False),
        ({"tag": "zone", "present": True}, True),
        ({"tag": "missing", "present": True}, False),
        ({"tag": "missing", "present": False}, True),
        ({"tag": "zone", "present": False}, False),
        ({"tag": "zone", "present": True, "equals": "window"}, False),
    ],
)
def test_a_tag_must_be_what_is_asked(tag: dict[str, Any], expected: bool) -> None:
    assert matches(tag) is expected


def test_all_tags_must_hold() -> None:
    zone = {"tag": "zone", "equals": "door"}
    assert matches(zone, {"tag": "Person", "above": 1})
    assert not matches(zone, {"tag": "Person", "above": 90})


@pytest.mark.parametrize(
    "options",
    [
        {"metadata": [{"tag": "zone"}]},
        {"metadata": [{"equals": "door"}]},
        {"metadata": [{"tag": "", "present": True}]},
        {"metadata": [{"tag": "zone", "equals": ["door"]}]},
        {"metadata": [{"tag": "zone", "above": "high"}]},
        {"metadata": [{"tag": "zone", "present": False, "above": 1}]},
        {"metadata": [{"tag": "zone", "contains": "door"}]},
        {"event_types": [""]},
        {"types": ["motion"]},
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(vol.Invalid):
        SCHEMA(options)


def test_one_filter_needs_no_list() -> None:
    options = SCHEMA({"metadata": {"tag": "zone", "present": True}})
    assert EventFilter.from_options(options).matches("motion", META)
