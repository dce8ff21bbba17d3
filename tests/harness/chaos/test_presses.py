"""Test that creates are compared with what was said about them."""

from dataclasses import replace

import pytest

from harness.chaos.observations import StoredEvent
from harness.chaos.presses import REFUSED, Press, wrong_presses


def stored(*numbers: int) -> list[StoredEvent]:
    return [
        StoredEvent(id=key, camera=1, time=0, listed=1, meta={"press": str(number)})
        for key, number in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("said", "in_cloud", "lost", "twice"),
    [
        ("created", (7,), [], []),
        ("queued", (7,), [], []),
        ("created", (), [7], []),
        ("queued", (), [7], []),
        (REFUSED, (), [], []),
        (REFUSED, (7,), [], []),
        (None, (), [], []),
        ("created", (7, 7), [], [7]),
        (REFUSED, (7, 7), [], [7]),
    ],
)
def test_a_press_is_in_the_cloud_once_or_refused(
    said: str | None, in_cloud: tuple[int, ...], lost: list[int], twice: list[int]
) -> None:
    press = Press(number=7, at=5, said=said)
    assert wrong_presses([press], stored(*in_cloud), []) == (lost, twice)


def test_a_restored_backup_may_send_again() -> None:
    press = Press(number=7, at=5, said="queued")
    restored = [{"kind": "restored", "at": 6}]
    assert wrong_presses([press], stored(7, 7), restored) == ([], [])
    assert wrong_presses([press], stored(), restored) == ([], [])
    created = Press(number=7, at=5, said="created")
    assert wrong_presses([created], stored(), restored) == ([7], [])


def test_what_was_queued_is_refused_once_its_camera_left() -> None:
    press = Press(number=7, at=5, camera=1, said="queued")
    assert wrong_presses([press], [], [], {1: 6}) == ([], [])
    assert wrong_presses([press], [], [], {1: 4}) == ([7], [])
    assert wrong_presses([press], [], [], {0: 6}) == ([7], [])


def test_what_the_cloud_forgot_may_be_sent_again() -> None:
    press = Press(number=7, at=5, said="queued")
    first, second = stored(7, 7)
    forgotten = replace(first, forgotten=6)
    assert wrong_presses([press], [forgotten, second], []) == ([], [])
    assert wrong_presses([press], [forgotten], []) == ([], [])
