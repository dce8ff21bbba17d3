"""What assistants are told of texts from outside."""

import pytest

from custom_components.vxg.assist.responses import (
    LLM_MAX_NAMES,
    LLM_MAX_TEXT,
    sanitize,
    sanitize_names,
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
    assert sanitize(text) == told


def test_long_text_is_cut_visibly() -> None:
    assert sanitize("x" * LLM_MAX_TEXT) == "x" * LLM_MAX_TEXT
    told = sanitize("x" * (LLM_MAX_TEXT + 1))
    assert len(told) == LLM_MAX_TEXT
    assert told.endswith("x…")


def test_of_many_names_the_first_are_told() -> None:
    names = [f"type {number:03}" for number in range(100)]
    assert sanitize_names(reversed(names)) == names[:LLM_MAX_NAMES]
