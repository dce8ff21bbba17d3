"""Which events a sensor was turned on for, and which have a state of their own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .cloud import Raised

# By sensor, when it was turned on (true) or off, in Unix time.
type Turned = Mapping[str, Sequence[tuple[float, bool]]]


def turns(
    events: Sequence[Raised], turned: Turned, hold: int
) -> Iterator[dict[int, float]]:
    """Yield for each time that a sensor was turned on the events, and their delays.

    A sensor is turned off once the last event that was read is as old as the hold time, so
    what was listed later was not read before.
    """
    by_sensor: dict[str, list[Raised]] = defaultdict(list)
    for event in events:
        by_sensor[event.sensor].append(event)
    for sensor, own in by_sensor.items():
        known_until = 0.0
        for time_of, on in turned.get(sensor, ()):
            if not on:
                known_until = time_of - hold
            elif news := {
                event.id: time_of - event.listed
                for event in own
                if known_until < event.listed <= time_of
            }:
                yield news


def told(groups: Iterable[Iterable[int]], shown: Iterable[int]) -> set[int]:
    """Return the events that have a state of their own: each turn can stand for one."""
    own = set(shown)
    for group in groups:
        own.update([event_id for event_id in group if event_id not in own][:1])
    return own
