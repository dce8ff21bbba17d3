"""Clocks: a monotonic one, and the house's. Nothing else reads them but the client."""

from datetime import datetime, timedelta
import time

from homeassistant.util import dt as dt_util


def monotonic() -> float:
    """Return seconds on a clock that nobody sets, for intervals, ages and deadlines.

    Its zero is arbitrary and changes with a restart. Tests replace this function to set
    the house's clock without time passing.
    """
    return time.monotonic()


def uptime() -> timedelta:
    """Return the monotonic time as a duration, for sums with other durations."""
    return timedelta(seconds=monotonic())


def house_now() -> datetime:
    """Return the house's time in UTC, for display and for what people type.

    Somebody may set it at any time: nothing may wait, expire or be late by it.
    """
    return dt_util.utcnow()


def boot_time() -> float:
    """Return seconds on a clock that also counts while the machine is suspended."""
    clock_id: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return monotonic() if clock_id is None else time.clock_gettime(clock_id)
