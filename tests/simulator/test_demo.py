"""Tests for the events of the demo: a past day, and what happens after the start."""

import asyncio
from collections.abc import AsyncGenerator
import contextlib
from datetime import timedelta
import heapq
from itertools import count
from typing import Any

import pytest

from simulator import Cloud
from simulator.demo import demo_cloud, raise_events
from simulator.metadata import check_meta
from simulator.models import RecordedRequest
from simulator.recordings import recordings
from simulator.scenes import raise_past_scenes
from simulator.signed_urls import event_image

from .conftest import Clock

DAY = timedelta(days=1)
REALLY_SLEEP = asyncio.sleep
POLL = RecordedRequest(
    method="GET",
    path="/api/v2/storage/events/",
    query={},
    scheme=None,
    authorization=None,
    body=None,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def demo(clock: Clock) -> Cloud:
    """Return the cloud of the demo at its start, without events."""
    cloud = demo_cloud(4, 0)
    cloud._now = clock
    return cloud


@pytest.fixture
def past(demo: Cloud) -> Cloud:
    """Return the cloud of the demo with its past."""
    raise_past_scenes(demo, 0)
    return demo


class VirtualTime:
    """Takes the place of `asyncio.sleep`, and moves a clock to the next end of one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count()
        self._sleeping: list[tuple[Any, int, asyncio.Future[None]]] = []

    async def sleep(self, seconds: float) -> None:
        """Sleep for a time on the clock."""
        end = self._clock.time + timedelta(seconds=seconds)
        future: asyncio.Future[None] = asyncio.Future()
        heapq.heappush(self._sleeping, (end, next(self._numbers), future))
        await future

    async def pass_time(self, seconds: float) -> None:
        """Run what happens within a time."""
        end = self._clock.time + timedelta(seconds=seconds)
        await REALLY_SLEEP(0.01)
        while self._sleeping and self._sleeping[0][0] <= end:
            self._clock.time, _, future = heapq.heappop(self._sleeping)
            if not future.done():
                future.set_result(None)
            await REALLY_SLEEP(0)
            await REALLY_SLEEP(0)
        self._clock.time = end


@pytest.fixture
async def time(
    demo: Cloud, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[VirtualTime]:
    """Raise events of the demo."""
    time = VirtualTime(clock)
    monkeypatch.setattr("simulator.demo.asyncio.sleep", time.sleep)
    task = asyncio.create_task(raise_events(demo, 0, 20))
    yield time
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def test_the_past_is_a_day_with_pictures_of_all_cameras(
    past: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = past.now()
    events = past.listed_events(None, None)
    assert 100 < len(events) < 500
    assert now - DAY <= events[0].time
    assert events[-1].time <= now
    assert {event.camera_id for event in events} == set(past.cameras)
    assert {"motion", "sound", "net", "doorbell_pressed", "plate_recognition"} <= {
        event.name for event in events
    }
    for event in events:
        event_type = past.cameras[event.camera_id].types[event.name]
        assert bool(event_image(past, event)) is bool(event_type.get("snapshot"))
    # Spread over the day, with more in the evening than at night.
    assert len({event.time.hour for event in events}) > 16
    hours = [event.time.hour for event in events]
    assert sum(16 <= hour < 20 for hour in hours) > 3 * sum(hour < 4 for hour in hours)


def test_the_past_has_metadata_of_objects_and_plates(past: Cloud) -> None:
    events = past.listed_events(None, None)
    tags = {tag for event in events for tag in event.meta}
    assert {"Person", "Car", "Cat", "license_plate", "car_color", "level"} <= tags
    assert all(check_meta(event.meta) == event.meta for event in events)
    reviewed = [event for event in events if "status_processed" in event.meta]
    assert 10 < len(reviewed) < len(events) / 2
    assert all(event.meta["process"] == "processed" for event in reviewed)
    assert {event.meta.get("result") for event in reviewed} == {"true", None}


def test_the_past_has_a_gap(past: Cloud) -> None:
    [camera] = [one for one in past.cameras.values() if one.gaps]
    [(start, end)] = camera.gaps
    assert past.now() - DAY < start < end < past.now()
    assert not list(recordings(past, [camera], start, end))
    inside = timedelta(seconds=1)
    events = past.listed_events(start + inside, end - inside)
    assert camera.id not in {event.camera_id for event in events}
    assert events


def test_one_event_of_the_past_was_stored_late(past: Cloud) -> None:
    late = [event for event in past.events if event.stored_at > event.time]
    assert len(late) == 1
    assert late[0].stored_at - late[0].time > timedelta(minutes=2)
    assert [event.stored_at for event in past.events] == sorted(
        event.stored_at for event in past.events
    )


def test_the_past_depends_on_the_seed_only(clock: Clock) -> None:
    def contents(seed: int) -> list[Any]:
        cloud = demo_cloud(4, 0)
        cloud._now = clock
        raise_past_scenes(cloud, seed)
        return [(event.time, event.name, event.meta) for event in cloud.events]

    assert contents(1) == contents(1) != contents(2)


@pytest.mark.parametrize("cameras", [0, 1, 7])
def test_any_number_of_cameras_has_a_past(clock: Clock, cameras: int) -> None:
    cloud = demo_cloud(cameras, 0)
    cloud._now = clock
    raise_past_scenes(cloud, 0)
    assert len({event.camera_id for event in cloud.events}) == cameras


async def test_the_first_new_event_comes_within_ten_seconds(
    demo: Cloud, time: VirtualTime
) -> None:
    await time.pass_time(10 - demo.listing_delay.total_seconds())
    assert demo.events


async def test_the_first_poll_is_followed_by_new_events_and_a_late_one(
    demo: Cloud, time: VirtualTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    await time.pass_time(60)
    before = len(demo.events)
    demo.requests.append(POLL)
    await time.pass_time(10)
    names = {event.name for event in demo.events[before:]}
    assert {"motion", "object_and_scene_detection"} <= names
    await time.pass_time(60)
    lateness = [event.stored_at - event.time for event in demo.events[before:]]
    assert sum(late > timedelta(minutes=2) for late in lateness) == 1


async def test_events_follow_one_another(demo: Cloud, time: VirtualTime) -> None:
    await time.pass_time(3600)
    assert 150 < len(demo.events) < 800
    assert len({event.camera_id for event in demo.events}) == 4


async def test_cameras_that_are_offline_raise_nothing(
    demo: Cloud, time: VirtualTime
) -> None:
    for camera in demo.cameras.values():
        camera.status = "offline"
    demo.requests.append(POLL)
    await time.pass_time(600)
    assert not demo.events
