"""`python -m harness.fuzz`: run cases and print what was found."""

from argparse import ArgumentParser, Namespace
import asyncio
import sys
from time import monotonic

from .run import Findings, Run

MIB = 2**20


def read_arguments(words: list[str] | None = None) -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="python -m harness.fuzz")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(words)


def summary(findings: Findings, seconds: float) -> str:
    """Return what a run found, as lines."""
    outcomes = ", ".join(
        f"{count} {name}" for name, count in findings.outcomes.most_common()
    )
    total, kinds = findings.cases.total(), len(findings.cases)
    growth, peak = findings.growth // MIB, findings.peak // MIB
    return "\n".join(
        (
            f"{total} cases of {kinds} kinds in {seconds:.0f} s: {outcomes}.",
            f"Slowest: {findings.slowest:.2f} s, {findings.slowest_case}.",
            f"Memory: at most {peak} MiB, {growth} MiB more after the first block.",
            f"{len(findings.problems)} problems",
            *findings.problems,
        )
    )


def say_progress(findings: Findings) -> None:
    """Print how far a run is."""
    sys.stderr.write(
        f"{findings.cases.total()} cases, {len(findings.problems)} problems,"
        f" {findings.memory[-1] // MIB} MiB\n"
    )


def main(arguments: Namespace) -> int:
    """Run the cases and return the exit code."""
    started = monotonic()
    findings = asyncio.run(Run(arguments.seed).cases(arguments.cases, say_progress))
    sys.stdout.write(f"{summary(findings, monotonic() - started)}\n")
    return 1 if findings.problems else 0


if __name__ == "__main__":
    sys.exit(main(read_arguments()))
