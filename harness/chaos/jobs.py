"""What one process is told to run, and what it tells of that."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .clock import FastClock
from .verdict import Verdict

# How much faster than real time passes where nothing is killed: an answer over loopback
# then takes about as long as one over the internet.
SPEED = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One seed. With kills it runs a real `hass`, in real time."""

    seed: int
    events: int
    kills: int = 0
    # Where the lines of the probe and what is left of Home Assistant stay.
    keep: Path | None = None

    @property
    def name(self) -> str:
        """What tells it from others."""
        return f"{self.seed}{' with SIGKILL' if self.kills else ''}"


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a job came to."""

    job: Job
    verdict: Verdict
    # How often which sort of trouble happened.
    incidents: Counter[str] = field(default_factory=Counter)
    restarts: Counter[str] = field(default_factory=Counter)
    # The share of events within ten seconds of a trouble.
    near_share: float = 0.0
    seconds: float = 0.0
    # Tracebacks through the integration: an error that nobody expected.
    errors: list[str] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        """All that was wrong, in words; empty if nothing was."""
        found = [
            f"{name.replace('_', ' ')}: {', '.join(map(str, ids))}"
            for name, ids in self.verdict.violations.items()
            if ids
        ]
        if self.near_share < 0.5:
            found.append(
                f"only {self.near_share:.0%} of the events were close to a trouble"
            )
        return found + self.errors


def run_job(job: Job) -> Outcome:
    """Run a job. For a process of its own: its clock may be another one ever after."""
    clock = FastClock(1 if job.kills else SPEED)
    if not job.kills:
        clock.install()
    # Only now: some modules take Python's clock with them when they are imported.
    from .run import run

    return run(job, clock)
