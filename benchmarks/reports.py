"""What the command runs, and the tables it prints."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from statistics import median
from time import sleep
from typing import Any

from .cloud import clouds
from .costs import OURS, YARDSTICK, costs
from .load import Watched, load
from .plan import Plan
from .remote import Remote
from .rest_comparison import beside_report
from .steps import Held, Step
from .tables import mb, ms, percentile, table

NAMES = {OURS: "this integration", YARDSTICK: "yardstick"}


def costs_report(plan: Plan) -> Iterator[str]:
    """Measure what polls, events and set-up cost."""
    with ExitStack() as stack:
        cloud = stack.enter_context(Remote(clouds))
        small = cloud.call("open", 1)
        homes: dict[int, Remote] = {}
        for size in plan.sizes:
            home = Remote(costs, cloud.call("open", size))
            homes[size] = stack.enter_context(home)
            home.call("warm_up", small)
        kinds = [(size, domain) for size in plan.sizes for domain in NAMES]
        first = {kind: homes[kind[0]].call("set_up", kind[1]) for kind in kinds}
        again: dict[tuple[int, str], list[float]] = defaultdict(list)
        found: dict[tuple[int, str, str], list[float]] = defaultdict(list)
        for number in range(plan.rounds):
            for size, domain in kinds:
                if number % 20 == 0:
                    again[size, domain].append(homes[size].call("reload", domain))
                for method in ("idle", "event"):
                    cost = homes[size].call(method, domain)
                    found[size, domain, method].append(cost)
        yield "### Polls and events\n"
        yield table(
            ["cameras, variant", "idle poll", "event", "longest step"],
            [
                [
                    f"{size}, {NAMES[domain]}",
                    ms(median(found[size, domain, "idle"])),
                    ms(median(found[size, domain, "event"])),
                    _longest(_held(homes[size], plan.rounds, domain)),
                ]
                for size, domain in kinds
            ],
        )
        yield "\n### Set-up and memory\n"
        yield table(
            [
                "cameras, variant",
                "entities",
                "first set-up",
                "later set-up",
                "memory",
                "longest step",
            ],
            [
                [
                    f"{size}, {NAMES[domain]}",
                    str(first[size, domain].entities),
                    f"{first[size, domain].wall:.2f} s",
                    f"{median(again[size, domain]):.2f} s",
                    mb(first[size, domain].memory),
                    _longest([homes[size].call("held", 1, "reload", domain)]),
                ]
                for size, domain in kinds
            ],
        )
        yield f"\n### A page of {plan.page} events\n"
        size = plan.sizes[-1]
        home = homes[size]
        rows = []
        for name, words in (
            ("all are new", ("event", OURS, plan.page)),
            ("all are known", ("idle", OURS)),
        ):
            if words[0] == "idle":
                home.call("fill", OURS, plan.page)
            cost = median(home.call(*words) for _ in range(5))
            rows.append([name, ms(cost), _longest([home.call("held", 5, *words)])])
        yield table([f"{size} cameras", "processor", "longest step"], rows)


def _held(home: Remote, rounds: int, domain: str) -> list[Held]:
    return [home.call("held", rounds, method, domain) for method in ("idle", "event")]


def _longest(held: Sequence[Held]) -> str:
    """Spell the longest steps: by the clock, and by the processor alone."""
    wall: Step = max((item.wall for item in held), key=lambda step: step.wall)
    cpu: Step = max((item.cpu for item in held), key=lambda step: step.cpu)
    return f"{ms(wall.wall)} ({ms(cpu.cpu)})"


def load_report(plan: Plan) -> Iterator[str]:
    """Measure a large entry under load, beside a Home Assistant without it."""
    with Remote(clouds) as cloud, Remote(load, True) as home:
        place = cloud.call("open", plan.sizes[-1])
        without = home.call("watch", plan.load)
        home.call("set_up", place, {})
        # Home Assistant stores its registries, and the recorder its first states.
        sleep(plan.settle)
        cloud.call("start_events", place, plan.rate, 1)
        with_us = home.call("watch", plan.load)
        listed = cloud.call("stop_events", place)
    yield f"### {place.cameras} cameras, {plan.rate:g} events a second, {plan.load:g} s\n"
    yield table(
        ["", "without the integration", "with it"],
        [
            *(
                [
                    f"lag of the loop, {name}",
                    *(ms(f(run.lags)) for run in (without, with_us)),
                ]
                for name, f in (
                    ("median", median),
                    ("99th percentile", lambda lags: percentile(lags, 99)),
                    ("longest", max),
                )
            ),
            *_own(with_us, len(listed)),
        ],
    )


def _own(watched: Watched, listed: int) -> list[list[str]]:
    held = watched.held
    blame = ", ".join(held.cpu_over)
    figures = {
        "longest step of ours": ms(held.wall.wall),
        "the same without what other processes took": ms(held.cpu.cpu),
        "steps of ours": f"{held.steps}",
        "of these over 5 ms": f"{held.wall_over}",
        "the same without what others took": f"{held.cpu_over.total()} {blame}".strip(),
        "longest garbage collection": ms(held.collection),
        "events listed": f"{listed}",
        "events delivered": f"{watched.delivered}",
        "saves of the ledger": f"{watched.saves}",
    }
    return [[name, "", figure] for name, figure in figures.items()]


def latency_report(plan: Plan) -> Iterator[str]:
    """Measure how long after it was listed an event's state is written."""
    rows = []
    for interval, seconds, rate in plan.latency:
        with Remote(clouds) as cloud, Remote(load, False) as home:
            place = cloud.call("open", 20)
            home.call("set_up", place, {"poll_interval": interval, "max_age": 120})
            cloud.call("start_events", place, rate, interval)
            sleep(seconds)
            listed = cloud.call("stop_events", place)
            sleep(interval + 1)
            written = home.call("written")
            trip = median(home.call("round_trips", 20))
        delays = [written[key] - time for key, time in listed.items()]
        half, most = interval / 2 + trip, interval + trip
        rows.append(
            [
                f"{interval} s",
                str(len(delays)),
                ms(trip),
                f"{median(delays):.3f} s ({median(delays) / half:.0%})",
                f"{percentile(delays, 95):.3f} s ({percentile(delays, 95) / most:.0%})",
            ]
        )
    yield "### From listed to written\n"
    yield table(
        [
            "poll interval",
            "events",
            "round trip",
            "median (of half an interval and a round trip)",
            "95th percentile (of an interval and a round trip)",
        ],
        rows,
    )


REPORTS: dict[str, Any] = {
    "costs": costs_report,
    "load": load_report,
    "latency": latency_report,
    "rest": beside_report,
}
