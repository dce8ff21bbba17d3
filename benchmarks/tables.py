"""Tables in Markdown, as `docs/performance.md` shows them."""

from collections.abc import Iterable, Sequence
from statistics import quantiles


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; all columns but the first are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ms(seconds: float) -> str:
    """Spell a short time."""
    return f"{seconds * 1000:.2f} ms"


def mb(size: float) -> str:
    """Spell a size of memory."""
    return f"{size / 1e6:.1f} MB"


def percentile(values: Sequence[float], percent: int) -> float:
    """Return what so many of a hundred values do not exceed."""
    if len(values) < 2:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]
