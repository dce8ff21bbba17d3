"""What assistants are told of texts from outside."""

import pytest

from custom_components.vxg.assist.responses import (
    MAX_TOLD_NAMES,
    MAX_TOLD_TEXT,
    clean,
    clean_names,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Line crossing", "Line crossing"),
        ("  two\n\nlines\t", "two lines"),
        ("hid\u200bden \u202ereversed\x07", "hid den reversed"),
        ("Bäckerstraße 1 – 東京", "Bäckerstraße 1 – 東京"),
        ("", ""),
    ],
)
def test_text_comes_on_one_line_without_what_is_not_seen(text: str, told: str) -> None:
    assert clean(text) == told


def test_long_text_is_cut_visibly() -> None:
    assert clean("x" * MAX_TOLD_TEXT) == "x" * MAX_TOLD_TEXT
    told = clean("x" * (MAX_TOLD_TEXT + 1))
    assert len(told) == MAX_TOLD_TEXT
    assert told.endswith("x…")


def test_of_many_names_the_first_are_told() -> None:
    names = [f"type {number:03}" for number in range(100)]
    assert clean_names(reversed(names)) == names[:MAX_TOLD_NAMES]
