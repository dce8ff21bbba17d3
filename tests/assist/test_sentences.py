"""Test that no sentence of Home Assistant is lost, whatever cameras are called."""

from collections.abc import Iterator
from pathlib import Path
import random
from typing import Any

from hassil.expression import (
    Alternative,
    Expression,
    ListReference,
    Permutation,
    RuleReference,
    Sequence,
    TextChunk,
)
from hassil.intents import IntentData, Intents, RangeSlotList, TextSlotList
from hassil.recognize import recognize_all
from home_assistant_intents import get_intents
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service
import yaml

from custom_components.vxg.assist.sentence_files import SOURCES, render
from custom_components.vxg.assist.sentence_setup import (
    SentenceChoice,
    async_get_sentence_setup,
)
from custom_components.vxg.assist.synonyms import SYNONYMS
from custom_components.vxg.assist.vocabulary import CATEGORIES, EVENT_WORDS
from simulator import Cloud, CloudServer

from ..common.assist import expose, put_into_area, say
from ..conftest import make_entry, set_up

# Names that sentences about rooms, lights and covers contain, too.
NAMES = ("Kitchen", "Front door", "Garage door", "Lights", "Blinds", "Küche", "Todo")
# What Home Assistant takes any words for: list items, messages, titles.
ANY_WORDS = ("motion", "people", "the front door", "siren")
VARIANTS = ("en", "de", "de-CH", "es", "fr", "it", "nl", "pl", "pt", "pt-BR")
SAMPLES_PER_TEMPLATE = 2


class Sampler:
    """Makes sentences of the templates of Home Assistant, the same at each run."""

    def __init__(self, intents: Intents) -> None:
        self.intents = intents
        self.random = random.Random(1)

    def sentences(self) -> Iterator[str]:
        for intent in self.intents.intents.values():
            for data in intent.data:
                for sentence in data.sentences:
                    for _ in range(SAMPLES_PER_TEMPLATE):
                        text = self.text(sentence.expression, data)
                        yield " ".join(text.split())

    def text(self, expression: Expression, data: IntentData) -> str:
        match expression:
            case TextChunk():
                return expression.original_text
            case Alternative():
                return self.text(self.random.choice(expression.items), data)
            case Permutation():
                parts = [self.text(item, data) for item in expression.items]
                self.random.shuffle(parts)
                return f" {' '.join(parts)} "
            case Sequence():
                return "".join(self.text(item, data) for item in expression.items)
            case RuleReference():
                name = expression.rule_name
                rules = {**self.intents.expansion_rules, **data.expansion_rules}
                return self.text(rules[name].expression, data)
            case ListReference():
                return self.value(expression.list_name, data)
        raise TypeError(expression)

    def value(self, name: str, data: IntentData) -> str:
        if name in {"name", "area", "floor"}:
            return self.random.choice(NAMES)
        values = {**self.intents.slot_lists, **data.slot_lists}.get(name)
        if isinstance(values, TextSlotList):
            return self.text(self.random.choice(values.values).text_in, data)
        if isinstance(values, RangeSlotList):
            return str(self.random.choice(list(values.get_numbers())))
        return self.random.choice(ANY_WORDS)


def ours(language: str) -> Intents:
    """Return the intents of an installed file, with event types of cameras."""
    content: dict[str, Any] = yaml.safe_load(
        render(language, "1.2.3", ["guest_arrived", "siren", "blinds", "lights"])
    )
    built_in = get_intents(language)
    assert built_in is not None
    return Intents.from_dict({"skip_words": built_in.get("skip_words", []), **content})


SLOTS = {
    "name": TextSlotList.from_tuples(
        [
            (name, name, {"domain": each})
            for name in NAMES
            for each in ("camera", "button")
        ]
    ),
    "area": TextSlotList.from_strings(NAMES),
}


def understood(text: str, intents: Intents) -> str | None:
    """Return the intent that a sentence means; ours win over those of Home Assistant."""
    for result in recognize_all(text, intents, slot_lists=SLOTS):
        return result.intent.name
    return None


@pytest.mark.parametrize("language", VARIANTS)
def test_no_sentence_of_home_assistant_is_lost(language: str) -> None:
    built_in = get_intents(language)
    assert built_in is not None
    intents = ours(language)
    sentences = list(Sampler(Intents.from_dict(built_in)).sentences())
    assert len(sentences) > 900
    assert not {
        text: found for text in sentences if (found := understood(text, intents))
    }


