"""Times that people or files name, and time ranges: days, the hours of a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from homeassistant.util import dt as dt_util

from ..aiovxg import is_encodable

EPOCH = dt_util.utc_from_timestamp(0)
# Years of days that can have events.
MIN_YEAR, MAX_YEAR = 1970, 2100
# The resolution of times: a day or an hour ends this much before the next one.
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRange:
    """A range of time, both ends inclusive, as in the API."""

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        """Duration of the range."""
        return self.end - self.start


def is_plausible_day(day: date) -> bool:
    """Return whether a day can have events."""
    return MIN_YEAR <= day.year < MAX_YEAR


def local_day_around(time: datetime) -> TimeRange:
    """Return the range of the day around a time in Home Assistant's time zone."""
    return local_day(dt_util.as_local(time).date())


def local_day(day: date) -> TimeRange:
    """Return the range of a day in Home Assistant's time zone."""
    start = dt_util.start_of_local_day(day)
    # Not 24 hours later on days when the clock changes.
    end = dt_util.start_of_local_day(day + timedelta(days=1))
    return TimeRange(start=dt_util.as_utc(start), end=dt_util.as_utc(end) - MICROSECOND)


def days_in_zone(day: date, zone: tzinfo | None) -> set[date]:
    """Return the days in Home Assistant's time zone that a day in another one touches."""
    if zone is None:
        return {day}
    ends = (datetime.combine(day, end, zone) for end in (time.min, time.max))
    return {dt_util.as_local(end).date() for end in ends}


async def async_get_zone(name: str | None) -> tzinfo | None:
    """Return a time zone; None if it is unknown."""
    try:
        return await dt_util.async_get_time_zone(name or "")
    except OSError, ValueError:
        # A name that is no path of a file.
        return None


def split_into_hours(day: TimeRange) -> list[TimeRange]:
    """Return the hours of a range, first to last."""
    hour = timedelta(hours=1)
    count = -(-(day.duration + MICROSECOND) // hour)
    return [
        TimeRange(
            start=day.start + number * hour,
            end=min(day.end, day.start + (number + 1) * hour - MICROSECOND),
        )
        for number in range(count)
    ]


def parse_time(value: Any) -> datetime | None:
    """Return a time in ISO 8601, with or without a time zone; None if it is not one."""
    # ciso8601 2.3.3 ends the process for a lone surrogate.
    if not isinstance(value, str) or not is_encodable(value):
        return None
    try:
        return dt_util.parse_datetime(value)
    except ValueError, OverflowError:
        # Such as November 31, or the year 0.
        return None
