"""Chaos test of the outbox: random outages, lost responses, restarts and crashes.

Time is simulated, so an hour passes in seconds and nothing depends on the machine. More
seeds: `OUTBOX_SEEDS=50 scripts/test tests/outbox/test_outbox_chaos.py -s`.
"""

import asyncio
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import os
from random import Random
import sys
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..conftest import PassTime, make_entry, set_up

SEEDS = int(os.environ.get("OUTBOX_SEEDS", "1"))
EVENT_COUNT = 1000
CAMERAS = {1: "camera.door", 2: "camera.garden", 3: "camera.yard"}
EVENTS = "/api/v2/storage/events/"


@dataclass(slots=True, kw_only=True)
class RequestedEvent:
    """A requested event, and the status that its caller got; None if there was none."""

    camera_id: int
    time: datetime
    status: str | None = None


@dataclass(kw_only=True)
class ChaosRun:
    """One run of the test."""

    hass: HomeAssistant
    disk: dict[str, Any]
    cloud: Cloud
    entry: MockConfigEntry
    random: Random
    pass_time: PassTime
    slowest_listing: float
    requested: list[RequestedEvent] = field(default_factory=list)
    calls: list[asyncio.Task[None]] = field(default_factory=list)
    incidents: Counter[str] = field(default_factory=Counter)
    generation: int = 0
    recovers_at: datetime | None = None

    async def run(self) -> None:
        """Create all events among faults, then let the cloud recover."""
        while len(self.requested) < EVENT_COUNT:
            await self.pass_time(self.random.choice((0.1, 1, 2, 5, 15)))
            self.cloud.listing_delay = timedelta(
                seconds=self.random.uniform(0, self.slowest_listing)
            )
            if self.recovers_at is not None and self.cloud.now() >= self.recovers_at:
                self.cloud.faults.clear()
                self.recovers_at = None
            if self.random.random() < 0.15:
                await self._cause_fault()
            immediate = self.random.random() < 0.8
            for _ in range(self.random.choice((1, 1, 1, 2, 6))):
                self._create_event(now=immediate)
            if immediate:
                await self._settle()
        await self._settle()
        self.cloud.faults.clear()
        for _ in range(200):
            await self.pass_time(10)
        assert self.entry.runtime_data.outbox.queues.queued_count == 0

    def _create_event(self, *, now: bool = False) -> None:
        """Create an event; with `now` mostly without its time."""
        number = len(self.requested)
        camera_id = self.random.choice(list(CAMERAS))
        data: dict[str, Any] = {}
        # Some are identified by their time alone.
        time = self.cloud.now() - timedelta(microseconds=number + 1)
        if now and self.random.random() < 0.8:
            time = self.cloud.now()
            data["metadata"] = {"number": number}
        else:
            data["time"] = time
        requested = RequestedEvent(camera_id=camera_id, time=time)
        self.requested.append(requested)

        async def call(generation: int) -> None:
            response = await self.hass.services.async_call(
                DOMAIN,
                "create_event",
                {
                    ATTR_ENTITY_ID: CAMERAS[camera_id],
                    "event_type": "motion",
                    **data,
                },
                blocking=True,
                return_response=True,
            )
            # After a crash, callers of the previous run do not count.
            if generation == self.generation and response is not None:
                result = response[CAMERAS[camera_id]]
                assert isinstance(result, dict)
                requested.status = result["status"]

        self.calls.append(asyncio.create_task(call(self.generation)))

    async def _settle(self) -> None:
        """Wait for the results of all calls."""
        await asyncio.gather(*self.calls)
        self.calls.clear()

    async def _cause_fault(self) -> None:
        fault = self.random.choice(
            (
                *("outage", "reads work", "lost answers", "hiccup", "busy", "proxy"),
                *("reload", "crash", "crash in the act", "crash after sending"),
            )
        )
        self.incidents[fault] += 1
        faults = self.cloud.faults
        seconds = self.random.choice((2, 10, 60, 600))
        match fault:
            case "outage":
                faults.drop_next(10_000)
            case "reads work":
                faults.fail_next(10_000, status=500, method="POST")
                seconds = min(seconds, 60)
            case "lost answers":
                faults.lose_answer_next(self.random.randint(1, 5), method="POST")
                return
            case "hiccup":
                for _ in range(self.random.randint(1, 5)):
                    getattr(
                        faults, self.random.choice(("drop_next", "lose_answer_next"))
                    )(1, path=EVENTS)
                return
            case "busy":
                faults.rate_limit(3, retry_after=seconds, path=EVENTS)
                return
            case "proxy":
                faults.html_next(5, status=self.random.choice((302, 502, 504)))
                return
            case "reload":
                await self._reload()
                return
            case "crash":
                await self._crash()
                return
            case "crash after sending":
                await self._crash_after_sending()
                return
            case "crash in the act":
                await self._crash_in_the_act()
                return
        self.recovers_at = self.cloud.now() + timedelta(seconds=seconds)

    async def _reload(self) -> None:
        """Restart cleanly, also while events are being sent."""
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self._settle()
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def _crash(self) -> None:
        """Restart with the current files; later saves and results are discarded."""
        disk = deepcopy(self.disk)
        self.generation += 1
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        await asyncio.gather(*self.calls, return_exceptions=True)
        self.calls.clear()
        self.disk.clear()
        self.disk.update(disk)
        await self.pass_time(self.random.choice((0, 3, 40)))
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def _crash_in_the_act(self) -> None:
        """Crash while the cloud handles an event, which it then creates."""
        if self.recovers_at is not None or self.entry.runtime_data.outbox.failure:
            return
        gate = self.cloud.faults.hold(method="POST", count=1)
        for _ in range(4):
            self._create_event()
        poll = asyncio.create_task(self.pass_time(2))
        reached = asyncio.create_task(gate.reached())
        await asyncio.wait((poll, reached), return_when=asyncio.FIRST_COMPLETED)
        crash = asyncio.create_task(self._crash())
        await asyncio.sleep(0)
        gate.release()
        await asyncio.gather(poll, crash)
        reached.cancel()

    async def _crash_after_sending(self) -> None:
        """Crash after queued events were sent, but are still in the file."""
        self.cloud.faults.clear()
        self.recovers_at = None
        self.cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
        for _ in range(6):
            self._create_event(now=True)
        await self._settle()
        if self.random.random() < 0.5:
            await self._reload()
        await self.pass_time(2)
        await self.pass_time(2)
        await self._crash()

    def evaluate(self) -> tuple[int, int, bool]:
        """Return the numbers of missing and duplicate events, and whether in order."""
        numbers = {
            (requested.camera_id, requested.time): number
            for number, requested in enumerate(self.requested)
        }
        positions: dict[int, list[int]] = {}
        for position, event in enumerate(self.cloud.events):
            number = (
                int(event.meta["number"])
                if event.meta
                else numbers[event.camera_id, event.time]
            )
            requested = self.requested[number]
            assert event.camera_id == requested.camera_id
            # Without a time of its own it has the cloud's, as it is known from `Date`.
            assert abs(event.time - requested.time) <= timedelta(seconds=1)
            positions.setdefault(number, []).append(position)
        missing = sum(
            requested.status is not None and number not in positions
            for number, requested in enumerate(self.requested)
        )
        in_order = all(
            first_positions == sorted(first_positions)
            for camera_id in CAMERAS
            for first_positions in [
                [
                    positions[number][0]
                    for number, requested in enumerate(self.requested)
                    if requested.camera_id == camera_id and number in positions
                ]
            ]
        )
        return missing, sum(len(each) - 1 for each in positions.values()), in_order


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
@pytest.mark.parametrize("slowest_listing", [20, 60])
async def test_a_thousand_events_arrive_once_in_order_with_their_time(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: PassTime,
    slowest_listing: float,
    seed: int,
) -> None:
    cloud.cameras.clear()
    for camera_id, entity_id in CAMERAS.items():
        cloud.add_camera(camera_id, entity_id.partition(".")[2].capitalize())
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    run = ChaosRun(
        hass=hass,
        disk=hass_storage,
        cloud=cloud,
        entry=entry,
        random=Random(f"{seed}/{slowest_listing}"),
        pass_time=pass_time,
        slowest_listing=slowest_listing,
    )
    await run.run()
    missing, duplicates, in_order = run.evaluate()
    statuses = Counter(str(requested.status) for requested in run.requested)
    sys.stdout.write(
        f"\nseed {seed}, listed after up to {slowest_listing} s: {missing} missing,"
        f" {duplicates} duplicate; statuses {dict(statuses)}; {dict(run.incidents)}\n"
    )
    assert not missing
    assert in_order
    if slowest_listing == 20:
        assert not duplicates
    # Otherwise the run proves little.
    assert min(statuses["created"], statuses["queued"]) > EVENT_COUNT / 20
    assert run.incidents.total() > 30
