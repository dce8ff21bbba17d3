"""The comparison with golden data."""

from typing import Any

import pytest

from .golden import differences, plain, shape


@pytest.mark.parametrize(
    ("golden", "present", "lines"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),
        ({"a": 1}, {"b": 2}, ["x: 'a' is gone"]),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ["x > a > b: was 1, is 2"]),
        ({"a": 1}, {"a": True}, ["x > a: was 1, is True"]),
        ({"a": {}}, {"a": "str"}, ["x > a: was {}, is 'str'"]),
        ([1, 2], [3, 2, 1], []),
        ([1, 2], [2, 3], ["x: 1 is gone"]),
    ],
)
def test_what_is_gone_or_different_is_named_and_what_is_new_is_not(
    golden: Any, present: Any, lines: list[str]
) -> None:
    assert list(differences(golden, present, "x")) == lines


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": None, "b": 1.5}, {"a": "null", "b": "float"}),
        ([], {"[]": "nothing"}),
        ([1, None, 2], {"[]": ["int", "null"]}),
        ([{"a": 1}, {"b": ""}], {"[]": {"a": "int", "b": "str"}}),
        (
            {"status": "done", "x": {"status": 1}},
            {"status": "done", "x": {"status": 1}},
        ),
    ],
)
def test_shapes_have_keys_and_types(value: Any, expected: Any) -> None:
    assert shape(value, kept=("status",)) == expected


def test_sets_are_plain_lists_in_order() -> None:
    assert plain({"a": frozenset({"c", "b"})}) == {"a": ["b", "c"]}
