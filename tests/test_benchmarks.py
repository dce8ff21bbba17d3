"""The benchmarks run; their figures are no matter of tests."""

from pathlib import Path
import subprocess
import sys

ROOT = Path(__file__).parent.parent


def test_the_benchmarks_print_their_tables() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--tiny"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=55,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    titles = [line for line in done.stdout.splitlines() if line.startswith("### ")]
    assert len(titles) == 5
    assert "| 1, yardstick |" in done.stdout
    assert "| saves of the ledger |" in done.stdout
    assert "| 1 s |" in done.stdout
