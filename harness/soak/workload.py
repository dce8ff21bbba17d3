"""Workload of a run, and snapshots of the process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
import sys
import time
from typing import Any

from harness.chaos.probe import ENTRY_ID
from harness.chaos.process import SubprocessHome
from scripts.demo.client import wait_until
from simulator import Cloud

from .api_client import ApiClient
from .camera_churn import READS, CameraChurn
from .event_generator import EventGenerator
from .limits import EVENTS, FULL, OUTAGES, SINGLETONS, Limits
from .measure import Database, Sample, database, sample
from .media_reader import MediaReader
from .outages import LONG_OUTAGES, Outages
from .poll_counter import PollCounter
from .user_activity import UserActivity

# Somewhat more than the minimum, so that a stall does not spoil the run.
SPARE = 1.25

# Events a second.
RATE = EVENTS * SPARE / FULL / 60

# Seconds between outages, so that some polls succeed in a short run.
MIN_PAUSE = 4.0

# Seconds between samples in a full run; a short one has the same number of samples.
SAMPLE_INTERVAL = 5.0
MIN_SAMPLE_INTERVAL = 0.5

# Seconds between idle snapshots, and how many are made until nothing is left over.
SNAPSHOT_INTERVAL = 0.5
MAX_SNAPSHOTS = 60

# Seconds that slow polls may prolong a run, in addition to its own length.
PATIENCE = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleSnapshot:
    """State of Home Assistant while nothing but polls happens."""

    inside: dict[str, Any]
    outside: Sample

    @property
    def tasks(self) -> int:
        """Return the number of tasks."""
        return sum(self.inside["tasks"].values())

    @property
    def wrong_counts(self) -> list[str]:
        """Return the classes that do not have one instance, with their number."""
        counts = {name: self.inside["objects"].get(name, 0) for name in SINGLETONS}
        return [f"{name} {count}" for name, count in counts.items() if count != 1]


@dataclass(slots=True, kw_only=True)
class Workload:
    """Workload with all its parts."""

    limits: Limits
    cloud: Cloud
    home: SubprocessHome
    client: ApiClient
    events: EventGenerator
    polls: PollCounter
    outages: Outages
    churn: CameraChurn
    user_activity: UserActivity
    media: MediaReader
    random: Random
    base: list[int]
    samples: list[Sample] = field(default_factory=list)
    new_tokens: int = 0
    started: float = 0.0

    async def wait_idle(self) -> IdleSnapshot:
        """Reload, wait until idle, and return a snapshot.

        Polls use all pooled connections in turn, so these never time out and are
        dropped.
        """
        await self.events.wait_until_delivered()
        await self.reload()
        await asyncio.sleep(self.limits.idle_seconds / 5)
        await self.outages.run("gone", 0.5)
        await asyncio.sleep(self.limits.idle_seconds)
        snapshots: list[IdleSnapshot] = []
        while len(snapshots) < self.limits.snapshot_count or (
            # On a busy machine, a request may still be under way.
            snapshots[-1].wrong_counts and len(snapshots) < MAX_SNAPSHOTS
        ):
            await asyncio.sleep(SNAPSHOT_INTERVAL)
            snapshots.append(
                IdleSnapshot(
                    inside=await self.client.inspect(), outside=await self.inspect()
                )
            )
        return IdleSnapshot(
            inside=min(
                snapshots, key=lambda state: (len(state.wrong_counts), state.tasks)
            ).inside,
            outside=min(snapshots, key=lambda state: state.outside.files).outside,
        )

    async def inspect(self) -> Sample:
        """Measure the process, including the probe's memory statistics."""
        cloud = self.outages.server
        return sample(
            self.home.pid,
            (cloud.port, cloud.media_port),
            **await self.client.memory_use(),
        )

    async def recorded(self, folder: Path) -> tuple[int, Database]:
        """Return the number of events and the database after a commit."""
        await asyncio.sleep(self.limits.recorder_delay)
        return len(self.cloud.events), database(folder)

    async def run_events_only(self) -> None:
        """Generate only events for a while."""
        generating = asyncio.create_task(self.events.generate(RATE))
        await asyncio.sleep(self.limits.events_only_seconds)
        generating.cancel()
        await self.events.wait_until_delivered()

    async def run(self, polls: int) -> None:
        """Run for the whole time, and until a number of polls was made."""
        self.started = time.monotonic()
        self.samples.clear()
        seconds = self.limits.minutes * 60
        rare_faults = asyncio.create_task(self._run_rare_faults(seconds))
        async with self.background_load():
            while (
                self._elapsed < seconds
                or self.polls.number < polls
                or not rare_faults.done()
            ):
                if self._elapsed > 2 * seconds + PATIENCE:
                    break
                await self.run_cycle()
                say(
                    f"{self._elapsed:.0f} s: {self.polls.number} polls, "
                    f"{len(self.cloud.events)} events, {self.outages.effective} outages"
                )
        await rare_faults

    async def run_cycle(self) -> None:
        """Add cameras, reload the entry twice, and remove the cameras."""
        ids = self.churn.add_cameras()
        await self.churn.wait_until_discovered(ids)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._churn_event_type())
            group.create_task(self._reload_often())
        await self.churn.remove_cameras(ids)
        await self.churn.wait_until_removed(ids)

    async def _churn_event_type(self) -> None:
        camera_id = self.random.choice(self.base)
        camera = f"camera.camera_{camera_id}"
        name = f"parcel_{self.churn.types % 3}"
        # A short run has no time to wait for its removal.
        reads = READS if self.limits.checks_leftovers else 0
        await self.churn.churn_event_type(camera_id, camera, name, reads)

    async def _reload_often(self) -> None:
        await self.reload()
        await asyncio.sleep(2)
        # As automations do.
        await self.client.call_service(
            "homeassistant", "reload_config_entry", entry_id=ENTRY_ID
        )

    async def reload(self) -> None:
        """Reload the entry as the user interface does."""
        await self.client.post(f"/api/config/config_entries/entry/{ENTRY_ID}/reload")

    async def change_token(self) -> None:
        """Revoke the token, and enter a new one when asked for it."""
        old_token = self.outages.token
        self.new_tokens += 1
        new_token = renew_token(self.cloud, self.new_tokens)
        self.outages.token = new_token
        async with self.outages.expect_errors():
            self.cloud.revoke(old_token)
            flow = await wait_until("The reauthentication flow", self._reauth_flow)
            response = await self.client.post(
                f"/api/config/config_entries/flow/{flow}", json={"token": new_token}
            )
            if response.get("reason") != "reauth_successful":
                raise RuntimeError(f"The new token was rejected: {response}")

    async def _reauth_flow(self) -> str | None:
        for flow in await self.client.command("config_entries/flow/progress"):
            if flow["handler"] == "vxg" and flow["context"]["source"] == "reauth":
                return str(flow["flow_id"])
        return None

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self.started

    @contextlib.asynccontextmanager
    async def background_load(self) -> AsyncIterator[None]:
        """Generate events, outages, user activity, media reads and samples meanwhile."""
        pause = FULL * 60 / OUTAGES / SPARE**2 * min(1, self.limits.minutes / FULL)
        pause = max(pause, MIN_PAUSE)
        coroutines: list[Coroutine[Any, Any, None]] = [
            self.events.generate(RATE),
            self._run_outages(pause),
            self.user_activity.run(),
            self.media.run(),
            self._sample(),
        ]
        # If one of them fails, all are cancelled.
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(coroutine) for coroutine in coroutines]
            yield
            for task in tasks:
                task.cancel()

    async def _sample(self) -> None:
        pause = max(
            MIN_SAMPLE_INTERVAL, SAMPLE_INTERVAL * min(1, self.limits.minutes / FULL)
        )
        while True:
            self.samples.append(await self.inspect())
            self.polls.count()
            await asyncio.sleep(pause)

    async def _run_outages(self, pause: float) -> None:
        while True:
            await asyncio.sleep(pause * self.random.uniform(0.7, 1.3))
            await self.outages.run_next_short()

    async def _run_rare_faults(self, seconds: float) -> None:
        """Run the long outages and the token changes, spread over the run."""
        if not self.limits.checks_leftovers:
            return
        faults: list[Callable[[], Awaitable[None]]] = [
            lambda: self.outages.run(*LONG_OUTAGES[0]),
            self.change_token,
            lambda: self.outages.run(*LONG_OUTAGES[1]),
            self.change_token,
            lambda: self.outages.run(*LONG_OUTAGES[2]),
        ]
        for number, inject in enumerate(faults, 1):
            at = self.started + seconds * number / (len(faults) + 1)
            await asyncio.sleep(max(0, at - time.monotonic()))
            await inject()


def renew_token(cloud: Cloud, number: int) -> str:
    """Return another token of the group; those of the same seed are the same."""
    seed = cloud.seed
    cloud.seed += number
    token = cloud.group_token()
    cloud.seed = seed
    return token


def say(text: str) -> None:
    """Print progress to stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
