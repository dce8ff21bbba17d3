"""Holds that the numbers that documents promise are those of the code.

What they do is tested where they are used, with the constants themselves.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from custom_components.vxg import const
from custom_components.vxg.aiovxg import parse, transport
from custom_components.vxg.aiovxg.event_log import (
    awaited_images,
    freshness,
    known_ranges,
    listing_delays,
    read_plan,
    retention,
    state,
)
from custom_components.vxg.cameras.event_types import MAX_REFUSAL_PAUSE
from custom_components.vxg.cameras.state import MAX_EVENT_TYPES
from custom_components.vxg.events import (
    camera_reads,
    clock_lag,
    log_store,
    per_camera,
    poll_interval,
    sweep_schedule,
)
from custom_components.vxg.helpers import availability, entry_store, event_types
from custom_components.vxg.helpers.clocks import clock_offset, cloud_clock
from custom_components.vxg.media import images, remux
from custom_components.vxg.outbox import delivery, outbox, queue, stored_queues

ROOT = Path(__file__).parent.parent.parent
KB, MB = 1024, 1024 * 1024
DEFAULT_MAX_AGE = timedelta(seconds=const.DEFAULT_MAX_AGE)
WORDS = {3: "three", 4: "four", 5: "five", 6: "six", 9: "nine", 10: "ten"}
MAX_WAIT = read_plan.MAX_FULL_READ_INTERVAL * freshness.INTERVAL_TOLERANCE
EIGHTHS = int(8 * freshness.INTERVAL_TOLERANCE / 4)


def seconds(span: timedelta) -> str:
    """Return a number of seconds as the documents write it."""
    return f"{span.total_seconds():g} s"


def word(number: float) -> str:
    """Return a small whole number as a word."""
    return WORDS.get(int(number), str(number))


SECURITY = (
    f"({transport.MAX_BODY_SIZE // MB} MB for data,",
    f"{transport.MAX_ERROR_SIZE // KB} kB of an error",
    f"{images.MAX_SINGLE_IMAGE_BYTES // MB} MB for an image)",
    f"in time ({transport.TIMEOUT.total:g} s)",
    f"at most {MAX_EVENT_TYPES} event types and an event {parse.MAX_EVENT_TAGS} tags",
    f"up to {parse.MAX_NAME} characters",
    f"up to {event_types.MAX_DISPLAY_NAME} characters",
    f"in {word(remux.DEMUXER_OPTIONS['format_whitelist'].count(',') + 1)} known containers",
)

RELIABILITY = (
    f"{listing_delays.SAFETY_FACTOR:g} times the typical delay",
    f"the median of its last {word(listing_delays.TYPICAL_EVENTS)} events",
    f"{seconds(listing_delays.MIN_OVERLAP)} at least",
    f"{seconds(listing_delays.DEFAULT_OVERLAP)} until a delay is known",
    f"expected any moment (for {seconds(awaited_images.EXPECTED_WITHIN)})",
    f"Every {seconds(read_plan.MAX_FULL_READ_INTERVAL)} (every quarter of `max_age`",
    f"covers `max_age` + {seconds(read_plan.OVERLAP)} (",
    f"({seconds(DEFAULT_MAX_AGE + read_plan.OVERLAP)} by default)",
    f"every {const.SWEEP_INTERVAL // timedelta(minutes=1)} minutes over the last hour",
    f"over the last {sweep_schedule.DEEP_SWEEP_RANGE // timedelta(hours=1)} hours",
    f"(more than {seconds(MAX_WAIT)} without a read, or",
    f"more than {word(EIGHTHS)} eighths of `max_age`",
    f"the limit is {seconds(freshness.MAX_WAIT_CROWDED)} then",
    f"outage, or a pause of the machine, of more than {seconds(availability.GAP_AFTER)}",
    f"up to {word(poll_interval.MIN_STARTUP_SPREAD.total_seconds())} seconds (or a",
    f"longer interval, at most {seconds(poll_interval.MAX_STARTUP_SPREAD)}) more",
    f"headers of its last {word(clock_offset.MAX_SAMPLES)} responses",
    f"every {word(const.CLOCK_INTERVAL // timedelta(minutes=1))} minutes only if",
    f"more than {cloud_clock.CLOCK_TOLERANCE} s off is not believed before",
    f"before {word(clock_offset.MIN_AGREEING)} responses agree",
    f"({word(clock_lag.MIN_LAGGING_EVENTS)} late ones in a row",
    f"{delivery.VERIFY_AFTER} s later at the earliest",
    f"waits at most {outbox.STOP_TIMEOUT} s for requests",
    f"at most about {log_store.SAVE_INTERVAL} s under load, {log_store.SAVE_DELAY} s otherwise",
    f"written {log_store.SAVE_DELAY} s after an event and at most every",
    f"at most every {log_store.SAVE_INTERVAL} s",
    f"more than {retention.MAX_REMEMBERED_IDS:,} events in",
    f"events in {retention.ID_RETENTION // timedelta(hours=1)} hours",
    f"at most {state.MAX_RECENT_IDS:,} IDs",
    f"after each {state.MAX_UNARCHIVED_IDS:,} that are listed",
    f"(down to {seconds(read_plan.OVERLAP)})",
    f"over `max_age` + {seconds(sweep_schedule.CROWDED_SWEEP_OVERLAP)}",
    f"at most {word(per_camera.BATCH_SIZE)} cameras per second are polled",
    f"with 100 cameras, each is polled every {100 // per_camera.BATCH_SIZE} s",
    f"within {delivery.QUEUE_RETENTION.days} days",
    f"At most {stored_queues.MAX_QUEUED_EVENTS} events are queued",
    f"the cloud accepts {word(queue.MAX_BYPASSES)} of those",
    f"within the first {word(known_ranges.TRUSTED_AFTER // timedelta(minutes=1))} minutes",
    f"At most {freshness.MAX_UNDECIDED:,} are remembered",
    f"At most {awaited_images.MAX_AWAITED:,} images are awaited",
)

# Those that documents call a minute, half an hour, an hour or a day.
MINUTES = (
    availability.UNAVAILABLE_AFTER,
    camera_reads.MAX_PAUSE.total_seconds(),
    const.QUICK_SWEEP_INTERVAL.total_seconds(),
    entry_store.SAVE_RETRY_DELAY.total_seconds(),
    freshness.VERDICT_RETENTION.total_seconds(),
)
HOURS = (
    awaited_images.IMAGE_RETENTION,
    camera_reads.MAX_REFUSED_POLL_PAUSE,
    const.DEEP_SWEEP_INTERVAL,
    const.RECENT_EVENTS_RANGE,
    const.SWEEP_RANGE,
    const.TYPES_INTERVAL,
    state.RECENT_ID_RANGE,
    2 * state.ARCHIVE_INTERVAL,
    timedelta(seconds=const.MAX_RETRY_AFTER),
)


@pytest.mark.parametrize(
    ("page", "phrase"),
    [
        *(("SECURITY.md", phrase) for phrase in SECURITY),
        *(("docs/reliability.md", phrase) for phrase in RELIABILITY),
    ],
)
def test_a_promised_number_is_that_of_the_code(page: str, phrase: str) -> None:
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert phrase in text


def test_a_minute_is_a_minute_and_an_hour_is_an_hour() -> None:
    assert {*MINUTES} == {60}
    assert {*HOURS} == {timedelta(hours=1)}
    days = known_ranges.DAY, retention.ID_RETENTION, MAX_REFUSAL_PAUSE
    assert {*days} == {timedelta(days=1)}
    assert read_plan.full_read_interval(timedelta(seconds=80)) == timedelta(seconds=20)
    assert timedelta(seconds=1) == state.TIME_TOLERANCE == const.UNSETTLED_INTERVAL
    # Until an event is overtaken by those behind it.
    delays = (
        min(queue.RESEND_DELAY * 2**failures, queue.MAX_RESEND_DELAY)
        for failures in range(queue.MAX_ATTEMPTS)
    )
    assert sum(delays, timedelta()) > timedelta(minutes=30)
