"""Periods of time as people name them, in Home Assistant's time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Start and end of a period; without an end it lasts until now."""

    start: datetime
    end: datetime | None = None


# Start and end of periods in hours from the start of today; without an end they last
# until now.
_CLOCK_PERIODS: dict[str, tuple[int, int | None]] = {
    "today": (0, None),
    "yesterday": (-24, 0),
    "this_morning": (5, 12),
    "this_afternoon": (12, 18),
    "this_evening": (17, None),
    "tonight": (18, None),
    "last_night": (-4, 6),
    "yesterday_morning": (-19, -12),
    "yesterday_afternoon": (-12, -6),
    "yesterday_evening": (-7, 0),
}
_ROLLING_PERIODS: dict[str, timedelta] = {
    "last_hour": timedelta(hours=1),
    "last_24_hours": timedelta(hours=24),
    "last_7_days": timedelta(days=7),
    "last_30_days": timedelta(days=30),
}
_THIS_WEEK = "this_week"

PERIODS = (*_CLOCK_PERIODS, *_ROLLING_PERIODS, _THIS_WEEK)


def resolve_period(name: str, now: datetime) -> Period:
    """Return the period for one of PERIODS; it ends now at the latest."""
    if (length := _ROLLING_PERIODS.get(name)) is not None:
        return period_of_length(length, now)
    midnight = dt_util.start_of_local_day(dt_util.as_local(now))
    if name == _THIS_WEEK:
        return Period(start=_at(midnight, -24 * midnight.weekday()))
    first, last = _CLOCK_PERIODS[name]
    start = min(_at(midnight, first), now)
    end = None if last is None else _at(midnight, last)
    # Both ends are inclusive, but midnight belongs to one day only.
    inclusive_end = (
        None if end is None or end > now else end - timedelta(microseconds=1)
    )
    return Period(start=start, end=inclusive_end)


def period_of_length(length: timedelta, now: datetime) -> Period:
    """Return the period of a length that ends now."""
    return Period(start=now - length)


def _at(midnight: datetime, hours: int) -> datetime:
    """Return the time a number of hours by the clock after midnight.

    Python adds wall clock time, so days on which the clocks change are handled.
    """
    return midnight + timedelta(hours=hours)
