"""`python -m harness.chaos`: run many seeds and print a table of results."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
import sys
from traceback import format_exception

from .jobs import Job, Outcome, run_job
from .plan import KILL, RELOAD, RESTART

COLUMNS = (
    *(
        "seed",
        "events",
        "near",
        "fired",
        "late",
        "images",
        "reloads",
        "restarts",
        "kills",
    ),
    *("incidents", "reads", "saves", "lost", "repeated", "excused", "wrongly late"),
    *("other", "seconds"),
)


def read_arguments(words: list[str] | None = None) -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="python -m harness.chaos")
    parser.add_argument("--seeds", type=int, default=20, help="how many")
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=500, help="of each seed")
    parser.add_argument("--kill-seeds", type=int, default=0, help="with a real hass")
    parser.add_argument("--kills", type=int, default=5, help="of each of these")
    parser.add_argument("--kill-events", type=int, default=200, help="of each of these")
    parser.add_argument("--jobs", type=int, default=2, help="at the same time")
    parser.add_argument("--keep", type=Path, help="folder for the records of each run")
    return parser.parse_args(words)


def plan_jobs(arguments: Namespace) -> Iterator[Job]:
    """Yield the jobs, the slow ones first."""
    first = arguments.first_seed
    for seed in range(first, first + arguments.kill_seeds):
        yield Job(
            seed=seed,
            events=arguments.kill_events,
            kills=arguments.kills,
            keep=arguments.keep,
        )
    for seed in range(first, first + arguments.seeds):
        yield Job(seed=seed, events=arguments.events, keep=arguments.keep)


def row(outcome: Outcome) -> tuple[str | int, ...]:
    """Return the row of an outcome."""
    verdict = outcome.verdict
    own_columns = {"lost", "repeated", "wrongly_late"}
    other = sum(len(v) for k, v in verdict.violations.items() if k not in own_columns)
    return (
        *(outcome.job.name, verdict.owed, f"{outcome.near_share:.0%}"),
        *(verdict.delivered, verdict.late, verdict.images),
        *(outcome.restarts[how] for how in (RELOAD, RESTART, KILL)),
        *(outcome.incidents.total(), verdict.reads, verdict.saves),
        *(len(verdict.lost), len(verdict.repeated), verdict.excused_repeats),
        *(len(verdict.wrongly_late), other + len(outcome.errors)),
        round(outcome.seconds),
    )


def table(outcomes: Iterable[Outcome]) -> str:
    """Return a table of all outcomes with their sums."""
    rows = [row(outcome) for outcome in outcomes]
    sums = [
        "" if isinstance(column[0], str) else sum(map(int, column))
        for column in zip(*rows, strict=True)
    ]
    lines = [COLUMNS, *rows, ("all", *sums[1:])]
    widths = [
        max(len(str(cell)) for cell in column) for column in zip(*lines, strict=True)
    ]
    return "\n".join(
        "  ".join(
            str(cell).rjust(width) for cell, width in zip(line, widths, strict=True)
        )
        for line in lines
    )


def main(arguments: Namespace) -> int:
    """Run all jobs and return the exit code."""
    outcomes: list[Outcome] = []
    code = 0
    # A process for each job: the clock cannot be restored after a run.
    with ProcessPoolExecutor(
        arguments.jobs, mp_context=get_context("spawn"), max_tasks_per_child=1
    ) as pool:
        futures = {pool.submit(run_job, job): job for job in plan_jobs(arguments)}
        for future in as_completed(futures):
            name = futures[future].name
            if error := future.exception():
                code = 1
                say(f"seed {name}: broke off", *format_exception(error))
                continue
            outcome = future.result()
            outcomes.append(outcome)
            say(
                f"seed {name}: {'wrong' if outcome.failures else 'good'}",
                *outcome.failures,
            )
    outcomes.sort(key=lambda item: (item.job.kills, item.job.seed))
    if not outcomes or any(outcome.failures for outcome in outcomes):
        code = 1
    if outcomes:
        say(table(outcomes), f"incidents: {incident_counts(outcomes)}")
    return code


def incident_counts(outcomes: Iterable[Outcome]) -> str:
    """Return the number of incidents of each kind."""
    totals = sum((outcome.incidents for outcome in outcomes), Counter())
    return ", ".join(f"{kind} {count}" for kind, count in sorted(totals.items()))


def say(*lines: str) -> None:
    """Print unbuffered, also into a pipe."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(read_arguments()))
