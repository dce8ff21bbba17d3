"""Clocks: a monotonic one, the house's and the cloud's. No other module reads one."""

from collections.abc import Callable
from datetime import datetime, timedelta
import time

from homeassistant.util import dt as dt_util

from ..aiovxg import VxgClient, VxgRefusedError, VxgRequestError, VxgResponseError
from ..const import CLOCK_INTERVAL, LOGGER


def monotonic() -> float:
    """Return seconds on a clock that nobody sets, for intervals, ages and deadlines.

    Its zero is arbitrary and changes with a restart. Tests replace this function to set
    the house's clock without time passing.
    """
    return time.monotonic()


def house_now() -> datetime:
    """Return the house's time in UTC, for display and for what people type.

    Somebody may set it at any time: nothing may wait, expire or be late by it.
    """
    return dt_util.utcnow()


class CloudClock:
    """The cloud's clock, by which events are late or fresh: ours may be wrong."""

    def __init__(
        self, client: VxgClient, on_skew: Callable[[timedelta], None] | None = None
    ) -> None:
        """Initialize; `on_skew` is called with each measured skew."""
        self._client = client
        self._on_skew = on_skew
        self._measured_at: datetime | None = None
        self._refused = False
        self.skew = timedelta()

    @property
    def is_synced(self) -> bool:
        """Whether the skew was measured, or the cloud does not report its time."""
        return self._measured_at is not None

    def now(self) -> datetime:
        """Return the cloud's time, as last measured."""
        return house_now() + self.skew

    def expiry(self, expires: datetime | None, default_ttl: timedelta) -> datetime:
        """Return when a signed URL expires, by default `default_ttl` from now."""
        now = self.now()
        # A time in the past cannot be right for a new URL.
        return now + default_ttl if expires is None or expires <= now else expires

    def invalidate(self) -> None:
        """Measure again with the next poll if the cloud refused to report its time."""
        if self._refused:
            self._measured_at = None

    async def async_measure_if_due(self) -> None:
        """Measure the skew every few minutes, since clocks may be set at any time.

        A cloud that does not report its time is assumed to agree with our clock. Raises
        VxgRequestError only if the first measurement fails for another reason.
        """
        before = house_now()
        if (
            self._measured_at is not None
            and timedelta() <= before - self._measured_at < CLOCK_INTERVAL
        ):
            return
        self._refused = False
        try:
            server = await self._client.server_time()
        except (VxgRefusedError, VxgResponseError) as err:
            LOGGER.debug("The cloud does not report its time: %s", err)
            self._refused = True
        except VxgRequestError as err:
            if not self.is_synced:
                raise
            LOGGER.debug("Could not measure the cloud's clock: %s", err)
        else:
            after = house_now()
            self.skew = server - (before + (after - before) / 2)
            if self._on_skew:
                self._on_skew(self.skew)
        self._measured_at = before
