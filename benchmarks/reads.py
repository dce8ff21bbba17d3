"""`python -m benchmarks.reads`: requests, bytes of events, and delays of polls.

On a simulated clock, beside the way of an earlier version: each poll read all that may be
fresh, and single events were read again for their images.
"""

# First, so that Home Assistant gets its time from where it can be frozen.
from pytest_homeassistant_custom_component import patch_time  # noqa: F401  # isort: skip

from argparse import ArgumentParser
import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import repeat
import json
from multiprocessing import get_context
from random import Random
from statistics import median
from typing import Any
from unittest.mock import patch

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HassJob,
    HomeAssistant,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import RANDOM_MICROSECOND_MAX, async_call_later
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.vxg.aiovxg import EventLog, ReadWindow
from custom_components.vxg.const import EVENT_VXG
from custom_components.vxg.events.event_images import EventImages
from simulator import Cloud, CloudServer, StoredEvent
from simulator.handlers import events as handlers

from .cloud import CloudAccess
from .costs import OURS
from .home import add_entry, home_assistant
from .tables import table

CAMERAS = 20
STEP = 0.5
# Seconds between events, until each is listed, and until its image is.
EVENT_INTERVAL = 2
LISTED_AFTER = 1
IMAGE_AFTER = 2, 15
# Until the last image is listed, and the next full read.
REST = 50
EVENT_IMAGE = "benchmark_image"

# When an earlier version looked for images, and for how many of a camera.
RETRY_DELAYS = 3, 7, 20
MAX_AWAITED = 4

