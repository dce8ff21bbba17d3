"""Execution of a plan with a cloud and a Home Assistant."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
import shutil

from simulator import Cloud

from .clock import FastClock, world_time
from .faults import start_incident
from .home import Home
from .house_faults import HouseFaults
from .plan import (
    AT_ONCE,
    KILL,
    RELOAD,
    RESTART,
    Absence,
    HouseFault,
    Incident,
    Plan,
    Restart,
)
from .probe import ENTRY_ID, NEIGHBOR_CAMERA, NEIGHBOR_ID

# Seconds before and after a disruption that count as close to it.
NEAR_SECONDS = 10.0

# Seconds for the first start, including an incident.
FIRST_START_TIMEOUT = 150.0

# Longest wait for the moment of a restart, in seconds.
MOMENT_TIMEOUT = 15.0

# Steps by which the clock advances during the long downtime.
DOWNTIME_STEPS = 20

# Seconds from the start of the plan, when there is something to back up.
FIRST_BACKUP = 60.0

type Action = Callable[[], None]


@dataclass(slots=True, kw_only=True)
class PlanRunner:
    """Execute plans, and record when disruptions were, in world time.

    `forget` is called before the cloud forgets its events; `folder` is that of the
    configuration.
    """

    cloud: Cloud
    home: Home
    clock: FastClock
    house: HouseFaults
    folder: Path
    forget: Action
    # Ids of the cameras of the entry, and its token.
    cameras: Sequence[int]
    token: str
    # Whether there is an entry beside it.
    neighbor: bool
    # Camera, start and end of each absence.
    absences: list[tuple[int, float, float]] = field(default_factory=list)
    disruptions: list[tuple[float, float]] = field(default_factory=list)
    restarts: Counter[str] = field(default_factory=Counter)
    # Time and offset of each change of the cloud's clock.
    cloud_clock: list[tuple[float, float]] = field(default_factory=list)
    # Start and end of each time with odd answers about it.
    odd_times: list[tuple[float, float]] = field(default_factory=list)
    started: float = 0.0

    def __post_init__(self) -> None:
        """Record the initial offset of the cloud's clock."""
        self._record_clock()

    async def start_during(self, incident: Incident) -> None:
        """Start for the first time during an incident, and wait for the first reads."""
        start = asyncio.create_task(self.home.start())
        async with asyncio.timeout(FIRST_START_TIMEOUT):
            async with self.incident(incident):
                await self.home.log.next(kind="entry")
                await asyncio.sleep(incident.duration)
            await start
            while not self._all_cameras_read():
                await self.home.log.next(kind="read")

    def _all_cameras_read(self) -> bool:
        """Return whether all cameras were read, together or one by one.

        What happens before the first read of an entry is not reported.
        """
        read = {
            (line["entry"], line["camera"])
            for line in self.home.log.lines
            if line["kind"] == "read"
        }
        cameras = {(ENTRY_ID, camera) for camera in self.cameras}
        neighbor = {(NEIGHBOR_ID, NEIGHBOR_CAMERA)} if self.neighbor else set()
        return ((ENTRY_ID, None) in read or read >= cameras) and read >= neighbor

    async def run_plan(
        self, plan: Plan, actions: Iterable[tuple[float, Action]], on_restart: Action
    ) -> None:
        """Execute the disruptions of a plan, and `actions` at their times.

        `on_restart` is called right before each restart.
        """
        self.started = self.clock.running_time()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._run_incidents(plan.incidents))
            group.create_task(self._run_restarts(plan.restarts, on_restart))
            group.create_task(self._run_house_faults(plan.house_faults))
            group.create_task(self._run_absences(plan.absences))
            group.create_task(self._take_backups(plan.restarts))
            group.create_task(self._run_actions(actions))
            group.create_task(self._sleep_until(plan.length))

    async def long_downtime(
        self, seconds: float, advance: Callable[[float], None], meanwhile: Action
    ) -> None:
        """Be down for long, calling `meanwhile`, and start during an incident."""
        async with self._disruption():
            await self.home.stop()
            for _ in range(DOWNTIME_STEPS):
                advance(seconds / DOWNTIME_STEPS)
                meanwhile()
            incident = Incident(
                at=0, duration=5, kind="broken", size=0, events_only=False
            )
            async with self.incident(incident):
                await self.home.start()
                await asyncio.sleep(incident.duration)
        self.restarts[RESTART] += 1

    @contextlib.asynccontextmanager
    async def incident(self, incident: Incident) -> AsyncIterator[None]:
        """Run an incident meanwhile."""
        async with self._disruption():
            if incident.kind == "ids_again":
                self.forget()
            start = world_time()
            end = start_incident(
                self.cloud,
                incident.kind,
                size=incident.size,
                events_only=incident.events_only,
            )
            self._record_clock()
            yield
            end()
            self._record_clock()
            if incident.kind == "odd_times":
                self.odd_times.append((start, world_time()))

    def near_share(self, times: Iterable[float]) -> float:
        """Return the share of times that were close to a disruption."""
        close = [
            any(
                start - NEAR_SECONDS <= at <= end + NEAR_SECONDS
                for start, end in self.disruptions
            )
            for at in times
        ]
        return sum(close) / max(1, len(close))

    @contextlib.asynccontextmanager
    async def _disruption(self) -> AsyncIterator[None]:
        start = world_time()
        yield
        self.disruptions.append((start, world_time()))

    async def _sleep_until(self, at: float) -> None:
        await asyncio.sleep(self.started + at - self.clock.running_time())

    async def _run_actions(self, actions: Iterable[tuple[float, Action]]) -> None:
        for at, action in actions:
            await self._sleep_until(at)
            action()

    async def _run_incidents(self, incidents: Iterable[Incident]) -> None:
        for incident in incidents:
            await self._sleep_until(incident.at)
            async with self.incident(incident):
                await asyncio.sleep(incident.duration)

    async def _run_house_faults(self, faults: Iterable[HouseFault]) -> None:
        for fault in faults:
            await self._sleep_until(fault.at)
            async with self._disruption():
                end = self.house.start(fault.kind, fault.size)
                try:
                    await asyncio.sleep(fault.duration)
                finally:
                    end()

    async def _run_absences(self, absences: Iterable[Absence]) -> None:
        """Let cameras leave the group, and return."""
        group = self.cloud.credentials[self.token]
        everything = group.camera_ids
        for absence in absences:
            await self._sleep_until(absence.at)
            camera_id, start = self.cameras[absence.camera], world_time()
            async with self._disruption():
                group.camera_ids = frozenset(self.cameras) - {camera_id}
                await asyncio.sleep(absence.duration)
                group.camera_ids = everything
            self.absences.append((camera_id, start, world_time()))

    async def _take_backups(self, restarts: Iterable[Restart]) -> None:
        """Copy the integration's files at the times of the backups."""
        for restart in restarts:
            if restart.backup_age is not None:
                await self._sleep_until(
                    max(FIRST_BACKUP, restart.at - restart.backup_age)
                )
                shutil.rmtree(self._backup, ignore_errors=True)
                self._backup.mkdir()
                for path in self._stored_files():
                    shutil.copy(path, self._backup)
                self._emit("backed_up")

    def _restore_backup(self) -> None:
        if not self._backup.exists():
            return
        for path in self._stored_files():
            path.unlink()
        for path in self._backup.iterdir():
            # Not by `open`, which may be failing.
            target = self.folder / ".storage" / path.name
            target.write_bytes(path.read_bytes())
        self._emit("restored")

    def _stored_files(self) -> list[Path]:
        return list((self.folder / ".storage").glob("vxg.*"))

    @property
    def _backup(self) -> Path:
        return self.folder / "backup"

    def _emit(self, kind: str) -> None:
        self.home.log.add({"kind": kind, "at": world_time()})

    async def _run_restarts(
        self, restarts: Iterable[Restart], on_restart: Action
    ) -> None:
        for restart in restarts:
            await self._sleep_until(restart.at)
            if restart.moment != AT_ONCE:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(MOMENT_TIMEOUT):
                        await self.home.log.next(kind=restart.moment)
            async with self._disruption():
                on_restart()
                await self._restart(restart)
            self.restarts[restart.how] += 1

    async def _restart(self, restart: Restart) -> None:
        home = self.home
        if restart.how == RELOAD:
            await home.reload()
            return
        end: Callable[[], Awaitable[None]]
        end = home.kill if restart.how == KILL else home.stop
        await end()
        if restart.backup_age is not None:
            self._restore_backup()
        await asyncio.sleep(restart.down)
        await home.start()

    def _record_clock(self) -> None:
        ahead = self.cloud.now().timestamp() - world_time()
        if not self.cloud_clock or abs(self.cloud_clock[-1][1] - ahead) > 0.1:
            self.cloud_clock.append((world_time(), ahead))