@pytest.mark.parametrize("language", VARIANTS)
def test_each_file_matches_its_words_and_no_others(language: str) -> None:
    intents = ours(language)
    words = [value.text_in.text for value in intents.slot_lists["vxg_type"].values]
    short = language[:2]
    own = [word for words in SYNONYMS[short].values() for word in words]
    assert words == [
        *(*own, *EVENT_WORDS[short]),
        *("blinds", "guest arrived", "lights", "siren"),
    ]
    assert not [
        name
        for name, values in intents.slot_lists.items()
        if not isinstance(values, TextSlotList | RangeSlotList)
    ]
    assert intents.language == language


def test_each_language_has_a_word_for_each_category() -> None:
    assert {path.stem[:2] for path in SOURCES.glob("*.yaml")} == set(SYNONYMS)
    for language, words in SYNONYMS.items():
        assert list(words) == list(CATEGORIES), language
        assert set(EVENT_WORDS) == set(SYNONYMS)


# Understood by Home Assistant's templates or, in English, by its second matcher.
BUILT_IN = {
    "en": (
        "how many lights are on in the kitchen",
        "raise the blinds in the kitchen",
        "are any lights on in the kitchen",
        "was there any light on in the kitchen",
        "how many windows were open in the kitchen",
        "set off the lights in the kitchen",
        "is there motion in the kitchen",
        "is anyone in the kitchen",
        "turn on the kitchen light and close the kitchen blinds",
        "kitchen lights off",
        "press the kitchen light",
        "trigger the kitchen light",
    ),
    "de": (
        "wie viele Lichter sind in der Kitchen an",
        "fahre die Rollläden in der Kitchen hoch",
    ),
    "fr": ("combien de lumières sont allumées dans la Kitchen",),
    "es": ("cuántas luces hay encendidas en la Kitchen",),
    "it": ("quante luci sono accese in Kitchen",),
    "nl": ("hoeveel lampen zijn er aan in de Kitchen", "is er beweging in de Kitchen"),
    "pl": ("ile świateł jest włączonych w Kitchen",),
    "pt-BR": ("quantas luzes estão ligadas na Kitchen",),
}


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration folder of its own."""
    (Path(hass_tmp_config_dir) / "configuration.yaml").touch()
    return hass_tmp_config_dir


async def test_home_assistant_answers_as_before(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for component in ("homeassistant", "conversation", "light", "cover"):
        assert await async_setup_component(hass, component, {})
    [camera] = cloud.cameras.values()
    camera.rename("Kitchen")
    await set_up(hass, make_entry(cloud, server))
    area = put_into_area(hass, "camera.kitchen", "Kitchen")
    for domain, name, state, actions in (
        ("light", "light", "on", ("turn_on", "turn_off")),
        ("cover", "blinds", "open", ("open_cover", "close_cover")),
    ):
        registered = er.async_get(hass).async_get_or_create(
            domain, "test", name, suggested_object_id=name
        )
        er.async_get(hass).async_update_entity(registered.entity_id, area_id=area)
        attributes = {"friendly_name": f"Kitchen {name}", "device_class": "blind"}
        hass.states.async_set(registered.entity_id, state, attributes)
        expose(hass, "camera.kitchen", registered.entity_id)
        for action in actions:
            async_mock_service(hass, domain, action)

    async def answers() -> dict[str, tuple[str | None, Any]]:
        found = {}
        for language, sentences in BUILT_IN.items():
            for text in sentences:
                response = await say(hass, text, language)
                intent_type = response.intent and response.intent.intent_type
                found[text] = (intent_type, response.as_dict()["speech"])
        return found

    before = await answers()
    setup = async_get_sentence_setup(hass)
    setup.async_languages = _languages  # type: ignore[method-assign]
    await setup.async_apply(SentenceChoice.INSTALL)
    assert (await say(hass, "what happened at the kitchen today")).intent is not None
    after = await answers()
    understood = {text: answer for text, answer in before.items() if answer[0]}
    lost = {"how many lights are on in the kitchen", "raise the blinds in the kitchen"}
    assert lost <= understood.keys()
    assert len(understood) >= 12
    assert {text: after[text] for text in understood} == understood


async def _languages() -> list[str]:
    return list(BUILT_IN)
