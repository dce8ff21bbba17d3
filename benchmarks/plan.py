"""Sizes and durations of the measurements."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sizes and durations of the measurements. Times in seconds."""

    sizes: Sequence[int] = (1, 20, 200, 1000)
    rounds: int = 60
    page: int = 1000
    rate: float = 20
    load: float = 60
    settle: float = 20
    # Poll interval, duration and events a second.
    latency: Sequence[tuple[int, float, float]] = ((1, 60, 10), (6, 120, 10))
    # Cameras, bursts of events a second, and duration. A single camera has few sensors,
    # so it takes longer until enough of them were turned on.
    rest_comparison: Sequence[tuple[int, float, float]] = (
        (1, 0.5, 152),
        (20, 1, 62),
        (200, 3, 62),
    )
    idle_seconds: float = 5
    # Events created while the cloud is reachable, and while it is not.
    writes: int = 100
    writes_offline: int = 20
    # That poll one cloud.
    homes: int = 10_000


TINY = Plan(
    sizes=(1,),
    rounds=1,
    page=30,
    load=1,
    settle=0,
    latency=((1, 2, 10),),
    rest_comparison=((1, 4, 3),),
    idle_seconds=0.2,
    writes=2,
    writes_offline=2,
    homes=20,
)
