"""Test the parsing of JSON values."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
import unicodedata

import pytest

from custom_components.vxg.aiovxg.parse import (
    MAX_EVENT_TAGS,
    MAX_NAME,
    MAX_TEXT,
    MAX_VALUE,
    as_bool,
    as_int,
    as_name,
    as_object,
    as_opaque,
    as_str,
    as_strings,
    as_tags,
    as_text,
    as_time,
    format_time,
)

from ..common.hostile import HOSTILE_NAMES

# Characters that change the direction of text around them.
BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5),
        (-5, -5),
        ("5", 5),
        (" 5 ", 5),
        (5.0, 5),
        (2**63 - 1, 2**63 - 1),
        (2**63, None),
        (-(2**63) - 1, None),
        ("9" * 30, None),
        ("9" * 5000, None),
        (5.5, None),
        (float("inf"), None),
        (float("nan"), None),
        (1e300, None),
        (True, None),
        ("", None),
        ("five", None),
        ("1_0", None),
        ("5.0", None),
        (None, None),
        ([5], None),
        ({}, None),
    ],
)
def test_integers_are_parsed_from_numbers_and_strings(
    value: Any, number: int | None
) -> None:
    assert as_int(value) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (" a\n", " a "),
        ("", None),
        (" \t", None),
        (7, "7"),
        (7.5, "7.5"),
        (True, None),
        (None, None),
        (["a"], None),
        ("\ud800x", "?x"),
        ("Tür 🚪", "Tür 🚪"),
    ],
)
def test_strings_are_returned_unchanged_or_not_at_all(
    value: Any, text: str | None
) -> None:
    assert as_text(value) == text
    assert as_str(value) == (text if text is None else text.strip())


@pytest.mark.parametrize("text", HOSTILE_NAMES)
@pytest.mark.parametrize(
    ("parse", "limit"), [(as_text, MAX_TEXT), (as_str, MAX_TEXT), (as_name, MAX_NAME)]
)
def test_hostile_text_becomes_one_short_line_of_valid_unicode(
    parse: Callable[[Any], str | None], limit: int, text: str
) -> None:
    parsed = parse(text)
    assert parsed
    assert len(parsed) <= limit
    assert len(parsed.splitlines()) == 1
    parsed.encode()
    for char in parsed:
        assert unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in BIDI_CONTROLS


@pytest.mark.parametrize(
    "name",
    [
        "motion",
        "object_and_scene_detection",
        "qos-report",
        "My Type (2)",
        "  two  spaces ",
        "Öffnung",
        "می\u200cخواهم",
        "👨\u200d👩\u200d👧",
        "裏口\u3000カメラ",
        "x" * MAX_TEXT,
    ],
)
def test_ordinary_identifiers_are_unchanged(name: str) -> None:
    assert as_text(name) == name


@pytest.mark.parametrize("value", ["https://h/" + "x" * 9000, 5, None, "", " \n"])
def test_urls_and_tokens_are_never_cut(value: Any) -> None:
    assert as_opaque(value) is None
    assert as_opaque(" https://h/%20a?b=\x01 ") == "https://h/%20a?b=\x01"


def test_tags_are_bounded_in_number_and_length() -> None:
    tags = as_tags({f"{number}" + "n" * 500: "v" * 5000 for number in range(10_000)})
    assert len(tags) == MAX_EVENT_TAGS
    assert {len(name) for name in tags} == {MAX_TEXT}
    assert {len(value) for value in tags.values()} == {MAX_VALUE}


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        (True, True),
        (False, False),
        (1, True),
        (0, False),
        ("true", True),
        ("False", False),
        (" 1 ", True),
        ("0", False),
        ("yes", None),
        (1.0, None),
        (None, None),
        ([], None),
    ],
)
def test_booleans_are_parsed_in_all_formats(value: Any, truth: bool | None) -> None:
    assert as_bool(value) is truth


MOMENT = datetime(2021, 9, 23, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2021-09-23T16:30:00", MOMENT),
        ("2021-09-23T16:30:00Z", MOMENT),
        ("2021-09-23t16:30:00z", MOMENT),
        ("2021-09-23 16:30:00", MOMENT),
        (" 2021-09-23T16:30:00 ", MOMENT),
        ("2021-09-23T16:30", MOMENT),
        ("2021-09-23T18:30:00+02:00", MOMENT),
        ("2021-09-23T18:30:00+0200", MOMENT),
        ("2021-09-23T11:30:00-05:00", MOMENT),
        ("2021-09-23T16:30:00.5", MOMENT + timedelta(milliseconds=500)),
        ("2021-09-23T16:30:00.123456", MOMENT + timedelta(microseconds=123456)),
        ("2021-09-23T16:30:00.123456789", MOMENT + timedelta(microseconds=123456)),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2021-13-01T00:00:00", None),
        ("yesterday", None),
        ("", None),
        (1632414600, MOMENT),
        (1632414600.5, MOMENT + timedelta(milliseconds=500)),
        (1632414600500, MOMENT + timedelta(milliseconds=500)),
        (1632414600500000, MOMENT + timedelta(milliseconds=500)),
        ("1632414600", MOMENT),
        (" 1632414600.5 ", MOMENT + timedelta(milliseconds=500)),
        ("1632414600500", MOMENT + timedelta(milliseconds=500)),
        ("20210923", datetime(2021, 9, 23, tzinfo=UTC)),
        (0, None),
        (-1, None),
        (10**30, None),
        (10**400, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        ("9" * 5000, None),
        # Leap seconds.
        ("2016-12-31T23:59:60", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2017-01-01T00:59:60+01:00", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (
            "2016-12-31T23:59:60.5",
            datetime(2016, 12, 31, 23, 59, 59, 500000, tzinfo=UTC),
        ),
        ("2016-12-31T23:60:00", None),
        ("2016-12-31T23:59:61", None),
        ("2028-02-29T12:00:00", datetime(2028, 2, 29, 12, tzinfo=UTC)),
        ("2027-02-29T12:00:00", None),
        ("0001-01-01T00:00:00", None),
        ("0001-12-31T23:59:59.999999", None),
        ("9999-12-31T23:59:59.999999", None),
        ("9999-01-01T00:00:00", None),
        ("1900-01-01T00:00:00", datetime(1900, 1, 1, tzinfo=UTC)),
        (None, None),
        ({}, None),
    ],
)
def test_times_are_aware_utc_whatever_their_zone(
    value: Any, time: datetime | None
) -> None:
    assert as_time(value) == time
    assert time is None or as_time(value).tzinfo is UTC


def test_any_value_other_than_an_object_is_an_empty_object() -> None:
    assert as_object({"a": 1}) == {"a": 1}
    assert [as_object(value) for value in (None, [], "x", 1)] == [{}] * 4


def test_values_that_are_not_strings_are_dropped_from_lists() -> None:
    assert as_strings(["all", None, 5, {}, ""]) == ("all", "5")
    assert as_strings("all") == ()


def test_tags_are_strings_and_other_values_are_dropped() -> None:
    tags = {"a": "x ", "b": 5, "c": 0.5, "d": True, "e": False, "f": None, "g": [1]}
    assert as_tags(tags) == {"a": "x ", "b": "5", "c": "0.5", "d": "true", "e": "false"}
    assert as_tags({"\ud800": "\udfff", "t\ud800": True}) == {"?": "?", "t?": "true"}
    assert as_tags(None) == as_tags(["a"]) == {}


def test_times_are_sent_as_naive_utc() -> None:
    zone = timezone(timedelta(hours=2))
    assert format_time(MOMENT.astimezone(zone)) == "2021-09-23T16:30:00"
    assert format_time(MOMENT + timedelta(microseconds=5)).endswith(".000005")
