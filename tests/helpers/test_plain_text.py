"""Tests for text from outside: in Markdown, and on one line."""

import pytest

from custom_components.vxg.helpers.plain_text import escape_markdown, single_line

from ..common.hostile import HOSTILE_CHARACTERS, HOSTILE_MARKDOWN

ACTIVE = ("[", "]", "<", ">", "://", "www.", "@")


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE_MARKDOWN.values(),
        "HTTP://A.B WWW.A.B wWw.a.b ftp://x http:///x a:////b",
        "http:\\//x http&#58;//x",
    ],
)
def test_nothing_that_markdown_makes_a_link_an_image_or_html_of_remains(
    text: str,
) -> None:
    escaped = escape_markdown(text).lower()
    assert not any(part in escaped for part in ACTIVE)
    # Twice is as good as once.
    assert escape_markdown(escaped) == escaped


@pytest.mark.parametrize(
    "name", ["Front door", "Hall_2 (north)", "Tür & Tor #1", "A: b/c", "5 * 3!"]
)
def test_ordinary_names_are_unchanged(name: str) -> None:
    assert escape_markdown(name) == name


@pytest.mark.parametrize("text", HOSTILE_CHARACTERS.values())
def test_a_line_has_no_breaks_and_no_invisible_characters(text: str) -> None:
    line = single_line(text, 100)
    assert line.isprintable()
    assert line.startswith("a")
    assert line.replace(" ", "").replace("[31m", "").isalpha()
    assert single_line(line, 100) == line


def test_a_line_that_is_too_long_is_cut_visibly() -> None:
    assert single_line(" ab  cd ", 5) == "ab cd"
    assert single_line("abcdef", 5) == "abcd…"
