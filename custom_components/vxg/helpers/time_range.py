"""Ranges of time, both ends inclusive, and the days and hours that they are made of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from homeassistant.util import dt as dt_util

EPOCH = dt_util.utc_from_timestamp(0)


MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRange:
    """A stretch of time, both ends inclusive, as the cloud's windows are."""

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        """How long it is."""
        return self.end - self.start


def local_day_around(time: datetime) -> TimeRange:
    """Return the day around a time, as Home Assistant's zone has it."""
    return local_day(dt_util.as_local(time).date())


def local_day(day: date) -> TimeRange:
    """Return a day, as Home Assistant's zone has it."""
    start = dt_util.start_of_local_day(day)
    # Days are 23 to 25 hours long where clocks are changed.
    end = dt_util.start_of_local_day(day + timedelta(days=1))
    return TimeRange(start=dt_util.as_utc(start), end=dt_util.as_utc(end) - MICROSECOND)


def split_into_hours(day: TimeRange) -> list[TimeRange]:
    """Return the hours of a stretch of time, first to last."""
    hour = timedelta(hours=1)
    count = -(-(day.duration + MICROSECOND) // hour)
    return [
        TimeRange(
            start=day.start + number * hour,
            end=min(day.end, day.start + (number + 1) * hour - MICROSECOND),
        )
        for number in range(count)
    ]
