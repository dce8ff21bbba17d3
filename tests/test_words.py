"""What people call event types."""

import pytest

from custom_components.vxg.assist.vocabulary import (
    KINDS,
    OBJECT_TYPES,
    WORDS,
    is_telling,
    kind_of,
    means_anything,
    plain,
    spoken,
    spoken_event,
    spoken_kind,
    type_meant,
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
        ("car", "fr", "vehicle"),
        # A type of one's own needs no word.
        ("door opened", "en", "door_opened"),
        ("gate-open", "en", "gate_open"),
        ("guest arrived events", "en", "guest_arrived"),
        ("person", "en", "person_at_door"),
    ],
)
def test_everyday_words_mean_types(word: str, language: str, name: str) -> None:
    kind = kind_of(word, language, [name])
    assert kind is not None
    assert kind.may_cover(name)
    assert kind.covers(name, {})
    assert not kind.covers("memorycard", {})


def test_a_cameras_own_name_comes_first_and_means_only_itself() -> None:
    kind = kind_of("person", "en", ["person", "person_at_door"])
    assert kind is not None
    assert kind.covers("person", {})
    assert not kind.covers("person_at_door", {})


@pytest.mark.parametrize("word", ["unicorn", "", "the", "events", "Quatsch"])
def test_a_word_that_nobody_knows_means_nothing(word: str) -> None:
    assert kind_of(word, "en", ["motion"]) is None


def test_objects_are_meant_by_what_was_seen() -> None:
    kind = kind_of("people", "en", [OBJECTS])
    assert kind is not None
    assert kind.may_cover(OBJECTS)
    assert not kind.is_named(OBJECTS)
    assert kind.covers(OBJECTS, {"Person": "87"})
    assert not kind.covers(OBJECTS, {"Car": "87"})
    assert not kind.covers("motion", {"Person": "87"})
    motion = kind_of("motion", "en", [])
    assert motion is not None
    assert not motion.may_cover(OBJECTS)


def test_two_words_mean_either() -> None:
    one, other = kind_of("motion", "en", []), kind_of("Auto", "de", [])
    assert one is not None
    assert other is not None
    either = one | other
    assert either.covers("motion", {})
    assert either.covers(OBJECTS, {"Car": "1"})


@pytest.mark.parametrize(
    "word", ["events", "anything", "the events", "Ereignisse", "etwas", ""]
)
def test_some_words_mean_anything(word: str) -> None:
    assert means_anything(word)


def test_a_kind_is_not_anything() -> None:
    assert not means_anything("motion events")


@pytest.mark.parametrize(
    ("name", "english", "german"),
    [
        ("motion", "motion", "Bewegung"),
        ("face_detection", "face", "Gesicht"),
        (OBJECTS, "object", "Objekt"),
        ("linecross", "line crossing", "Linienübertritt"),
        # What a user chose stays as it is.
        ("door_opened", "door opened", "door opened"),
        ("person_at_door", "person at door", "person at door"),
        ("person", "person", "Person"),
    ],
)
def test_types_are_spoken_in_words(name: str, english: str, german: str) -> None:
    assert spoken(name, "en") == english
    assert spoken(name, "de-CH") == german
    assert spoken(name, "fr") == english


@pytest.mark.parametrize("name", ["odd [name]", "what?", "a*b"])
def test_an_odd_name_means_itself(name: str) -> None:
    kind = kind_of(name, "en", [name, "a long b"])
    assert kind is not None
    assert kind.is_named(name)
    assert not kind.is_named("a long b")
    assert spoken_kind(kind, "en") == name


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
    kind = None if word is None else kind_of(word, "en", [])
    assert spoken_event(OBJECTS, meta, "en", kind) == called
    assert spoken_event("motion", meta, "en", kind) == "motion"


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
    assert type_meant(word, "en", names) == name


def test_every_language_has_words_for_every_kind_and_none_twice() -> None:
    for language, words in WORDS.items():
        assert words.keys() == KINDS.keys()
        all_words = [plain(word) for known in words.values() for word in known]
        assert len(all_words) == len(set(all_words)), language
        for key, known in words.items():
            for word in known:
                assert kind_of(word, language, []) is KINDS[key], word


def test_every_known_type_about_what_is_seen_has_a_kind() -> None:
    for name in KNOWN_TYPES - DIAGNOSTIC_TYPES:
        assert any(kind.is_named(name) for kind in KINDS.values()), name
        assert is_telling(name)
    assert not is_telling("wifi")
    assert OBJECT_TYPES <= KNOWN_TYPES
