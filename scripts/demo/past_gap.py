"""A time of the demo's day in which the cloud could not be read.

Home Assistant has just been started, so it knows of none. It is told of one.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from .client import HomeAssistantClient, wait_until
from .settings import DemoError

# The gap contains an event that is about as old.
AGE = timedelta(hours=6)
BEFORE = timedelta(minutes=11)
AFTER = timedelta(minutes=14)


async def add_past_gap(home: HomeAssistantClient) -> None:
    """Tell Home Assistant of a gap, and how many of the events were found later."""
    (entry,) = await home.command("config_entries/get", domain="vxg")
    entry_id = entry["entry_id"]

    async def list_events(**fields: Any) -> list[dict[str, Any]] | None:
        try:
            page = await home.command("vxg/events/list", entry_id=entry_id, **fields)
        except DemoError:
            # The entry is being set up.
            return None
        events: list[dict[str, Any]] = page["events"]
        return events

    end = (datetime.now(UTC) - AGE).isoformat()
    (event,) = await wait_until(
        "The list of events", lambda: list_events(end=end, limit=1)
    )
    time = datetime.fromisoformat(event["time"])
    period = {"start": (time - BEFORE).isoformat(), "end": (time + AFTER).isoformat()}
    found = await list_events(**period, limit=200) or []
    gap = {"entry_id": entry_id, "camera_id": None, "recovered": len(found)}
    await home.post("/api/events/vxg_gap", json=gap | period)
