"""What people call event types."""

import pytest

from custom_components.vxg.const import DIAGNOSTIC_TYPES, KNOWN_TYPES
from custom_components.vxg.words import (
    KINDS,
    OBJECT_TYPES,
    WORDS,
    is_telling,
    kind_of,
    means_anything,
    plain,
    spoken,
)

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
