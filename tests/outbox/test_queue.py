"""Whose turn it is, and who is to blame."""

from datetime import UTC, datetime, timedelta

from custom_components.vxg.outbox.pending_event import PendingEvent
from custom_components.vxg.outbox.queue import (
    MAX_ATTEMPTS,
    MAX_BYPASSES,
    CameraQueue,
    OutboxQueues,
)

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def make(number: int, camera_id: int = 1, *, seconds: float = 0) -> PendingEvent:
    return PendingEvent(
        camera_id=camera_id,
        event_type="motion",
        time=NOW + timedelta(seconds=seconds),
        meta={"number": str(number)},
    )


def test_the_pause_after_failures_grows_up_to_a_limit() -> None:
    line = CameraQueue(events=[make(0)])
    pauses = []
    for _ in range(100):
        line.record_failure(NOW)
        pauses.append((line.retry_at - NOW).total_seconds())
    assert pauses[:8] == [5, 10, 20, 40, 80, 160, 300, 300]
    assert set(pauses[8:]) == {300}


def test_the_first_keeps_its_turn_unless_it_fails_again_and_again() -> None:
    first, second, third = make(0), make(1), make(2)
    line = CameraQueue(events=[first, second, third])
    for _ in range(MAX_ATTEMPTS):
        assert line.next is first
        line.record_failure(NOW)
    # Both fail: they take turns, and nobody is to blame.
    for _ in range(10):
        assert line.next is second
        line.record_failure(NOW)
        assert line.next is first
        assert not line.is_poisonous(first)
        line.record_failure(NOW)


def test_the_first_is_to_blame_once_enough_others_were_taken() -> None:
    first = make(0)
    line = CameraQueue(events=[first, *(make(number) for number in range(1, 9))])
    for _ in range(MAX_ATTEMPTS):
        line.record_failure(NOW)
    for _ in range(MAX_BYPASSES):
        assert not line.is_poisonous(first)
        taken = line.next
        assert taken is not first
        line.record_success(taken)
        line.events.remove(taken)
        assert line.next is first
        line.record_failure(NOW)
    assert line.is_poisonous(first)
    assert not line.is_poisonous(line.events[1])


def test_who_stands_alone_is_never_overtaken() -> None:
    line = CameraQueue(events=[make(0)])
    for _ in range(3 * MAX_ATTEMPTS):
        line.record_failure(NOW)
        assert line.next is line.events[0]


def test_success_makes_failures_forgotten() -> None:
    line = CameraQueue(
        events=[make(0), make(1)], failures=MAX_ATTEMPTS, bypasses=MAX_BYPASSES
    )
    line.record_success(line.events[0])
    assert (line.failures, line.bypasses) == (0, 0)


def test_who_was_overtaken_by_a_like_is_a_twin() -> None:
    first, second = make(0), make(0, seconds=0.5)
    line = CameraQueue(events=[first, second], failures=MAX_ATTEMPTS)
    line.record_success(second)
    assert first.ambiguous


def test_likes_are_noted_as_twins_when_they_come() -> None:
    lines = OutboxQueues()
    creates = [
        make(0),
        make(0, seconds=0.5),
        make(0, camera_id=2, seconds=0.5),
        make(1, seconds=0.5),
        make(0, seconds=10),
        make(0, seconds=10),
    ]
    for create in creates:
        lines.add(create)
    assert [create.ambiguous for create in creates] == [
        False,
        True,
        False,
        False,
        False,
        # The very same event, once more.
        False,
    ]
    assert lines.queued_count == 6
    assert lines.oldest == creates[0].created_at
    assert len(lines.for_camera(1).events) == 5
