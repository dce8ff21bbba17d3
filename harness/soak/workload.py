"""A day: what happens in which order, and what is written down of it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
import sys
import time
from typing import Any

from harness.chaos.config import ENTRY_ID
from harness.chaos.process import HomeProcess
from scripts.demo.client import until
from simulator import Cloud

from .api_client import Owner
from .camera_churn import READS, Guests
from .event_generator import Events
from .limits import EVENTS, FULL, OUTAGES, Limits
from .measure import Database, Sample, database, sample
from .outages import LONG, Weather
from .poll_counter import Polls
from .user_activity import Household

# A little more than is asked for, so that a stall does not spoil the run.
SPARE = 1.25

# Events a second.
RATE = EVENTS * SPARE / FULL / 60

# Between two outages, in seconds; without one no poll would succeed in a short run.
SHORTEST_PAUSE = 4.0

# How often the process is looked at in a full run, in seconds; a short one has as many.
GLANCE = 5.0
SHORTEST_GLANCE = 0.5

# Between looks at a quiet moment.
BETWEEN_LOOKS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """What was there at a moment when nothing happened but polls."""

    inside: dict[str, Any]
    outside: Sample

    @property
    def tasks(self) -> int:
        """How many tasks there were."""
        return sum(self.inside["tasks"].values())


@dataclass(slots=True, kw_only=True)
class Day:
    """Everything that takes part in it."""

    limits: Limits
    cloud: Cloud
    home: HomeProcess
    owner: Owner
    events: Events
    polls: Polls
    weather: Weather
    guests: Guests
    household: Household
    random: Random
    base: list[int]
    samples: list[Sample] = field(default_factory=list)
    new_tokens: int = 0
    began: float = 0.0

    async def rest(self) -> Quiet:
        """Let nothing happen for a while, after a reload, and look.

        Connections go by in turns, so that none is ever idle for long: they are cut.
        """
        await self.events.all_delivered()
        await self.reload()
        await asyncio.sleep(self.limits.rest / 5)
        await self.weather.outage("gone", 0.5)
        await asyncio.sleep(self.limits.rest)
        inside: list[dict[str, Any]] = []
        outside: list[Sample] = []
        for _ in range(self.limits.looks):
            inside.append(await self.owner.look())
            outside.append(await self.look())
            await asyncio.sleep(BETWEEN_LOOKS)
        return Quiet(
            inside=min(inside, key=lambda one: sum(one["tasks"].values())),
            outside=min(outside, key=lambda one: one.files),
        )

    async def look(self) -> Sample:
        """Look at the process from outside, with what the witness knows of its memory."""
        cloud = self.weather.server
        return sample(
            self.home.pid, (cloud.port, cloud.media_port), **await self.owner.weigh()
        )

    async def recorded(self, folder: Path) -> tuple[int, Database]:
        """Return how many events there were and what the recorder has, once it wrote."""
        await asyncio.sleep(self.limits.commit)
        return len(self.cloud.events), database(folder)

    async def calm(self) -> None:
        """Let nothing but events happen for a while."""
        seeing = asyncio.create_task(self.events.happen(RATE))
        await asyncio.sleep(self.limits.calm)
        seeing.cancel()
        await self.events.all_delivered()

    async def pass_(self, polls: int) -> None:
        """Let the day pass, until so many polls were made."""
        self.began = time.monotonic()
        self.samples.clear()
        seconds = self.limits.minutes * 60
        special = asyncio.create_task(self._special(seconds))
        async with self.busy():
            while (
                self._elapsed < seconds
                or self.polls.number < polls
                or not special.done()
            ):
                # Where polls are slow it takes longer, but not for ever.
                if self._elapsed > 2 * seconds + 60:
                    break
                await self.circle()
                say(
                    f"{self._elapsed:.0f} s: {self.polls.number} polls, "
                    f"{len(self.cloud.events)} events, {self.weather.met} outages"
                )
        await special

    async def circle(self) -> None:
        """Let guests come, the house be set up anew, and guests leave."""
        ids = self.guests.invite()
        await self.guests.welcome(ids)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._lend_type())
            group.create_task(self._reload_often())
        await self.guests.leave(ids)
        await self.guests.are_gone(ids)

    async def _lend_type(self) -> None:
        camera_id = self.random.choice(self.base)
        camera = f"camera.camera_{camera_id}"
        name = f"parcel_{self.guests.types % 3}"
        # Where there is no time, it stays.
        reads = READS if self.limits.is_judged else 0
        await self.guests.lend_type(camera_id, camera, name, reads)

    async def _reload_often(self) -> None:
        await self.reload()
        await asyncio.sleep(2)
        # As an automation does it.
        await self.owner.act("homeassistant", "reload_config_entry", entry_id=ENTRY_ID)

    async def reload(self) -> None:
        """Set the entry up anew, as the user interface does it."""
        await self.owner.post(f"/api/config/config_entries/entry/{ENTRY_ID}/reload")

    async def change_token(self) -> None:
        """Revoke the token, wait until a new one is asked for, and enter it."""
        old = self.weather.token
        self.new_tokens += 1
        new = self.cloud.group_token(serial=self.new_tokens)
        self.weather.token = new
        async with self.weather.fault():
            self.cloud.revoke(old)
            flow = await until("The question for a new token", self._reauth_flow)
            answer = await self.owner.post(
                f"/api/config/config_entries/flow/{flow}", json={"token": new}
            )
            if answer.get("reason") != "reauth_successful":
                raise RuntimeError(f"The new token was not taken: {answer}")

    async def _reauth_flow(self) -> str | None:
        for flow in await self.owner.command("config_entries/flow/progress"):
            if flow["handler"] == "vxg" and flow["context"]["source"] == "reauth":
                return str(flow["flow_id"])
        return None

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self.began

    @contextlib.asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """Let events, bad weather and a household's use go on meanwhile."""
        pause = FULL * 60 / OUTAGES / SPARE**2 * min(1, self.limits.minutes / FULL)
        pause = max(pause, SHORTEST_PAUSE)
        doings: list[Coroutine[Any, Any, None]] = [
            self.events.happen(RATE),
            self._outages(pause),
            self.household.live(),
            self._watch(),
        ]
        # When one of them fails, all do.
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(doing) for doing in doings]
            yield
            for task in tasks:
                task.cancel()

    async def _watch(self) -> None:
        pause = max(SHORTEST_GLANCE, GLANCE * min(1, self.limits.minutes / FULL))
        while True:
            self.samples.append(await self.look())
            self.polls.count()
            await asyncio.sleep(pause)

    async def _outages(self, pause: float) -> None:
        while True:
            await asyncio.sleep(pause * self.random.uniform(0.7, 1.3))
            await self.weather.short()

    async def _special(self, seconds: float) -> None:
        """Let the long outages and the changes of the token come, spread over the day."""
        if not self.limits.is_judged:
            return
        doings = [
            lambda: self.weather.outage(*LONG[0]),
            self.change_token,
            lambda: self.weather.outage(*LONG[1]),
            self.change_token,
            lambda: self.weather.outage(*LONG[2]),
        ]
        for number, do in enumerate(doings, 1):
            at = self.began + seconds * number / (len(doings) + 1)
            await asyncio.sleep(max(0, at - time.monotonic()))
            await do()


def say(text: str) -> None:
    """Tell how far it is, beside what is printed in the end."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
