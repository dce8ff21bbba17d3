"""This integration beside what a user would set up without it, watching the same events."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from time import sleep, time

from .activations import told, turns
from .cloud import clouds
from .event_writing import way_back_report
from .plan import Plan
from .remote import Remote
from .tables import mb, percentile, table
from .variants import INTERVAL, WAYS, Seen, Way, watcher

# Until the last events were read and delivered.
MARGIN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one way came to: `requests` and those `of_one` event, and `cpu` seconds a minute.

    `delays` are of events that found their sensor off; `hidden` have no state of their own.
    """

    cameras: int
    way: Way
    entities: int
    memory: int
    events: int
    delays: Sequence[float]
    hidden: int
    requests: float
    of_one: float
    cpu: float
    idle_cpu: float


def beside_report(plan: Plan) -> Iterator[str]:
    """Measure all ways to watch at once, by the same events."""
    found = [
        item
        for seed, (cameras, rate, seconds) in enumerate(plan.beside)
        for item in _measure(cameras, rate, seconds, plan.calm, seed)
    ]
    yield "### Beside `rest`\n"
    yield _long_table(found)
    yield (
        "\nContained in it is what an idle Home Assistant takes of the processor:"
        f" {median(item.idle_cpu for item in found):.2f} s a minute.\n"
    )
    yield from way_back_report(plan)
    yield "\n### Beside `rest`, in short\n"
    yield _short_table(found)


def _measure(
    cameras: int, rate: float, seconds: float, calm: float, seed: int
) -> Iterator[Found]:
    with Remote(clouds) as cloud, ExitStack() as stack:
        small, place = cloud.call("open", 1), cloud.call("open", cameras)
        places = [cloud.call("place_of", place, way.name) for way in WAYS]
        homes = [stack.enter_context(Remote(watcher, way, small)) for way in WAYS]
        idle = _watch(homes, calm)
        for home, own in zip(homes, places, strict=True):
            home.call("set_up", own)
        sleep(calm)
        before = [cloud.call("asked", own) for own in places]
        cloud.call("start_flurries", place, rate, seed)
        began = time()
        cpu = _watch(homes, seconds)
        after = [cloud.call("asked", own) for own in places]
        cloud.call("stop_events", place)
        raised = cloud.call("raised", place)
        minutes = seconds / 60
        for index, way in enumerate(WAYS):
            seen: Seen = homes[index].call("seen")
            end = began + _span(way, seconds)
            events = [event for event in raised if event.listed < end]
            turned = list(turns(events, seen.turned, way.hold))
            known = told(turned, seen.shown)
            yield Found(
                cameras=cameras,
                way=way,
                entities=seen.entities,
                memory=seen.memory,
                events=len(events),
                delays=[delay for turn in turned for delay in turn.values()],
                hidden=sum(event.id not in known for event in events),
                requests=(after[index][0] - before[index][0]) / minutes,
                of_one=(after[index][1] - before[index][1]) / minutes,
                cpu=cpu[index] / minutes,
                idle_cpu=idle[index] * 60 / calm,
            )


def _watch(homes: Sequence[Remote], seconds: float) -> list[float]:
    for home in homes:
        home.begin("watch", seconds)
    return [home.finish() for home in homes]


def _span(way: Way, watched: float) -> float:
    """Return how long events count: whole intervals, whose polls were all watched.

    Else those that came at a lucky time of the interval would count more.
    """
    return max(1, (watched - MARGIN) // way.interval - 1) * way.interval


def _delay(found: Found) -> list[str]:
    if not found.delays:
        return ["", ""]
    half, most = median(found.delays), percentile(found.delays, 95)
    return [f"{half:.2f} s", f"{most:.2f} s"]


def _hidden(found: Found) -> str:
    return f"{found.hidden / max(1, found.events):.0%}"


def _requests(found: Found) -> str:
    """Spell how many requests there were, and of them those for a late picture."""
    pictures = f" ({found.of_one:.0f} for pictures)" if found.of_one else ""
    return f"{found.requests:,.0f}{pictures}"


def _long_table(found: Sequence[Found]) -> str:
    return table(
        [
            "cameras, way",
            "entities",
            "sensor on after, median",
            "95th percentile",
            "of so many events",
            "events without a state of their own",
            "requests a minute",
            "processor a minute",
            "memory",
        ],
        [
            [
                f"{item.cameras}, {item.way.name}",
                str(item.entities),
                *_delay(item),
                f"{len(item.delays)} of {item.events}",
                f"{item.hidden} ({_hidden(item)})",
                _requests(item),
                f"{item.cpu:.2f} s",
                mb(item.memory),
            ]
            for item in found
        ],
    )


def _short_table(found: Sequence[Found]) -> str:
    return table(
        [
            "cameras, way",
            "sensor on after",
            "events not shown",
            "requests a minute",
            "processor a minute",
            "memory",
        ],
        [
            [
                f"{item.cameras}, {item.way.name}",
                _delay(item)[0],
                _hidden(item),
                _requests(item),
                f"{item.cpu:.1f} s",
                mb(item.memory),
            ]
            for item in found
            if item.way.quick and item.way.interval == INTERVAL
        ],
    )
