"""What people call event types."""

import pytest

from custom_components.vxg.assist.vocabulary import (
    CATEGORIES,
    OBJECT_TYPES,
    SYNONYMS,
    display_name,
    display_name_of_category,
    display_name_of_event,
    find_category,
    is_any_event,
    is_descriptive,
    match_event_type,
    normalize,
)
from custom_components.vxg.helpers.event_types import DIAGNOSTIC_TYPES, KNOWN_TYPES

OBJECTS = "object_and_scene_detection"


@pytest.mark.parametrize(
    ("word", "language", "name"),
    [
        ("motion", "en", "motion"),
        ("Motions", "en-GB", "motion"),
        ("any movement", "en", "motion"),
        ("motion events", "en", "motion"),
        ("noise", "en", "sound"),
        ("Noises", "en", "audio_level"),
        ("Bewegung", "de", "motion"),
        ("Bewegungsereignisse", "de-AT", "motion"),
        ("Bewegungserkennung", "de", "motion"),
        ("eine Bewegung", "de", "motion"),
        ("Geräusche", "de", "sound"),
        ("faces", "en", "facedetection"),
        ("Gesichter", "de", "face_detection"),
        ("Gesichtserkennung", "de", "facial_analysis"),
        ("Kennzeichen", "de", "plate_recognition"),
        ("line crossings", "en", "linecross"),
        ("Klingel", "de", "doorbell_pressed"),
        ("cars", "en", "vehicle_stopped_detection"),
        # Words of another language are understood too.
        ("Bewegung", "en", "motion"),
        ("car", "sv", "vehicle"),
        # A type of one's own needs no word.
        ("door opened", "en", "door_opened"),
        ("gate-open", "en", "gate_open"),
        ("guest arrived events", "en", "guest_arrived"),
        ("person", "en", "person_at_door"),
    ],
)
def test_everyday_words_mean_types(word: str, language: str, name: str) -> None:
    kind = find_category(word, language, [name])
    assert kind is not None
    assert kind.may_cover(name)
    assert kind.covers(name, {})
    assert not kind.covers("memorycard", {})


def test_a_cameras_own_name_comes_first_and_means_only_itself() -> None:
    kind = find_category("person", "en", ["person", "person_at_door"])
    assert kind is not None
    assert kind.covers("person", {})
    assert not kind.covers("person_at_door", {})


@pytest.mark.parametrize("word", ["unicorn", "", "the", "events", "Quatsch"])
def test_a_word_that_nobody_knows_means_nothing(word: str) -> None:
    assert find_category(word, "en", ["motion"]) is None


def test_objects_are_meant_by_what_was_seen() -> None:
    kind = find_category("people", "en", [OBJECTS])
    assert kind is not None
    assert kind.may_cover(OBJECTS)
    assert not kind.is_named(OBJECTS)
    assert kind.covers(OBJECTS, {"Person": "87"})
    assert not kind.covers(OBJECTS, {"Car": "87"})
    assert not kind.covers("motion", {"Person": "87"})
    motion = find_category("motion", "en", [])
    assert motion is not None
    assert not motion.may_cover(OBJECTS)


def test_two_words_mean_either() -> None:
    one, other = find_category("motion", "en", []), find_category("Auto", "de", [])
    assert one is not None
    assert other is not None
    either = one | other
    assert either.covers("motion", {})
    assert either.covers(OBJECTS, {"Car": "1"})


@pytest.mark.parametrize(
    "word", ["events", "anything", "the events", "Ereignisse", "etwas", ""]
)
def test_some_words_mean_anything(word: str) -> None:
    assert is_any_event(word)


def test_a_kind_is_not_anything() -> None:
    assert not is_any_event("motion events")


@pytest.mark.parametrize(
    ("name", "english", "german"),
    [
        ("motion", "motion", "Bewegung"),
        ("face_detection", "face", "Gesicht"),
        (OBJECTS, "object", "Objekt"),
        ("linecross", "line crossing", "Linienübertritt"),
        ("doorbell", "doorbell", "Klingel"),
        ("doorbell_pressed", "doorbell", "Klingel"),
        ("ring", "doorbell", "Klingel"),
        # What a user chose stays as it is.
        ("door_opened", "door opened", "door opened"),
        ("person_at_door", "person at door", "person at door"),
        ("person", "person", "Person"),
    ],
)
def test_types_are_spoken_in_words(name: str, english: str, german: str) -> None:
    assert display_name(name, "en") == english
    assert display_name(name, "de-CH") == german
    assert display_name(name, "sv") == english


@pytest.mark.parametrize("name", ["odd [name]", "what?", "a*b"])
def test_an_odd_name_means_itself(name: str) -> None:
    kind = find_category(name, "en", [name, "a long b"])
    assert kind is not None
    assert kind.is_named(name)
    assert not kind.is_named("a long b")
    assert display_name_of_category(kind, "en") == name


@pytest.mark.parametrize(
    ("meta", "word", "called"),
    [
        ({"Person": "80"}, None, "person"),
        ({"Car": "80"}, "car", "vehicle"),
        # Of several objects the one that was asked for.
        ({"Person": "80", "Dog": "70"}, "dog", "animal"),
        ({"Teapot": "80"}, None, "object"),
        ({}, None, "object"),
    ],
)
def test_an_object_is_called_what_it_is(
    meta: dict[str, str], word: str | None, called: str
) -> None:
    kind = None if word is None else find_category(word, "en", [])
    assert display_name_of_event(OBJECTS, meta, "en", kind) == called
    assert display_name_of_event("motion", meta, "en", kind) == "motion"


@pytest.mark.parametrize(
    ("word", "names", "name"),
    [
        ("guest arrived", ["guest_arrived", "door_opened"], "guest_arrived"),
        ("doorbell", ["doorbell_pressed", "door_opened"], "doorbell_pressed"),
        ("the siren", ["siren"], "siren"),
        # Nobody can tell which.
        ("doorbell", ["doorbell_pressed", "doorbell_held"], None),
        ("door-bell", ["door_bell", "Door Bell"], None),
        ("unicorn", ["siren"], None),
        ("person", ["person_left", "siren"], "person_left"),
    ],
)
def test_an_order_is_for_one_type(
    word: str, names: list[str], name: str | None
) -> None:
    assert match_event_type(word, "en", names) == name


def test_every_language_has_words_for_every_kind_and_none_twice() -> None:
    for language, words in SYNONYMS.items():
        assert words.keys() == CATEGORIES.keys()
        all_words = [normalize(word) for known in words.values() for word in known]
        assert len(all_words) == len(set(all_words)), language
        for key, known in words.items():
            for word in known:
                assert find_category(word, language, []) is CATEGORIES[key], word


def test_every_known_type_about_what_is_seen_has_a_kind() -> None:
    for name in KNOWN_TYPES - DIAGNOSTIC_TYPES:
        assert any(kind.is_named(name) for kind in CATEGORIES.values()), name
        assert is_descriptive(name)
    assert not is_descriptive("wifi")
    assert OBJECT_TYPES <= KNOWN_TYPES
