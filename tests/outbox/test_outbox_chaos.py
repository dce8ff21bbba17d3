"""A thousand events on a bad week: outages, lost answers, restarts and crashes at random.

Time is simulated, so an hour passes in seconds and nothing depends on the machine. More
seeds: `OUTBOX_SEEDS=50 scripts/test tests/test_outbox_chaos.py -s`.
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

from ..conftest import Pass, make_entry, set_up

SEEDS = int(os.environ.get("OUTBOX_SEEDS", "1"))
CREATES = 1000
CAMERAS = {1: "camera.door", 2: "camera.garden", 3: "camera.yard"}
EVENTS = "/api/v2/storage/events/"


@dataclass(slots=True, kw_only=True)
class Ordered:
    """An event that was ordered, and what its caller was told; None if nothing."""

    camera_id: int
    time: datetime
    status: str | None = None


@dataclass(kw_only=True)
class Week:
    """Everything that happens in one run."""

    hass: HomeAssistant
    disk: dict[str, Any]
    cloud: Cloud
    entry: MockConfigEntry
    random: Random
    pass_time: Pass
    slowest_listing: float
    ordered: list[Ordered] = field(default_factory=list)
    calls: list[asyncio.Task[None]] = field(default_factory=list)
    incidents: Counter[str] = field(default_factory=Counter)
    life: int = 0
    well_at: datetime | None = None

    async def run(self) -> None:
        """Order all events among trouble, then let the cloud be well until all is sent."""
        while len(self.ordered) < CREATES:
            await self.pass_time(self.random.choice((0.1, 1, 2, 5, 15)))
            self.cloud.listing_delay = timedelta(
                seconds=self.random.uniform(0, self.slowest_listing)
            )
            if self.well_at is not None and self.cloud.now() >= self.well_at:
                self.cloud.faults.clear()
                self.well_at = None
            if self.random.random() < 0.15:
                await self._trouble()
            at_once = self.random.random() < 0.8
            for _ in range(self.random.choice((1, 1, 1, 2, 6))):
                self._order(now=at_once)
            if at_once:
                await self._settle()
        await self._settle()
        self.cloud.faults.clear()
        for _ in range(200):
            await self.pass_time(10)
        assert self.entry.runtime_data.outbox.queues.queued_count == 0

    def _order(self, *, now: bool = False) -> None:
        """Order an event; with `now` the integration has to find its time."""
        number = len(self.ordered)
        camera_id = self.random.choice(list(CAMERAS))
        data: dict[str, Any] = {}
        # Some are told from others by their time alone.
        time = self.cloud.now() - timedelta(microseconds=number + 1)
        if now and self.random.random() < 0.8:
            time = self.cloud.now()
            data["metadata"] = {"number": number}
        else:
            data["time"] = time
        ordered = Ordered(camera_id=camera_id, time=time)
        self.ordered.append(ordered)

        async def call(life: int) -> None:
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
            # After a crash nobody is left to hear it.
            if life == self.life and response is not None:
                answer = response[CAMERAS[camera_id]]
                assert isinstance(answer, dict)
                ordered.status = answer["status"]

        self.calls.append(asyncio.create_task(call(self.life)))

    async def _settle(self) -> None:
        """Let all callers have their answers."""
        await asyncio.gather(*self.calls)
        self.calls.clear()

    async def _trouble(self) -> None:
        kind = self.random.choice(
            (
                *("outage", "reads work", "lost answers", "hiccup", "busy", "proxy"),
                *("reload", "crash", "crash in the act", "crash after sending"),
            )
        )
        self.incidents[kind] += 1
        faults = self.cloud.faults
        seconds = self.random.choice((2, 10, 60, 600))
        match kind:
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
        self.well_at = self.cloud.now() + timedelta(seconds=seconds)

    async def _reload(self) -> None:
        """Restart in good order, orders in the act or not."""
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        await self._settle()
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def _crash(self) -> None:
        """Begin anew with what is on disk now; what is said from now on is not heard."""
        disk = deepcopy(self.disk)
        self.life += 1
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        await asyncio.gather(*self.calls, return_exceptions=True)
        self.calls.clear()
        self.disk.clear()
        self.disk.update(disk)
        await self.pass_time(self.random.choice((0, 3, 40)))
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def _crash_in_the_act(self) -> None:
        """Crash while the cloud has a create before it, which it then carries out."""
        if self.well_at is not None or self.entry.runtime_data.outbox.failure:
            return
        gate = self.cloud.faults.hold(method="POST", count=1)
        for _ in range(4):
            self._order()
        poll = asyncio.create_task(self.pass_time(2))
        reached = asyncio.create_task(gate.reached())
        await asyncio.wait((poll, reached), return_when=asyncio.FIRST_COMPLETED)
        crash = asyncio.create_task(self._crash())
        await asyncio.sleep(0)
        gate.release()
        await asyncio.gather(poll, crash)
        reached.cancel()

    async def _crash_after_sending(self) -> None:
        """Crash when what waited was just sent and is still on disk, in this life or not."""
        self.cloud.faults.clear()
        self.well_at = None
        self.cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
        for _ in range(6):
            self._order(now=True)
        await self._settle()
        if self.random.random() < 0.5:
            await self._reload()
        await self.pass_time(2)
        await self.pass_time(2)
        await self._crash()

    def judge(self) -> tuple[int, int, bool]:
        """Return how many events are missing and how many double; whether all is in order."""
        numbers = {
            (ordered.camera_id, ordered.time): number
            for number, ordered in enumerate(self.ordered)
        }
        places: dict[int, list[int]] = {}
        for place, event in enumerate(self.cloud.events):
            number = (
                int(event.meta["number"])
                if event.meta
                else numbers[event.camera_id, event.time]
            )
            ordered = self.ordered[number]
            assert (event.camera_id, event.time) == (ordered.camera_id, ordered.time)
            places.setdefault(number, []).append(place)
        missing = sum(
            ordered.status is not None and number not in places
            for number, ordered in enumerate(self.ordered)
        )
        in_order = all(
            firsts == sorted(firsts)
            for camera_id in CAMERAS
            for firsts in [
                [
                    places[number][0]
                    for number, ordered in enumerate(self.ordered)
                    if ordered.camera_id == camera_id and number in places
                ]
            ]
        )
        return missing, sum(len(each) - 1 for each in places.values()), in_order


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
@pytest.mark.parametrize("slowest_listing", [20, 60])
async def test_a_thousand_events_get_there_once_in_order_with_their_time(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: Pass,
    slowest_listing: float,
    seed: int,
) -> None:
    cloud.cameras.clear()
    for camera_id, entity_id in CAMERAS.items():
        cloud.add_camera(camera_id, entity_id.partition(".")[2].capitalize())
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    week = Week(
        hass=hass,
        disk=hass_storage,
        cloud=cloud,
        entry=entry,
        random=Random(f"{seed}/{slowest_listing}"),
        pass_time=pass_time,
        slowest_listing=slowest_listing,
    )
    await week.run()
    missing, doubles, in_order = week.judge()
    told = Counter(str(ordered.status) for ordered in week.ordered)
    sys.stdout.write(
        f"\nseed {seed}, listed after up to {slowest_listing} s: {missing} missing,"
        f" {doubles} double; told {dict(told)}; {dict(week.incidents)}\n"
    )
    assert not missing
    assert in_order
    if slowest_listing == 20:
        assert not doubles
    # Otherwise this run would prove little.
    assert min(told["created"], told["queued"]) > CREATES / 20
    assert week.incidents.total() > 30
