"""Tests for text from outside in Markdown."""

import pytest

from custom_components.vxg.helpers.markdown import escape_markdown

from ..common.hostile import HOSTILE_MARKDOWN

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
