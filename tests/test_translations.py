"""Every language says all that English says, with the same placeholders."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "custom_components" / "vxg" / "translations"
LANGUAGES = ["de", "es", "fr", "it", "nl", "pl", "pt-BR"]

# Words that some language shares with English, and texts that hold no word of ours.
SHARED = {
    "Clips",
    "Intrusion",
    "Later",
    "Limit",
    "Metadata",
    "Object (YOLOv4)",
    "Offline",
    "Options",
    "Preset",
    "Status",
    "Tag",
    "Tags",
    "Token",
    "Wi-Fi",
    "{title} ({count})",
}


def texts(data: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the place of each text, and the text, in their order."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from texts(value, f"{path}.{key}")
        else:
            yield f"{path}.{key}", value


def read(language: str) -> dict[str, str]:
    content = (FOLDER / f"{language}.json").read_text(encoding="utf-8")
    return dict(texts(json.loads(content)))


def marks(text: str) -> list[str]:
    """Return what is not language: placeholders, and the marks of Markdown."""
    return sorted(re.findall(r"{\w+}|`|\*\*|\]\(", text))


def test_these_languages_are_spoken() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(
        ["en", *LANGUAGES]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_all_that_english_says(language: str) -> None:
    english, other = read("en"), read(language)
    assert list(other) == list(english)
    for place, text in english.items():
        translated = other[place]
        assert translated.strip(), place
        assert marks(translated) == marks(text), place
        assert not re.search(r"<\w", translated), place
        assert translated != text or text in SHARED, place


def test_native_speakers_are_asked_for_corrections() -> None:
    assert "native speaker" in (ROOT / "README.md").read_text(encoding="utf-8")
