"""Jobs for separate processes, and their outcomes."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .clock import FastClock
from .verdict import Verdict

# Factor of the fast clock, with which a response over loopback takes about as long as
# one over the internet.
SPEED = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A seed to run; with kills it uses a real `hass` in real time."""

    seed: int
    events: int
    kills: int = 0
    # Folder for the records and the configuration folder.
    keep: Path | None = None

    @property
    def name(self) -> str:
        """Return a name that is unique among the jobs."""
        return f"{self.seed}{' with SIGKILL' if self.kills else ''}"


@dataclass(slots=True, kw_only=True)
class Outcome:
    """Outcome of a job."""

    job: Job
    verdict: Verdict
    # By kind, and by how Home Assistant was restarted.
    incidents: Counter[str] = field(default_factory=Counter)
    restarts: Counter[str] = field(default_factory=Counter)
    # Share of events within ten seconds of a disruption.
    near_share: float = 0.0
    seconds: float = 0.0
    # Tracebacks through the integration.
    errors: list[str] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        """Return messages about everything that was wrong."""
        found = [
            f"{name.replace('_', ' ')}: {', '.join(map(str, ids))}"
            for name, ids in self.verdict.violations.items()
            if ids
        ]
        if self.near_share < 0.5:
            found.append(
                f"only {self.near_share:.0%} of the events were close to a disruption"
            )
        return found + self.errors


def run_job(job: Job) -> Outcome:
    """Run a job; needs a process of its own, whose clock may be replaced for good."""
    clock = FastClock(1 if job.kills else SPEED)
    if not job.kills:
        clock.install()
    # Imported late, because some modules import Python's clocks by name.
    from .run import run

    return run(job, clock)
