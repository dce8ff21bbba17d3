"""Tests for the order of a queue, and for events at fault."""

from datetime import UTC, datetime, timedelta

from custom_components.vxg.outbox.pending_event import PendingEvent
from custom_components.vxg.outbox.queue import (
    MAX_ATTEMPTS,
    MAX_BYPASSES,
    CameraQueue,
    OutboxQueues,
)

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def make_event(number: int, camera_id: int = 1, *, seconds: float = 0) -> PendingEvent:
    return PendingEvent(
        camera_id=camera_id,
        event_type="motion",
        time=NOW + timedelta(seconds=seconds),
        meta={"number": str(number)},
    )


def test_the_delay_after_failures_grows_up_to_a_maximum() -> None:
    queue = CameraQueue(events=[make_event(0)])
    delays = []
    for _ in range(100):
        queue.retry_at = 0
        queue.record_failure(0)
        delays.append(queue.retry_at)
    assert delays[:8] == [5, 10, 20, 40, 80, 160, 300, 300]
    assert set(delays[8:]) == {300}


def test_the_first_event_is_bypassed_only_after_many_failures() -> None:
    first, second, third = make_event(0), make_event(1), make_event(2)
    queue = CameraQueue(events=[first, second, third])
    for _ in range(MAX_ATTEMPTS):
        assert queue.next is first
        queue.record_failure(0)
    # Both fail: they alternate, and neither is at fault.
    for _ in range(10):
        assert queue.next is second
        queue.record_failure(0)
        assert queue.next is first
        assert not queue.is_poisonous(first)
        queue.record_failure(0)


def test_the_first_event_is_at_fault_once_enough_others_were_accepted() -> None:
    first = make_event(0)
    queue = CameraQueue(events=[first, *(make_event(number) for number in range(1, 9))])
    for _ in range(MAX_ATTEMPTS):
        queue.record_failure(0)
    for _ in range(MAX_BYPASSES):
        assert not queue.is_poisonous(first)
        accepted = queue.next
        assert accepted is not first
        queue.record_success(accepted)
        queue.events.remove(accepted)
        assert queue.next is first
        queue.record_failure(0)
    assert queue.is_poisonous(first)
    assert not queue.is_poisonous(queue.events[1])


def test_a_single_event_is_never_bypassed() -> None:
    queue = CameraQueue(events=[make_event(0)])
    for _ in range(3 * MAX_ATTEMPTS):
        queue.record_failure(0)
        assert queue.next is queue.events[0]


def test_success_resets_failures() -> None:
    queue = CameraQueue(
        events=[make_event(0), make_event(1)],
        failures=MAX_ATTEMPTS,
        bypasses=MAX_BYPASSES,
    )
    queue.record_success(queue.events[0])
    assert (queue.failures, queue.bypasses) == (0, 0)


def test_an_event_bypassed_by_a_similar_one_is_ambiguous() -> None:
    first, second = make_event(0), make_event(0, seconds=0.5)
    queue = CameraQueue(events=[first, second], failures=MAX_ATTEMPTS)
    queue.record_success(second)
    assert first.ambiguous


def test_similar_events_are_marked_as_ambiguous() -> None:
    queues = OutboxQueues()
    events = [
        make_event(0),
        make_event(0, seconds=0.5),
        make_event(0, camera_id=2, seconds=0.5),
        make_event(1, seconds=0.5),
        make_event(0, seconds=10),
        make_event(0, seconds=10),
    ]
    for event in events:
        queues.add(event)
    assert [event.ambiguous for event in events] == [
        False,
        True,
        False,
        False,
        False,
        # The same event again.
        False,
    ]
    assert queues.queued_count == 6
    assert queues.oldest == events[0].created_at
    assert len(queues.for_camera(1).events) == 5
