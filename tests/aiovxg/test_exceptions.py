"""The errors: one tree, named by what the caller can do."""

import inspect

import pytest

from custom_components.vxg import aiovxg
from custom_components.vxg.aiovxg import (
    VxgConnectionError,
    VxgError,
    VxgRateLimitError,
    VxgRefusedError,
    VxgRequestError,
    exceptions,
)

ALL = [
    item
    for _, item in inspect.getmembers(exceptions, inspect.isclass)
    if issubclass(item, Exception)
]


@pytest.mark.parametrize("error", ALL)
def test_every_error_has_the_one_root_and_is_exported(error: type[Exception]) -> None:
    assert issubclass(error, VxgError)
    assert error.__name__ in aiovxg.__all__


@pytest.mark.parametrize(
    "error", [cls for cls in ALL if issubclass(cls, VxgRequestError)]
)
def test_errors_of_requests_carry_the_words_of_the_cloud(
    error: type[VxgRequestError],
) -> None:
    assert str(error("Said no", detail="Because")) == "Said no: Because"
    assert error("Said no", detail="Because").detail == "Because"
    assert str(error("Said no")) == "Said no"
    assert error("Said no").detail == ""


def test_no_error_is_both_worth_a_retry_and_not() -> None:
    assert not [
        cls
        for cls in ALL
        if issubclass(cls, VxgRefusedError) and issubclass(cls, VxgConnectionError)
    ]


def test_a_failure_tells_how_long_to_wait() -> None:
    assert VxgRateLimitError("Slow", retry_after=5).retry_after == 5
    assert VxgConnectionError("Gone").retry_after is None
