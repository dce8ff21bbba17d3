"""What translations must keep of the English texts, in which all is declared."""

from collections import Counter
from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any

import hass_frontend
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
import pytest

from custom_components.vxg.automations.object_kinds import OBJECT_KINDS
from custom_components.vxg.const import DOMAIN

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "custom_components" / "vxg" / "translations"
# By Home Assistant's codes, as the README names them.
LANGUAGES = {
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt-BR": "Portuguese (Brazil)",
}
TECHNICAL = "a technical word that the language took over"
COGNATE = "the language has the same word"
# Texts that are the same in a language, each with the reason.
ALIKE = {
    "Animal": (COGNATE, {"es", "fr", "pt-BR"}),
    "Camera": (COGNATE, {"nl"}),
    "Clips": (TECHNICAL, {"de", "es", "fr", "nl"}),
    "Intrusion": (COGNATE, {"fr"}),
    "Limit": (COGNATE, {"pl"}),
    "Metadata": (TECHNICAL, {"nl"}),
    "Object (YOLOv4)": (COGNATE, {"nl"}),
    "Offline": (TECHNICAL, {"de", "nl", "pt-BR"}),
    "Options": (COGNATE, {"fr"}),
    "Person": (COGNATE, {"de"}),
    "Preset": (TECHNICAL, {"nl"}),
    "Status": (COGNATE, {"de", "nl", "pl", "pt-BR"}),
    "Tag": (TECHNICAL, {"de", "fr", "it", "nl", "pl", "pt-BR"}),
    "Tags": (TECHNICAL, {"de", "fr", "nl", "pt-BR"}),
    "Token": (TECHNICAL, {"de", "es", "it", "nl", "pl", "pt-BR"}),
    "Wi-Fi": ("a brand", {"es", "fr", "it", "pl", "pt-BR"}),
    "{title} ({count})": ("no words in it", set(LANGUAGES)),
}
# What has one name in all languages.
NAMES = ("Home Assistant", "VXG Cloud VMS", "YOLOv4", "https", "192.168.1.10", "⋮")
MARKUP = {
    "bold": r"\*\*[^*]+\*\*",
    "italics": r"(?<!\*)\*[^*]+\*(?!\*)",
    "link": r"\]\(",
    "paragraph": r"\n\n",
    "step of a path": "→",
}
VOICE_PAGE = ROOT / "docs" / "voice.md"
# The steps of the paths in texts, as the frontend names them.
STEPS = (
    ("", "panel.config"),
    ("config", "ui.panel.config.dashboard.devices.main"),
    ("config", "ui.panel.config.integrations.config_entry.reconfigure"),
    ("config", "ui.panel.config.lovelace.caption"),
    ("config", "ui.panel.config.lovelace.dashboards.dialog_new.header"),
)
# Words by which a text would address its reader formally, unlike those of Home Assistant.
FORMAL = {
    "de": r"(?<![.:?!\n] )(?<!^)\b(?:Sie|Ihnen|Ihre?[nmrs]?)\b",
    "es": r"\busted|\b(?:Lea|Elimine|Recargue|Vuelva|Inténtelo|Compruebe)\b",
    "it": r"\bLei\b|\b(?:Riconfigurare|Leggere|Inserire|Verificare)\b",
    "nl": r"\b[Uu]w?\b",
    "pl": r"\bPa(?:n|ni|na|ństwo)\b",
}

each_language = pytest.mark.parametrize("language", LANGUAGES)


def load(language: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text())
    return data


