"""Spans of time as people name them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.vxg.assist.periods import (
    PERIODS,
    period_of_length,
    resolve_period,
)

BERLIN = ZoneInfo("Europe/Berlin")
# A Tuesday.
NOON = "2026-11-24 12:30"
SECOND_TO = timedelta(microseconds=1)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.fixture(autouse=True)
async def _zone(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")


@pytest.mark.parametrize(
    ("name", "now", "start", "end"),
    [
        ("today", NOON, "2026-11-24 00:00", None),
        ("yesterday", NOON, "2026-11-23 00:00", "2026-11-24 00:00"),
        ("this_morning", NOON, "2026-11-24 05:00", "2026-11-24 12:00"),
        ("this_morning", "2026-11-24 09:00", "2026-11-24 05:00", None),
        ("this_afternoon", NOON, "2026-11-24 12:00", None),
        # It has not begun, and nothing can have happened in it.
        ("this_evening", NOON, NOON, None),
        ("tonight", "2026-11-24 23:00", "2026-11-24 18:00", None),
        ("last_night", NOON, "2026-11-23 20:00", "2026-11-24 06:00"),
        ("last_night", "2026-11-24 03:00", "2026-11-23 20:00", None),
        ("yesterday_morning", NOON, "2026-11-23 05:00", "2026-11-23 12:00"),
        ("yesterday_afternoon", NOON, "2026-11-23 12:00", "2026-11-23 18:00"),
        ("yesterday_evening", NOON, "2026-11-23 17:00", "2026-11-24 00:00"),
        ("this_week", NOON, "2026-11-23 00:00", None),
        ("last_hour", NOON, "2026-11-24 11:30", None),
        ("last_24_hours", NOON, "2026-11-23 12:30", None),
        ("last_7_days", NOON, "2026-11-17 12:30", None),
        ("last_30_days", NOON, "2026-10-25 12:30", None),
        # Clocks were set back at three, so that day had 25 hours.
        ("today", "2026-10-25 20:00", "2026-10-25 00:00", None),
        ("this_morning", "2026-10-25 20:00", "2026-10-25 05:00", "2026-10-25 12:00"),
        ("yesterday", "2026-10-26 09:00", "2026-10-25 00:00", "2026-10-26 00:00"),
        ("this_week", "2026-03-29 09:00", "2026-03-23 00:00", None),
    ],
)
def test_a_span_is_what_people_mean_by_it(
    name: str, now: str, start: str, end: str | None
) -> None:
    meant = resolve_period(name, berlin(now).astimezone(UTC))
    assert dt_util.as_utc(meant.start) == dt_util.as_utc(berlin(start))
    if end is None:
        assert meant.end is None
    else:
        # Midnight belongs to the day that begins with it.
        assert dt_util.as_utc(meant.end) == dt_util.as_utc(berlin(end)) - SECOND_TO


def test_every_name_is_known_and_begins_before_now() -> None:
    now = datetime(2026, 11, 24, 11, tzinfo=UTC)
    for name in PERIODS:
        meant = resolve_period(name, now)
        assert meant.start <= now
        assert meant.end is None or meant.start < meant.end < now


def test_a_lasting_span_ends_now() -> None:
    now = datetime(2026, 11, 24, 11, tzinfo=UTC)
    meant = period_of_length(timedelta(minutes=5), now)
    assert meant.start == now - timedelta(minutes=5)
    assert meant.end is None
