"""Test the hierarchy of errors."""

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
def test_every_error_has_the_same_base_class_and_is_exported(
    error: type[Exception],
) -> None:
    assert issubclass(error, VxgError)
    assert error.__name__ in aiovxg.__all__


@pytest.mark.parametrize(
    "error", [cls for cls in ALL if issubclass(cls, VxgRequestError)]
)
def test_errors_of_requests_contain_the_error_text_of_the_cloud(
    error: type[VxgRequestError],
) -> None:
    assert str(error("Refused", detail="Because")) == "Refused: Because"
    assert error("Refused", detail="Because").detail == "Because"
    assert str(error("Refused")) == "Refused"
    assert error("Refused").detail == ""


def test_no_error_is_both_a_refusal_and_a_connection_error() -> None:
    assert not [
        cls
        for cls in ALL
        if issubclass(cls, VxgRefusedError) and issubclass(cls, VxgConnectionError)
    ]


def test_a_connection_error_has_the_time_to_wait() -> None:
    assert VxgRateLimitError("Slow", retry_after=5).retry_after == 5
    assert VxgConnectionError("Gone").retry_after is None
