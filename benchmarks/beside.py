"""This integration beside what a user would set up without it, watching the same events."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from time import sleep, time

from .cloud import Raised, clouds
from .plan import Plan
from .remote import Remote
from .tables import mb, percentile, table
from .watchers import INTERVAL, WAYS, Seen, Way, watcher
from .way_back import way_back_report

# Until the last events were read and delivered.
MARGIN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one way came to; requests and processor seconds in a minute."""

    cameras: int
    way: Way
    delays: Sequence[float]
    events: int
    hidden: int
    requests: float
    pictures: float
    cpu: float
    seen: Seen


def beside_report(plan: Plan) -> Iterator[str]:
    """Measure all ways to watch at once, by the same events."""
    found: list[Found] = []
    calm: list[float] = []
    for number, (cameras, rate) in enumerate(plan.beside):
        with Remote(clouds) as cloud:
            small, place = cloud.call("open", 1), cloud.call("open", cameras)
            places = [cloud.call("place_of", place, way.name) for way in WAYS]
            with ExitStack() as stack:
                # All begin before the first is waited for.
                homes = [Remote(watcher, way, small) for way in WAYS]
                for home in homes:
                    stack.enter_context(home)
                calm += _watch(homes, plan.calm)
                for home, own in zip(homes, places, strict=True):
                    home.call("set_up", own)
                sleep(plan.calm)
                cloud.call("start_events", place, rate, number)
                asked = [cloud.call("asked", own) for own in places]
                began = time()
                costs = _watch(homes, plan.watch)
                asked_then = [cloud.call("asked", own) for own in places]
                cloud.call("stop_events", place)
                raised = cloud.call("raised", place)
                for way, home, cost, before, after in zip(
                    WAYS, homes, costs, asked, asked_then, strict=True
                ):
                    seen = home.call("seen")
                    span = _span(way, plan.watch)
                    due = [event for event in raised if event.listed < began + span]
                    delays = turned_after(due, seen, way.hold)
                    told = delays.keys() | seen.shown.keys()
                    minutes = plan.watch / 60
                    found.append(
                        Found(
                            cameras=cameras,
                            way=way,
                            delays=list(delays.values()),
                            events=len(due),
                            hidden=sum(event.id not in told for event in due),
                            requests=(after[0] - before[0]) / minutes,
                            pictures=(after[1] - before[1]) / minutes,
                            cpu=cost / minutes,
                            seen=seen,
                        )
                    )
    rates = ", ".join(f"{rate:g}" for _, rate in plan.beside)
    yield f"### Beside `rest`: {rates} events a second, {plan.watch:g} s\n"
    yield _long_table(found)
    yield f"\nAn idle Home Assistant: {median(calm) * 60 / plan.calm:.2f} s a minute."
    yield "\n### Beside `rest`, in short\n"
    yield _short_table(found)
    yield ""
    yield from way_back_report(plan)


def _watch(homes: Sequence[Remote], seconds: float) -> list[float]:
    for home in homes:
        home.begin("watch", seconds)
    return [home.finish() for home in homes]


def _span(way: Way, watched: float) -> float:
    """Return how long events count: whole intervals, whose polls were all watched.

    Else those that came at a lucky time of the interval would count more.
    """
    return max(1, (watched - MARGIN) // way.interval - 1) * way.interval


def turned_after(
    events: Sequence[Raised], seen: Seen, hold: int
) -> Mapping[int, float]:
    """Return by event how long after it was listed its sensor was turned on.

    Those that find it on have no such time. It is turned off once the last event that was
    read is as old as the hold time, so what was listed later was not read before.
    """
    by_sensor: dict[str, list[Raised]] = defaultdict(list)
    for event in events:
        by_sensor[event.sensor].append(event)
    delays = {}
    for sensor, own in by_sensor.items():
        known_until = 0.0
        for turned, on in seen.turned.get(sensor, ()):
            if not on:
                known_until = turned - hold
                continue
            for event in own:
                if known_until < event.listed <= turned:
                    delays[event.id] = turned - event.listed
    return delays


def _delay(found: Found) -> list[str]:
    if not found.delays:
        return ["", ""]
    half, most = median(found.delays), percentile(found.delays, 95)
    return [f"{half:.2f} s", f"{most:.2f} s"]


def _share(found: Found) -> str:
    return f"{found.hidden / max(1, found.events):.0%}"


def _long_table(found: Sequence[Found]) -> str:
    return table(
        [
            "cameras, way",
            "entities",
            "sensor on after, median",
            "95th percentile",
            "of so many events",
            "never shown",
            "requests a minute",
            "of them for pictures",
            "processor a minute",
            "memory",
        ],
        [
            [
                f"{item.cameras}, {item.way.name}",
                str(item.seen.entities),
                *_delay(item),
                f"{len(item.delays)} of {item.events}",
                f"{item.hidden} ({_share(item)})",
                f"{item.requests:.0f}",
                f"{item.pictures:.0f}",
                f"{item.cpu:.2f} s",
                mb(item.seen.memory),
            ]
            for item in found
        ],
    )


def _short_table(found: Sequence[Found]) -> str:
    return table(
        [
            "cameras, way",
            "sensor on after",
            "events never shown",
            "requests a minute",
            "processor a minute",
            "memory",
        ],
        [
            [
                f"{item.cameras}, {item.way.name}",
                _delay(item)[0],
                _share(item),
                f"{item.requests:.0f}",
                f"{item.cpu:.1f} s",
                mb(item.seen.memory),
            ]
            for item in found
            if item.way.quick and item.way.interval == INTERVAL
        ],
    )
