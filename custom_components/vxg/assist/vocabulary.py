"""Vocabulary of event types: everyday words in the languages of the sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..automations.object_kinds import OBJECT_KINDS
from ..helpers.event_types import DIAGNOSTIC_TYPES, KNOWN_TYPES
from .synonyms import SYNONYMS

# Types whose metadata have a tag for each detected object ("Person": "87").
OBJECT_TYPES = frozenset(
    {
        "object_and_scene_detection",
        "post_object_and_scene_detection",
        "yolov4_detection",
    }
)


class UnknownTypeError(Exception):
    """A word that means no event type; it is the only argument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCategory:
    """Meaning of a word: event types by name or pattern, and objects in metadata."""

    names: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()

    def __or__(self, other: EventCategory) -> EventCategory:
        """Return the union of two categories."""
        return EventCategory(
            names=self.names | other.names,
            patterns=self.patterns + other.patterns,
            tags=self.tags | other.tags,
        )

    def may_cover(self, name: str) -> bool:
        """Return whether events of a type may belong to the category."""
        return self.is_named(name) or bool(self.tags and name in OBJECT_TYPES)

    def is_named(self, name: str) -> bool:
        """Return whether all events of a type belong to the category."""
        normalized = normalize(name)
        return normalized in self.names or any(
            fnmatchcase(normalized, pattern) for pattern in self.patterns
        )

    def covers(self, name: str, meta: Mapping[str, str]) -> bool:
        """Return whether an event belongs to the category."""
        if self.is_named(name):
            return True
        return name in OBJECT_TYPES and any(tag.casefold() in self.tags for tag in meta)


# Patterns also match custom types: "person" includes `person_at_door`.
CATEGORIES: dict[str, EventCategory] = {
    "motion": EventCategory(patterns=("motion", "motion *", "movement", "movement *")),
    "sound": EventCategory(patterns=("sound", "sound *", "audio*", "noise", "noise *")),
    "person": EventCategory(
        patterns=("person", "person *", "people", "people *", "human", "human *"),
        tags=OBJECT_KINDS["person"],
    ),
    "face": EventCategory(
        patterns=("face", "face *", "facedetection", "facial *", "search multiple *")
    ),
    "vehicle": EventCategory(
        patterns=("car", "car *", "vehicle", "vehicle *", "truck", "truck *"),
        tags=OBJECT_KINDS["vehicle"],
    ),
    "animal": EventCategory(
        patterns=("animal", "animal *", "pet", "pet *", "dog", "dog *", "cat", "cat *"),
        tags=OBJECT_KINDS["animal"],
    ),
    "package": EventCategory(
        patterns=("package", "package *", "parcel", "parcel *"),
        tags=OBJECT_KINDS["package"],
    ),
    "plate": EventCategory(
        patterns=("plate *", "license plate*", "licence plate*", "lpr*")
    ),
    "line": EventCategory(patterns=("linecross*", "line cross*")),
    "intrusion": EventCategory(patterns=("intrusion", "intrusion *", "intruder*")),
    "crowd": EventCategory(patterns=("crowd", "crowd *")),
    "doorbell": EventCategory(
        patterns=(
            *("doorbell", "doorbell pressed", "doorbell*", "door bell*"),
            *("bell", "ring", "button pressed"),
        )
    ),
    "object": EventCategory(
        patterns=(*(name.replace("_", " ") for name in OBJECT_TYPES), "object *")
    ),
    "network": EventCategory(patterns=("net", "network", "wifi")),
    "recording": EventCategory(patterns=("record",)),
    "snapshot": EventCategory(patterns=("snapshot",)),
    "memory card": EventCategory(patterns=("memorycard",)),
}

ARTICLES = frozenset(
    {"a", "an", "any", "some", "the"}
    | {"ein", "eine", "einen", "einem", "einer", "der", "die", "das", "den"}
    | {"le", "la", "les", "un", "une", "des", "de", "du"}
    | {"el", "los", "las", "unos", "unas", "una", "il", "lo", "i", "gli", "uno"}
    | {"het", "een", "o", "os", "as", "um", "uma"}
)
# Words of each language for an event of any type.
EVENT_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("event", "events"),
    "de": ("Ereignis", "Ereignisse"),
    "fr": ("événement", "événements", "évènement", "évènements"),
    "es": ("evento", "eventos"),
    "it": ("evento", "eventi"),
    "nl": ("gebeurtenis", "gebeurtenissen"),
    "pl": ("zdarzenie", "zdarzenia", "zdarzeń"),
    "pt": ("evento", "eventos"),
}
# Words that apply to every event.
FILLER_WORDS = frozenset(
    {"detection", "detections", "erkennung", "erkennungen", "meldung", "meldungen"}
).union(*([word.casefold() for word in words] for words in EVENT_WORDS.values()))
# Words that mean no category in particular.
ANY_EVENT_WORDS = frozenset(
    {"anything", "something", "everything", "thing", "things", "activity", "activities"}
    | {"etwas", "was", "irgendetwas", "alles", "aktivität", "aktivitäten"}
    | {"tout", "algo", "todo", "qualcosa", "tutto", "iets", "coś", "wszystko", "tudo"}
)


