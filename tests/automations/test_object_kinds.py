"""Test the kinds of objects in metadata."""

import pytest

from custom_components.vxg.assist.vocabulary import CATEGORIES
from custom_components.vxg.automations.object_kinds import OBJECT_KINDS, objects_in


@pytest.mark.parametrize(
    ("meta", "kinds"),
    [
        ({"Person": "2", "total": "2"}, {"person"}),
        ({"Car": "1", "Dog": "3"}, {"vehicle", "animal"}),
        ({"license_plate": "AB-123", "car_color": "red"}, {"plate"}),
        ({"License Plate": "AB-123"}, {"plate"}),
        ({"Face": ""}, {"face"}),
        ({"Person": "0"}, set()),
        ({"Person": "false"}, set()),
        ({"person_at_door": "1"}, set()),
        ({}, set()),
    ],
)
def test_kinds_are_told_by_tags(meta: dict[str, str], kinds: set[str]) -> None:
    assert objects_in(meta) == kinds


def test_the_kinds_are_words_of_the_assistants() -> None:
    assert OBJECT_KINDS.keys() <= CATEGORIES.keys()
    for kind in ("person", "vehicle", "animal", "package"):
        assert CATEGORIES[kind].tags == OBJECT_KINDS[kind]
