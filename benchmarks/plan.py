"""How much is measured."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured. Times in seconds."""

    sizes: Sequence[int] = (1, 20, 200, 1000)
    rounds: int = 60
    page: int = 1000
    rate: float = 20
    load: float = 60
    settle: float = 20
    # By poll interval: for how long, and how many events a second.
    latency: Sequence[tuple[int, float, float]] = ((1, 60, 10), (6, 120, 10))
    # Beside `rest`: by number of cameras how many flurries of events a second, and for how
    # long. One camera has so few sensors that it takes longer until enough were turned on.
    rest_comparison: Sequence[tuple[int, float, float]] = (
        (1, 0.5, 152),
        (20, 1, 62),
        (200, 3, 62),
    )
    idle_seconds: float = 5
    # Events written into the cloud, and while it is away.
    writes: int = 100
    writes_offline: int = 20


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
)