type Step = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Reads:
    """What was read and reported. Delays in seconds."""

    hass: HomeAssistant
    raised: list[StoredEvent] = field(default_factory=list)
    # Of an event, each time that it was listed.
    sizes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    # When events and images were reported, and images shown, first.
    fired: dict[int, datetime] = field(default_factory=dict)
    reported: list[int] = field(default_factory=list)
    shown: dict[int, datetime] = field(default_factory=dict)
    requests_per_minute: float = 0
    # The bytes that events took, over those that they have.
    size_ratio: float = 0

    @property
    def delays(self) -> list[float]:
        """Return how long after they were listed events were reported."""
        return [
            (self.fired[event.id] - event.listed_at).total_seconds()
            for event in self.raised
        ]

    @property
    def image_delays(self) -> list[float]:
        """Return how long after they were listed images were shown."""
        return [
            (self.shown[event.id] - event.thumb_at).total_seconds()
            for event in self.raised
            if event.id in self.shown and event.thumb_at is not None
        ]

    async def listen(self) -> None:
        """Record events and images."""
        self.hass.bus.async_listen(EVENT_VXG, self._record_event)
        self.hass.bus.async_listen("state_changed", self._record_state)
        self.hass.bus.async_listen(EVENT_IMAGE, self._record_image)
        cameras = [
            entity.entity_id
            for entity in er.async_get(self.hass).entities.values()
            if entity.domain == "camera"
        ]
        automation = {
            "triggers": {
                "trigger": "vxg.media_ready",
                "target": {"entity_id": cameras},
            },
            "actions": {
                "event": EVENT_IMAGE,
                "event_data": {"event_id": "{{ trigger.event_id }}"},
            },
            "mode": "parallel",
            "max": 100,
        }
        config = {"automation": automation}
        assert await async_setup_component(self.hass, "automation", config)

    @callback
    def _record_event(self, event: Event) -> None:
        self.fired.setdefault(event.data["event_id"], dt_util.utcnow())

    @callback
    def _record_image(self, event: Event) -> None:
        self.reported.append(event.data["event_id"])

    @callback
    def _record_state(self, event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        if state is not None and state.domain == "image":
            event_id = state.attributes.get("event_id")
            if event_id is not None:
                self.shown.setdefault(event_id, dt_util.utcnow())

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the bytes of events that a cloud of this process lists."""
        as_json = handlers.event_as_json

        def count(*args: Any) -> dict[str, Any]:
            data = as_json(*args)
            self.sizes[data["id"]].append(len(json.dumps(data)))
            return data

        with patch.object(handlers, "event_as_json", count):
            yield

    def finish(self, requests: int, seconds: int) -> None:
        """Compute the figures of a number of seconds."""
        self.requests_per_minute = requests / seconds * 60
        own = sum(map(max, self.sizes.values()))
        self.size_ratio = sum(map(sum, self.sizes.values())) / own


async def measure(hass: HomeAssistant, cloud: Cloud, step: Step, seconds: int) -> Reads:
    """Raise events for some seconds, and return what an entry that polls reads."""
    reads = Reads(hass)
    await reads.listen()
    random = Random(15)
    cloud.requests.clear()
    with reads.counted():
        for number in range(int(seconds / STEP)):
            if number % (EVENT_INTERVAL / STEP) == 0:
                reads.raised.append(
                    cloud.raise_event(
                        random.choice(list(cloud.cameras)),
                        "motion",
                        listed_after=LISTED_AFTER,
                        thumb_after=random.uniform(*IMAGE_AFTER),
                    )
                )
            await step()
        reads.finish(len(cloud.requests), seconds)
    for _ in range(int(REST / STEP)):
        await step()
    return reads


def make_step(hass: HomeAssistant, clock: FrozenDateTimeFactory) -> Step:
    """Return a function that moves the clock by a step, and runs exactly what is due.

    `async_fire_time_changed` runs what is due half a second later, too.
    """

    async def step() -> None:
        clock.tick(STEP)
        early = timedelta(microseconds=RANDOM_MICROSECOND_MAX)
        async_fire_time_changed(hass, dt_util.utcnow() - early)
        await hass.async_block_till_done(wait_background_tasks=True)

    return step


class EarlierReads:
    """The way of an earlier version."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._find_image = EventImages.async_update
        # By event of each camera.
        self._waiting: dict[int, dict[int, CALLBACK_TYPE]] = defaultdict(dict)

    @contextmanager
    def used(self) -> Iterator[None]:
        """Read all that may be fresh with each poll, and images event by event."""

        def window(log: EventLog, now: datetime, _interval: Any) -> ReadWindow:
            return ReadWindow(*log.window(now), is_full=True)

        self._hass.bus.async_listen(EVENT_VXG, self._handle_event)
        with ExitStack() as stack:
            stack.enter_context(patch.object(EventLog, "next_window", window))
            stack.enter_context(patch.object(EventImages, "async_update"))
            yield

    @callback
    def _handle_event(self, event: Event) -> None:
        self._wait(event.data["camera_id"], event.data["event_id"], RETRY_DELAYS)

    def _wait(self, camera_id: int, event_id: int, delays: tuple[int, ...]) -> None:
        waiting = self._waiting[camera_id]
        waiting.pop(event_id, None)
        if delays:
            while len(waiting) >= MAX_AWAITED:
                waiting.pop(next(iter(waiting)))()
            read = HassJob(partial(self._read, camera_id, event_id, delays[1:]))
            waiting[event_id] = async_call_later(self._hass, delays[0], read)

    async def _read(
        self, camera_id: int, event_id: int, delays: tuple[int, ...], _now: datetime
    ) -> None:
        (entry,) = self._hass.config_entries.async_entries(OURS)
        event = await entry.runtime_data.client.event(event_id)
        if event.thumb is None:
            self._wait(camera_id, event_id, delays)
        elif self._waiting[camera_id].pop(event_id, None) is not None:
            self._find_image(entry.runtime_data.events.images, [event])


async def _run(clock: FrozenDateTimeFactory, seconds: int, *, earlier: bool) -> Reads:
    cloud = Cloud()
    for number in range(1, CAMERAS + 1):
        cloud.add_camera(number, f"Camera {number}")
    async with CloudServer(cloud) as server, home_assistant() as hass:
        step = make_step(hass, clock)
        access = CloudAccess(url=server.url, token=cloud.group_token(), cameras=CAMERAS)
        await add_entry(hass, OURS, access, polls=True)
        for _ in range(int(REST / STEP)):
            await step()
        with ExitStack() as stack:
            if earlier:
                stack.enter_context(EarlierReads(hass).used())
            return await measure(hass, cloud, step, seconds)


def _measured(minutes: float, earlier: bool) -> dict[str, str]:
    with freeze_time() as clock:
        assert isinstance(clock, FrozenDateTimeFactory)
        return _figures(asyncio.run(_run(clock, round(minutes * 60), earlier=earlier)))


def _figures(reads: Reads) -> dict[str, str]:
    count = len(reads.raised)
    return {
        "requests a minute": f"{reads.requests_per_minute:.1f}",
        "bytes of events, over those that they have": f"{reads.size_ratio:.1f}",
        "events reported": f"{len(reads.fired)} of {count}",
        "images reported": f"{len(reads.reported)} of {count}",
        "images shown": f"{len(reads.shown)} of {count}",
        "from listed to reported, median, longest": _delays(reads.delays),
        "from the image to the image entity, median, longest": _delays(
            reads.image_delays
        ),
    }


def _delays(delays: list[float]) -> str:
    return f"{median(delays):.1f} s, {max(delays):.1f} s"


def main() -> None:
    """Measure both ways and print tables."""
    parser = ArgumentParser(prog="benchmarks.reads", description=__doc__)
    parser.add_argument("minutes", nargs="*", type=float, default=(10, 180))
    for minutes in parser.parse_args().minutes:
        with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
            earlier, now = pool.map(_measured, repeat(minutes), (True, False))
        title = f"{CAMERAS} cameras, an event every {EVENT_INTERVAL} s"
        print(f"### {title}, {minutes:g} minutes\n")
        rows = [[name, earlier[name], now[name]] for name in earlier]
        print(table(["", "earlier version", "this one"], rows), flush=True)
        print()


if __name__ == "__main__":
    main()
