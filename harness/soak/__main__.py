"""`python -m harness.soak`: execute a run and print a table of its results."""

from argparse import ArgumentParser, Namespace
import asyncio
import contextlib
from dataclasses import fields, is_dataclass
import json
from pathlib import Path
import shutil
import sys
import tempfile
from typing import Any

from .limits import FULL, Limits
from .report import Figures, findings, is_good, table
from .run import run
from .workload import say


def read_arguments(words: list[str] | None = None) -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="python -m harness.soak")
    parser.add_argument("--minutes", type=float, default=FULL, help="of the day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="folder for the configuration and figures"
    )
    return parser.parse_args(words)


def main(arguments: Namespace) -> int:
    """Execute a run and return the exit code."""
    with contextlib.ExitStack() as stack:
        folder = arguments.keep
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = folder.resolve() / "home"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        limits = Limits(minutes=arguments.minutes)
        figures = asyncio.run(run(folder, limits, arguments.seed))
        _write(folder, figures)
    results = list(findings(figures))
    sys.stdout.write(f"{table(results)}\n")
    for text in (*figures.media_wrong, *figures.log_problems, *figures.tracebacks):
        say(f"\n{text}")
    return 0 if is_good(results) else 1


def _write(folder: Path, figures: Figures) -> None:
    """Write the figures to a file, in more detail than the table."""
    text = json.dumps(figures, default=_to_json, indent=1)
    (folder / "figures.json").write_text(text, encoding="utf-8")


def _to_json(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    return sorted(value)


if __name__ == "__main__":
    sys.exit(main(read_arguments()))
