"""Disk writes of the event log in a day: `python -m benchmarks.wear`.

Events happen at random on simulated time; the event log and the delays of its store
decide when what is saved. Sizes are those of the stored files.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from homeassistant.helpers.json import prepare_save_json

from custom_components.vxg.aiovxg import Event, EventLog
from custom_components.vxg.events.log_store import SAVE_DELAY, SAVE_INTERVAL

DAY = timedelta(hours=24)
MAX_AGE = timedelta(seconds=120)
RATES = (10, 100, 1_000, 10_000, 100_000)


def size(data: dict[str, Any]) -> int:
    """Return the size of a stored file in bytes."""
    store = {"version": 1, "minor_version": 1, "key": "vxg.ledger", "data": data}
    _, content = prepare_save_json(store, encoder=None)
    return len(content)


def simulate_day(rate: int, seed: int = 1) -> tuple[int, int, int]:
    """Return the saves, the archive saves and the bytes written of a day.

    It is the second day, when the log has reached its full size.
    """
    random = Random(seed)
    now = start_call = datetime(2024, 5, 1, tzinfo=UTC)
    log = EventLog(max_age=MAX_AGE)
    log.finish_read(log.window(now)[0], now)
    saves = archives = written = 0
    due: datetime | None = None
    free = now
    event_id = 0
    while now < start_call + 2 * DAY:
        now += timedelta(seconds=random.expovariate(rate / DAY.total_seconds()))
        if due is not None and due <= now:
            snapshot = log.snapshot(due)
            assert snapshot is not None
            counts = due > start_call + DAY
            if log.archive.is_due(due):
                log.archive.mark_saved(due)
                archives += counts
                written += size(snapshot.archive()) if counts else 0
            saves += counts
            written += size(snapshot.recent()) if counts else 0
            free = due + timedelta(seconds=SAVE_INTERVAL)
            due = None
        event_id += 1
        log.mark_seen(Event(id=event_id, camera_id=1, name="motion", time=now), now)
        log.finish_read(log.window(now)[0], now)
        if due is None:
            due = max(now + timedelta(seconds=SAVE_DELAY), free)
    return saves, archives, written


def main() -> None:
    """Print a table for several rates."""
    print("| events a day | saves | of them with archive | kB written |")
    print("|---|---|---|---|")
    for rate in RATES:
        saves, archives, written = simulate_day(rate)
        print(f"| {rate:,} | {saves:,} | {archives} | {written / 1000:,.0f} |")


if __name__ == "__main__":
    main()
