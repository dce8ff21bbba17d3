"""Text from outside: without markup where Markdown is rendered, and on one line."""

from collections.abc import Mapping
import re
import unicodedata

# Without these there are no links, images and HTML. They are replaced by characters that
# look alike, not escaped: the same placeholders appear in titles, which are plain text.
LOOK_ALIKES = str.maketrans({"[": "［", "]": "］", "<": "＜", ">": "＞", "@": "＠"})
# The frontend also turns these into links, wherever they are.
BARE_LINK = re.compile(r"(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """Return text that has no links, images and HTML if it is rendered as Markdown."""
    return BARE_LINK.sub(_replace, text.translate(LOOK_ALIKES))


def markdown_placeholders(placeholders: Mapping[str, str]) -> dict[str, str]:
    """Return the placeholders of a text that is rendered as Markdown."""
    return {key: escape_markdown(text) for key, text in placeholders.items()}


def single_line(text: str, max_length: int) -> str:
    """Return text on one line, without invisible characters, and truncated."""
    printable = "".join(
        " " if unicodedata.category(char)[0] in "CZ" else char for char in text
    )
    line = " ".join(printable.split())
    return line if len(line) <= max_length else f"{line[: max_length - 1]}…"


def _replace(match: re.Match[str]) -> str:
    return "：" if match[1] else "․"
