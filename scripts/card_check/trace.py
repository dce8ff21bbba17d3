"""The processor time of a page's tasks, which other programs of the machine do not change."""

from typing import Any

from playwright.sync_api import Browser, Page

CATEGORIES = ["toplevel", "blink.user_timing"]
TASK = "ThreadControllerImpl::RunTask"
BEGIN, END = "trace-begin", "trace-end"


def traced_tasks(
    browser: Browser, page: Page, script: str, begin: str = BEGIN
) -> list[float]:
    """Run a script, and return the milliseconds of each task of the page meanwhile.

    The tasks are those from a performance mark on, by default from the start.
    """
    session = browser.new_browser_cdp_session()
    events: list[dict[str, Any]] = []
    session.on("Tracing.dataCollected", lambda sent: events.extend(sent["value"]))
    completed: list[object] = []
    session.on("Tracing.tracingComplete", lambda sent: completed.append(sent))  # noqa: PLW0108
    config = {"includedCategories": CATEGORIES}
    session.send(
        "Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config}
    )
    page.evaluate(f"performance.mark('{BEGIN}')")
    page.evaluate(script)
    page.evaluate(f"performance.mark('{END}')")
    session.send("Tracing.end")
    while not completed:
        page.wait_for_timeout(20)
    session.detach()
    marks = {event["name"]: event for event in events if event["name"] in (begin, END)}
    first, last = marks[begin], marks[END]
    return [
        event["tdur"] / 1000
        for event in events
        if event["name"] == TASK
        and (event["pid"], event["tid"]) == (first["pid"], first["tid"])
        and first["ts"] < event["ts"] + event.get("dur", 0)
        and event["ts"] < last["ts"]
        and "tdur" in event
    ]
