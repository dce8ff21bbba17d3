"""Compare the integration with `rest` sensors that poll the same events."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from time import sleep, time

from .activations import activations, events_with_own_state
from .cloud import RequestRates, clouds
from .event_writing import event_writing_report
from .plan import Plan
from .remote import Remote
from .tables import mb, percentile, table
from .variants import POLL_INTERVAL, VARIANTS, RecordedStates, Variant, state_recorder

# Seconds until the last events were read and delivered.
DELIVERY_MARGIN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantResult:
    """Figures of a variant; requests and processor time (seconds) are per minute.

    `delays` are of events that found
    their sensor off; `hidden` events have no state of their own.
    """

    cameras: int
    variant: Variant
    entities: int
    memory: int
    events: int
    delays: Sequence[float]
    hidden: int
    requests: RequestRates
    cpu: float
    idle_cpu: float


def rest_comparison_report(plan: Plan) -> Iterator[str]:
    """Measure all variants at once, with the same events."""
    results = [
        result
        for seed, (cameras, rate, seconds) in enumerate(plan.rest_comparison)
        for result in _measure(cameras, rate, seconds, plan.idle_seconds, seed)
    ]
    yield "### Beside `rest`\n"
    yield _long_table(results)
    yield (
        "\nContained in it is what an idle Home Assistant takes of the processor:"
        f" {median(result.idle_cpu for result in results):.2f} s a minute.\n"
    )
    yield from event_writing_report(plan)
    yield "\n### Beside `rest`, in short\n"
    yield _short_table(results)


def _measure(
    cameras: int, rate: float, seconds: float, idle_seconds: float, seed: int
) -> Iterator[VariantResult]:
    with Remote(clouds) as cloud, ExitStack() as stack:
        small, access = cloud.call("open", 1), cloud.call("open", cameras)
        accesses = [
            cloud.call("access_for", access, variant.name) for variant in VARIANTS
        ]
        homes = [
            stack.enter_context(Remote(state_recorder, variant, small))
            for variant in VARIANTS
        ]
        idle = _measure_cpu(homes, idle_seconds)
        for home, own_access in zip(homes, accesses, strict=True):
            home.call("set_up", own_access)
        sleep(idle_seconds)
        requests_before = [cloud.call("requests", own) for own in accesses]
        cloud.call("start_bursts", access, rate, seed)
        started = time()
        cpu = _measure_cpu(homes, seconds)
        requests_after = [cloud.call("requests", own) for own in accesses]
        cloud.call("stop_events", access)
        stored = cloud.call("stored", access)
        minutes = seconds / 60
        for index, variant in enumerate(VARIANTS):
            recorded: RecordedStates = homes[index].call("recorded")
            end = started + _counted_seconds(variant, seconds)
            events = [event for event in stored if event.listed < end]
            activated = list(activations(events, recorded.switched, variant.hold))
            represented = events_with_own_state(activated, recorded.shown)
            yield VariantResult(
                cameras=cameras,
                variant=variant,
                entities=recorded.entities,
                memory=recorded.memory,
                events=len(events),
                delays=[delay for group in activated for delay in group.values()],
                hidden=sum(event.id not in represented for event in events),
                requests=requests_after[index].per_minute(
                    requests_before[index], minutes
                ),
                cpu=cpu[index] / minutes,
                idle_cpu=idle[index] * 60 / idle_seconds,
            )


def _measure_cpu(homes: Sequence[Remote], seconds: float) -> list[float]:
    for home in homes:
        home.start_call("measure_cpu", seconds)
    return [home.finish_call() for home in homes]


def _counted_seconds(variant: Variant, seconds: float) -> float:
    """Return for how long events count: whole intervals, so that none is favored."""
    return (
        max(1, (seconds - DELIVERY_MARGIN) // variant.interval - 1) * variant.interval
    )


def _delay(result: VariantResult) -> list[str]:
    if not result.delays:
        return ["", ""]
    half, most = median(result.delays), percentile(result.delays, 95)
    return [f"{half:.2f} s", f"{most:.2f} s"]


def _hidden(result: VariantResult) -> str:
    return f"{result.hidden / max(1, result.events):.0%}"


def _requests(result: VariantResult) -> list[str]:
    """Format the numbers of requests, and of those for single events, and the bytes."""
    requests = result.requests
    single = f" ({requests.single_events:.0f})" if requests.single_events else ""
    return [f"{requests.count:,.0f}{single}", f"{requests.size / 1000:,.0f} kB"]


def _long_table(results: Sequence[VariantResult]) -> str:
    return table(
        [
            "cameras, way",
            "entities",
            "sensor on after, median",
            "95th percentile",
            "of so many events",
            "events without a state of their own",
            "requests a minute",
            "data a minute",
            "processor a minute",
            "memory",
        ],
        [
            [
                f"{result.cameras}, {result.variant.name}",
                str(result.entities),
                *_delay(result),
                f"{len(result.delays)} of {result.events}",
                f"{result.hidden} ({_hidden(result)})",
                *_requests(result),
                f"{result.cpu:.2f} s",
                mb(result.memory),
            ]
            for result in results
        ],
    )


def _short_table(results: Sequence[VariantResult]) -> str:
    return table(
        [
            "cameras, way",
            "sensor on after",
            "events not shown",
            "requests a minute",
            "data a minute",
            "processor a minute",
            "memory",
        ],
        [
            [
                f"{result.cameras}, {result.variant.name}",
                _delay(result)[0],
                _hidden(result),
                *_requests(result),
                f"{result.cpu:.1f} s",
                mb(result.memory),
            ]
            for result in results
            if result.variant.quick and result.variant.interval == POLL_INTERVAL
        ],
    )
