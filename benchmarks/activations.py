"""Which events a sensor was turned on for, and which have a state of their own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .cloud import StoredEvent

# By sensor, when it was turned on (true) or off, in Unix time.
type SwitchTimes = Mapping[str, Sequence[tuple[float, bool]]]


def activations(
    events: Sequence[StoredEvent], switched: SwitchTimes, hold: int
) -> Iterator[dict[int, float]]:
    """Yield for each time that a sensor was turned on the events, and their delays.

    A sensor is turned off once the last event that was read is as old as the hold time, so
    what was listed later was not read before.
    """
    by_sensor: dict[str, list[StoredEvent]] = defaultdict(list)
    for event in events:
        by_sensor[event.sensor].append(event)
    for sensor, own in by_sensor.items():
        read_until = 0.0
        for time_of, on in switched.get(sensor, ()):
            if not on:
                read_until = time_of - hold
            elif delays := {
                event.id: time_of - event.listed
                for event in own
                if read_until < event.listed <= time_of
            }:
                yield delays


def events_with_own_state(
    groups: Iterable[Iterable[int]], shown: Iterable[int]
) -> set[int]:
    """Return the events that have a state of their own: each turn can stand for one."""
    own = set(shown)
    for group in groups:
        own.update([event_id for event_id in group if event_id not in own][:1])
    return own
