"""Exponential back-off."""

from datetime import timedelta

# Exceeds every maximum in use, and keeps the number small.
MAX_DOUBLINGS = 10


def exponential_delay(base: timedelta, failures: int, maximum: timedelta) -> timedelta:
    """Return `base`, doubled for each failure in a row, at most `maximum`."""
    return min(maximum, base * (1 << min(failures, MAX_DOUBLINGS)))
