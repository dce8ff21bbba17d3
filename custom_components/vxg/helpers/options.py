"""Options of a config entry, with their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
import re
from typing import Any, Self

from homeassistant.config_entries import ConfigEntry

from ..const import (
    CONF_CLOCKS_BEHIND,
    CONF_DOORBELL_TYPES,
    CONF_HOLD_TIME,
    CONF_LATE_EVENTS,
    CONF_MAX_AGE,
    CONF_OBJECTS,
    CONF_POLL_INTERVAL,
    DEFAULT_HOLD_TIME,
    DEFAULT_MAX_AGE,
    DEFAULT_POLL_INTERVAL,
    LATE_FIRE,
    LATE_QUIET,
)

# Shorter ones may be rounded to none: polls would follow each other without a pause.
MIN_SECONDS = 0.01
# What the form accepts at most; a camera's clock may be wrong by more.
MAX_SECONDS = 3600
MAX_LAG_SECONDS = 24 * 3600

CAMERA_ID = re.compile(r"[0-9]{1,19}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of an entry.

    Event sensors stay on for `hold_time`. An event older than `max_age` when first read
    is late; entities show it only with `fire_late`. `clock_lags` are how much cameras'
    clocks are behind, by camera id. All cameras have sensors for `objects`. Event
    types in `doorbell_types` are doorbells, too.
    """

    hold_time: timedelta
    poll_interval: timedelta
    max_age: timedelta
    fire_late: bool
    clock_lags: Mapping[int, timedelta]
    objects: frozenset[str] = frozenset()
    doorbell_types: frozenset[str] = frozenset()

    @classmethod
    def from_entry(cls, entry: ConfigEntry) -> Self:
        """Return the options of an entry."""
        lags = entry.options.get(CONF_CLOCKS_BEHIND)

        def duration(key: str, default: int) -> timedelta:
            seconds = _seconds(entry.options.get(key))
            if seconds is None or not MIN_SECONDS <= seconds <= MAX_SECONDS:
                seconds = default
            return timedelta(seconds=seconds)

        return cls(
            hold_time=duration(CONF_HOLD_TIME, DEFAULT_HOLD_TIME),
            poll_interval=duration(CONF_POLL_INTERVAL, DEFAULT_POLL_INTERVAL),
            max_age=duration(CONF_MAX_AGE, DEFAULT_MAX_AGE),
            fire_late=entry.options.get(CONF_LATE_EVENTS, LATE_QUIET) == LATE_FIRE,
            objects=_texts(entry.options.get(CONF_OBJECTS)),
            doorbell_types=_texts(entry.options.get(CONF_DOORBELL_TYPES)),
            clock_lags={
                int(camera_id): timedelta(seconds=seconds)
                for camera_id, lag in (lags if isinstance(lags, dict) else {}).items()
                if CAMERA_ID.fullmatch(str(camera_id))
                and (seconds := _seconds(lag)) is not None
                and abs(seconds) <= MAX_LAG_SECONDS
            },
        )


def _texts(value: Any) -> frozenset[str]:
    """Return a list of texts; none for what a hand wrote."""
    return frozenset(map(str, value if isinstance(value, list) else ()))


def _seconds(value: Any) -> float | None:
    """Return a number of seconds; None for what an older version or a hand wrote."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError, OverflowError:
        return None
