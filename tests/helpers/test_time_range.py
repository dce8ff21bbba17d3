"""Tests for the parsing of times."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.vxg.helpers.time_range import parse_time


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-31",
        "2026-11-31T12:00:00",
        "0000-01-01T00:00:00",
        "2026-11-30T0\ud800",
        "\ud800",
        "2026-11-30T12:00:00+99:99",
        "",
        "tomorrow",
        "9" * 10_000,
        None,
        5,
        b"2026-11-30T12:00:00",
        ["2026-11-30T12:00:00"],
    ],
)
def test_what_is_no_time_is_none(value: Any) -> None:
    assert parse_time(value) is None


def test_times_are_parsed_with_and_without_a_time_zone() -> None:
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert parse_time("2026-11-30T12:00:00Z") == noon
    assert parse_time("2026-11-30T12:00:00") == noon.replace(tzinfo=None)


@given(
    st.text(st.characters(codec=None, categories=None))
    | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*")
)
def test_no_text_raises_or_ends_the_process(text: str) -> None:
    result = parse_time(text)
    assert result is None or isinstance(result, datetime)
