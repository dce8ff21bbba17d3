"""Markdown tables, as in `docs/performance.md`."""

from collections.abc import Iterable, Sequence
from statistics import quantiles


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; all columns but the first are right-aligned."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ms(seconds: float) -> str:
    """Format seconds as milliseconds."""
    return f"{seconds * 1000:.2f} ms"


def mb(size: float) -> str:
    """Format bytes as megabytes."""
    return f"{size / 1e6:.1f} MB"


def percentile(values: Sequence[float], percent: int) -> float:
    """Return a percentile."""
    if len(values) < 2:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]