def texts(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield all texts in nested objects, with where they stand."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from texts(value, f"{path}.{key}" if path else key)
    else:
        yield path, data


def pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield all places with the text in English and in a language."""
    translated = dict(texts(load(language)))
    for path, english in ENGLISH.items():
        yield path, english, translated[path]


def siblings(data: Any) -> Iterator[list[str]]:
    """Yield what stands in the same list of choices: names and states."""
    if isinstance(data, dict):
        named = [
            value if isinstance(value, str) else value.get("name")
            for value in data.values()
        ]
        if all(isinstance(name, str) for name in named):
            yield named
        for value in data.values():
            yield from siblings(value)


ENGLISH = dict(texts(load("en")))


def test_there_are_the_languages_that_are_tested() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{language}.json" for language in ("en", *LANGUAGES)
    }


@each_language
def test_a_language_has_the_texts_of_the_english_in_their_order(language: str) -> None:
    assert list(dict(texts(load(language)))) == list(ENGLISH)


@each_language
def test_no_text_is_empty_or_has_space_around_it(language: str) -> None:
    assert not [
        path
        for path, text in texts(load(language))
        if not text.strip() or text != text.strip()
    ]


@each_language
def test_placeholders_are_those_of_the_english(language: str) -> None:
    for path, english, text in pairs(language):
        placeholders = re.findall(r"{\w+}", text)
        assert Counter(placeholders) == Counter(re.findall(r"{\w+}", english)), path
        assert text.count("{") == text.count("}") == len(placeholders), path


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_no_apostrophe_hides_a_placeholder(language: str) -> None:
    # The frontend takes what follows "'{" for plain text: "l'{event}" shows "{event}".
    assert not [
        path for path, text in texts(load(language)) if re.search("'[{}]", text)
    ]


@each_language
def test_markup_is_that_of_the_english(language: str) -> None:
    for path, english, text in pairs(language):
        for kind, pattern in MARKUP.items():
            found = len(re.findall(pattern, text))
            assert found == len(re.findall(pattern, english)), (path, kind)
        assert text.count("*") == english.count("*"), path
        # Code and addresses are not translated.
        for pattern in (r"`[^`]*`", r"\]\(([^)]*)\)"):
            found_texts = re.findall(pattern, text)
            assert Counter(found_texts) == Counter(re.findall(pattern, english)), path
        assert not re.search(r"<|>|\[%|&\w+;", text), path


@each_language
def test_names_are_kept(language: str) -> None:
    for path, english, text in pairs(language):
        for name in NAMES:
            assert text.count(name) == english.count(name), (path, name)


@each_language
def test_texts_are_translated_but_for_those_that_are_known_to_be_alike(
    language: str,
) -> None:
    same = {text for _, english, text in pairs(language) if text == english}
    assert same == {text for text, (_, known) in ALIKE.items() if language in known}


@each_language
def test_what_differs_in_english_differs(language: str) -> None:
    for english, named in zip(
        siblings(load("en")), siblings(load(language)), strict=True
    ):
        assert len(set(named)) == len(set(english)), named


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_sensor_of_a_type_is_called_as_its_events(language: str) -> None:
    entities = load(language)["entity"]
    events = entities["event"]["events"]["state_attributes"]["event_type"]["state"]
    assert {name.replace("-", "_"): text for name, text in events.items()} == {
        name: text["name"]
        for name, text in entities["binary_sensor"].items()
        if name.removeprefix("object_") not in OBJECT_KINDS
    }


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_question_that_the_repair_promises_is_a_documented_one(
    language: str,
) -> None:
    """All questions of the page are tested."""
    step = load(language)["issues"]["voice_sentences"]["fix_flow"]["step"]["confirm"]
    promise = step["description"].partition("\n")[0]
    (question,) = re.findall(r'["„«]\s?(.+?)\s?["”“»]', promise)
    assert f"| {question.replace('\u00a0', ' ')} |" in VOICE_PAGE.read_text()


@pytest.mark.parametrize("language", FORMAL)
def test_the_reader_is_addressed_as_by_home_assistant(language: str) -> None:
    formal = re.compile(FORMAL[language])
    assert not [text for _, text in texts(load(language)) if formal.search(text)]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_paths_have_the_names_of_the_frontend(language: str) -> None:
    steps = []
    for fragment, key in STEPS:
        folder = hass_frontend.where() / "static" / "translations" / fragment
        # The name has a hash of 32 digits: "pt-…" must not find "pt-BR-…".
        (path,) = folder.glob(f"{language}-{'[0-9a-f]' * 32}.json")
        found = json.loads(path.read_text())
        # Some levels are joined into one key with dots.
        steps.append(dict(texts(found))[key])
    settings, devices, reconfigure, dashboards, add_dashboard = steps
    ours = load(language)["selector"]["card"]["options"]["dashboard_name"]
    way = f"**{settings}** → **{dashboards}** → **{add_dashboard}** → **{ours}**"
    assert way in load(language)["config"]["create_entry"]["default"], way
    way = f"*{settings} → {devices} → VXG Cloud VMS → ⋮ → {reconfigure}*"
    issues = load(language)["issues"]
    for issue in ("read_only_token", "token_ends"):
        assert way in issues[issue]["description"], way


@each_language
async def test_home_assistant_takes_the_texts_as_they_are(
    hass: HomeAssistant, language: str
) -> None:
    # Where it finds a fault, it falls back on the English text.
    for category in load("en"):
        taken = await async_get_translations(hass, language, category, [DOMAIN])
        prefix = f"component.{DOMAIN}."
        assert {key.removeprefix(prefix): text for key, text in taken.items()} == {
            path: text
            for path, text in texts(load(language))
            if path.startswith(f"{category}.")
        }


def test_the_readme_asks_those_who_speak_the_languages_for_corrections() -> None:
    readme = (ROOT / "README.md").read_text()
    (asked,) = (
        " ".join(paragraph.split())
        for paragraph in readme.split("\n\n")
        if "native speaker" in paragraph
    )
    assert "send a correction" in asked
    assert not [name for name in LANGUAGES.values() if name not in asked]
