"""How fast the card is, as a Markdown table."""

from collections.abc import Iterator
import gzip
from statistics import median

from playwright.sync_api import Browser

from .page import SHIPPED, CardServer, card_page
from .trace import traced_tasks

BUNDLE = SHIPPED / "frontend" / "vxg-events-card.js"
REPETITIONS = 5
# A brisk turn of a wheel, in pixels a frame.
ORDINARY_STEP = 40
STEPS = 20_000 / ORDINARY_STEP
SLOWED = 6


def first_events(
    browser: Browser, server: CardServer, times: int
) -> tuple[float, float]:
    """Return how long after the answer events are on the screen, in milliseconds.

    The second number is the processor time that the page uses from the answer on.
    """
    taken: list[float] = []
    used: list[float] = []
    for _ in range(REPETITIONS):
        with card_page(browser, server, wait=1, events=300) as page:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": times})
            taken.append(page.evaluate("harness.start(), harness.shown()"))
        with card_page(browser, server, wait=1, events=300) as page:
            script = "harness.start(), harness.shown()"
            used.append(sum(traced_tasks(browser, page, script, "answered")))
    return median(taken), median(used)


def new_event(browser: Browser, server: CardServer) -> float:
    """Return how long after its message an event is on the screen, in milliseconds."""
    with card_page(browser, server, events=10_000) as page:
        page.wait_for_timeout(500)
        taken: list[float] = [
            page.evaluate("harness.shown(harness.raise().event_id)")
            for _ in range(REPETITIONS)
        ]
    return median(taken)


def scrolling(browser: Browser, server: CardServer) -> Iterator[str]:
    """Yield rows on scrolling through 10,000 events."""
    with card_page(
        browser, server, size=(1280, 900), events=10_000, width="1000px"
    ) as page:
        fast = page.evaluate("harness.scroll(100000, 300)")
        page.wait_for_timeout(500)
        tasks = traced_tasks(browser, page, f"harness.scroll(20000, {-ORDINARY_STEP})")
        scrolled = page.evaluate(f"harness.scroll(20000, {ORDINARY_STEP})")
    elements = max(fast["elements"], scrolled["elements"])
    yield row("elements in the document", "400", f"{elements}")
    yield row(
        "longest task at ordinary scrolling, processor time of the page",
        "50 ms",
        f"{max(tasks):.0f} ms",
    )
    yield row("the same, all tasks, for each frame", "", f"{sum(tasks) / STEPS:.1f} ms")
    yield row("longest frame, by the clock", "50 ms", f"{scrolled['longest']:.0f} ms")


def row(what: str, limit: str, measured: str) -> str:
    """Return a row of the table."""
    return f"| {what} | {limit} | {measured} |"


def measure(browser: Browser, server: CardServer) -> Iterator[str]:
    """Yield the lines of the table."""
    size = len(gzip.compress(BUNDLE.read_bytes(), mtime=0)) / 1000
    yield "| events card | at most | measured |"
    yield "| --- | ---: | ---: |"
    yield row("bundle, compressed", "60 kB", f"{size:.0f} kB")
    for name, times, limit in (
        ("first events on the screen after the answer", 1, 150),
        ("the same, processor slowed six times, by the clock", SLOWED, 400),
    ):
        taken, used = first_events(browser, server, times)
        yield row(name, f"{limit} ms", f"{taken:.0f} ms")
        if times == 1:
            yield row("processor time of the page until then", "", f"{used:.0f} ms")
            yield row("six times that", "400 ms", f"{used * SLOWED:.0f} ms")
    taken = new_event(browser, server)
    yield row("new event on the screen after its message", "200 ms", f"{taken:.0f} ms")
    yield from scrolling(browser, server)
