"""Match events to the sensor activations and states that they caused."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .cloud import StoredEvent

# By sensor: Unix time of each switch, and whether it was turned on.
type SwitchTimes = Mapping[str, Sequence[tuple[float, bool]]]


def activations(
    events: Sequence[StoredEvent], switched: SwitchTimes, hold: int
) -> Iterator[dict[int, float]]:
    """Yield, for each time a sensor was turned on, the events and their delays.

    A sensor turns off once the last event read is as old as the hold time, so events
    listed later had not been read before.
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
    """Return ids of events with a state of their own: at most one per activation."""
    own = set(shown)
    for group in groups:
        own.update([event_id for event_id in group if event_id not in own][:1])
    return own