def normalize(text: str) -> str:
    """Return a name in the form in which it is compared."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def is_descriptive(name: str) -> bool:
    """Return whether a type is not diagnostic."""
    return name not in DIAGNOSTIC_TYPES


def is_any_event(word: str) -> bool:
    """Return whether a word means any event."""
    stem = _stem(word)
    return not stem or stem in ANY_EVENT_WORDS


def find_category(
    word: str, language: str, names: Iterable[str]
) -> EventCategory | None:
    """Return the category for a word; None if it is unknown.

    The order is: `names` of event types, words of the language, words of other languages.
    """
    spellings = _spellings(word)
    for name in names:
        if normalize(name) in spellings:
            return EventCategory(names=frozenset({normalize(name)}))
    for words in _vocabularies(language):
        for key, synonyms in words.items():
            if not spellings.isdisjoint(map(normalize, synonyms)):
                return CATEGORIES[key]
    return None


def match_event_type(word: str, language: str, names: Iterable[str]) -> str | None:
    """Return the only event type that a word matches; None unless there is exactly one."""
    all_names = list(names)
    spellings = _spellings(word)
    if exact_matches := [name for name in all_names if normalize(name) in spellings]:
        return exact_matches[0] if len(exact_matches) == 1 else None
    if (category := find_category(word, language, ())) is None:
        return None
    matches = [name for name in all_names if category.is_named(name)]
    return matches[0] if len(matches) == 1 else None


def display_name(name: str, language: str) -> str:
    """Return the name of a type in a language; custom types keep their name."""
    words = SYNONYMS.get(short_language(language), SYNONYMS["en"])
    for key, category in CATEGORIES.items():
        if normalize(name) in category.patterns or (
            name in KNOWN_TYPES and category.is_named(name)
        ):
            return words[key][0]
    return normalize(name)


def display_name_of_category(category: EventCategory, language: str) -> str:
    """Return the name of a category: its word, or the names of its types."""
    words = SYNONYMS.get(short_language(language), SYNONYMS["en"])
    for key, candidate in CATEGORIES.items():
        if candidate == category:
            return words[key][0]
    return ", ".join(display_name(name, language) for name in sorted(category.names))


def display_name_of_event(
    name: str,
    meta: Mapping[str, str],
    language: str,
    category: EventCategory | None = None,
) -> str:
    """Return the name of an event: the detected object, else its type.

    Of several objects it is one of the requested category.
    """
    if name in OBJECT_TYPES:
        for candidate in (category, *CATEGORIES.values()):
            if (
                candidate is not None
                and candidate.tags
                and candidate.covers(name, meta)
            ):
                return display_name_of_category(candidate, language)
    return display_name(name, language)


def _spellings(word: str) -> set[str]:
    """Return the spellings of a word: singular, and without filler words."""
    stem = _stem(word)
    spellings = {normalize(word), stem}
    # A compound in German: "Bewegungsereignisse".
    spellings |= {stem.removesuffix(end) for end in FILLER_WORDS if stem != end}
    return spellings | {spelling.removesuffix("s") for spelling in spellings}


def _stem(word: str) -> str:
    """Return a word without articles and filler words."""
    parts = normalize(word).split()
    while parts and parts[0] in ARTICLES:
        del parts[0]
    while parts and parts[-1] in FILLER_WORDS:
        del parts[-1]
    return " ".join(parts)


def _vocabularies(language: str) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """Yield the words of a language, then those of the others."""
    own = SYNONYMS.get(short_language(language))
    if own is not None:
        yield own
    yield from (words for words in SYNONYMS.values() if words is not own)


def short_language(language: str) -> str:
    """Return a language without its region."""
    return language.casefold().replace("_", "-").partition("-")[0]
