"""Reports of the command line, and the tables that they print."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from statistics import median
from time import sleep
from typing import Any

from .card import card_report
from .cloud import clouds
from .costs import OURS, YARDSTICK, costs
from .fleet import fleet_report
from .load import LoopMeasurement, load
from .plan import Plan
from .remote import Remote
from .rest_comparison import rest_comparison_report
from .steps import Step, StepStatistics
from .tables import mb, ms, percentile, table

VARIANT_NAMES = {OURS: "this integration", YARDSTICK: "yardstick"}


def costs_report(plan: Plan) -> Iterator[str]:
    """Measure the costs of polls, events and setup; sizes and variants take turns."""
    with ExitStack() as stack:
        cloud = stack.enter_context(Remote(clouds))
        small = cloud.call("open", 1)
        homes: dict[int, Remote] = {}
        for size in plan.sizes:
            home = Remote(costs, cloud.call("open", size))
            homes[size] = stack.enter_context(home)
            home.call("warm_up", small)
        cases = [(size, domain) for size in plan.sizes for domain in VARIANT_NAMES]
        setups = {case: homes[case[0]].call("set_up", case[1]) for case in cases}
        reloads: dict[tuple[int, str], list[float]] = defaultdict(list)
        costs_by_case: dict[tuple[int, str, str], list[float]] = defaultdict(list)
        for number in range(plan.rounds):
            for size, domain in cases:
                if number % 20 == 0:
                    reloads[size, domain].append(homes[size].call("reload", domain))
                for method in ("idle", "event"):
                    cost = homes[size].call(method, domain)
                    costs_by_case[size, domain, method].append(cost)
        yield "### Polls and events\n"
        yield table(
            ["cameras, variant", "idle poll", "event", "longest step"],
            [
                [
                    f"{size}, {VARIANT_NAMES[domain]}",
                    ms(median(costs_by_case[size, domain, "idle"])),
                    ms(median(costs_by_case[size, domain, "event"])),
                    _longest(_held(homes[size], plan.rounds, domain)),
                ]
                for size, domain in cases
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
                    f"{size}, {VARIANT_NAMES[domain]}",
                    str(setups[size, domain].entities),
                    f"{setups[size, domain].wall:.2f} s",
                    f"{median(reloads[size, domain]):.2f} s",
                    mb(setups[size, domain].memory),
                    _longest([homes[size].call("stats", 1, "reload", domain)]),
                ]
                for size, domain in cases
            ],
        )
        yield f"\n### A page of {plan.page} events\n"
        size = plan.sizes[-1]
        home = homes[size]
        rows = []
        for name, call_args in (
            ("all are new", ("event", OURS, plan.page)),
            ("all are known", ("idle", OURS)),
        ):
            if call_args[0] == "idle":
                home.call("preload", OURS, plan.page)
            cost = median(home.call(*call_args) for _ in range(5))
            rows.append([name, ms(cost), _longest([home.call("stats", 5, *call_args)])])
        yield table([f"{size} cameras", "processor", "longest step"], rows)


def _held(home: Remote, rounds: int, domain: str) -> list[StepStatistics]:
    return [home.call("stats", rounds, method, domain) for method in ("idle", "event")]


def _longest(stats: Sequence[StepStatistics]) -> str:
    """Format the longest steps by wall time and by processor time."""
    wall: Step = max((item.wall for item in stats), key=lambda step: step.wall)
    cpu: Step = max((item.cpu for item in stats), key=lambda step: step.cpu)
    return f"{ms(wall.wall)} ({ms(cpu.cpu)})"


def load_report(plan: Plan) -> Iterator[str]:
    """Measure a large entry under load, and the same Home Assistant without it."""
    with Remote(clouds) as cloud, Remote(load, True) as home:
        access = cloud.call("open", plan.sizes[-1])
        without = home.call("measure", plan.load)
        home.call("set_up", access, {})
        # Registries and the first states are being written.
        sleep(plan.settle)
        cloud.call("start_events", access, plan.rate, 1)
        with_integration = home.call("measure", plan.load)
        listed = cloud.call("stop_events", access)
    yield f"### {access.cameras} cameras, {plan.rate:g} events a second, {plan.load:g} s\n"
    yield table(
        ["", "without the integration", "with it"],
        [
            *(
                [
                    f"lag of the loop, {name}",
                    *(ms(f(run.lags)) for run in (without, with_integration)),
                ]
                for name, f in (
                    ("median", median),
                    ("99th percentile", lambda lags: percentile(lags, 99)),
                    ("longest", max),
                )
            ),
            *_integration_rows(with_integration, len(listed)),
        ],
    )


def _integration_rows(measurement: LoopMeasurement, listed: int) -> list[list[str]]:
    stats = measurement.stats
    slow_functions = ", ".join(stats.cpu_over)
    figures = {
        "longest step of ours": ms(stats.wall.wall),
        "the same without what other processes took": ms(stats.cpu.cpu),
        "steps of ours": f"{stats.steps}",
        "of these over 5 ms": f"{stats.wall_over}",
        "the same without what others took": f"{stats.cpu_over.total()} {slow_functions}".strip(),
        "longest garbage collection": ms(stats.gc_pause),
        "events listed": f"{listed}",
        "events delivered": f"{measurement.delivered}",
        "saves of the ledger": f"{measurement.saves}",
    }
    return [[name, "", figure] for name, figure in figures.items()]


def latency_report(plan: Plan) -> Iterator[str]:
    """Measure the time from the listing of an event to its state."""
    rows = []
    for interval, seconds, rate in plan.latency:
        with Remote(clouds) as cloud, Remote(load, False) as home:
            access = cloud.call("open", 20)
            home.call("set_up", access, {"poll_interval": interval, "max_age": 120})
            cloud.call("start_events", access, rate, interval)
            sleep(seconds)
            listed = cloud.call("stop_events", access)
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
    "rest": rest_comparison_report,
    "card": card_report,
    "fleet": fleet_report,
}
