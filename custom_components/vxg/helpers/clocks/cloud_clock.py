"""The cloud's clock."""

from asyncio import Lock
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ...aiovxg import (
    VxgAuthenticationError,
    VxgClient,
    VxgRefusedError,
    VxgRequestError,
    VxgResponseError,
)
from ...const import CLOCK_INTERVAL, LOGGER
from .. import clocks
from .clock_offset import MAX_SAMPLES, ClockOffset

# In seconds. Clocks that differ by more are surely not the same.
CLOCK_TOLERANCE = 30
# In seconds. `Date` has no fractions, and a proxy may add it a little later.
PROXY_TOLERANCE = 2
# In seconds. The resolution of `Date`.
DATE_STEP = 1
# In seconds. A server that fails to report its time for longer does not report it.
MAX_FAILURE_DURATION = 60
# In seconds. A `Date` that comes again after this long is that of a cache.
MAX_REPEATED = 5
# In seconds. A response that took longer was sent before a pause of the machine.
MAX_ELAPSED = 15
# Nothing outside of these times is the cloud's.
EARLIEST = datetime(2015, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
# Differences to the house's clock are reported if they change by more than this.
SKEW_STEP = timedelta(seconds=2)


class CloudClock:
    """The cloud's clock, by which events are late or fresh: ours may be wrong.

    It goes on with the monotonic clock, and is measured by the `Date` of each response.
    """

    def __init__(
        self, client: VxgClient, on_skew: Callable[[timedelta], None] | None = None
    ) -> None:
        """Initialize; `on_skew` is called when the skew has changed."""
        self._client = client
        self._on_skew = on_skew
        self._wall, self._boot = _local_offsets()
        # Assumed to agree with the house's clock.
        self._date = ClockOffset(self._wall, tolerance=CLOCK_TOLERANCE)
        # How far the server's clock is ahead of `Date`, which a proxy may have added.
        self._proxy = ClockOffset(0.0, tolerance=PROXY_TOLERANCE)
        # Whether the last response had one, and what that one said.
        self._has_date = False
        self._last_date: float | None = None
        # When the last ones were first seen.
        self._dates: dict[datetime, float] = {}
        # Whether the server's own time was compared with it.
        self._is_verified = False
        # What that time said, which has fractions: used while `Date` agrees.
        self._server_offset: float | None = None
        self._ask_at: float | None = None
        self._lock = Lock()
        self._refused = False
        # Since when each request for the server's time was answered with an error.
        self._failing_since: float | None = None
        self._responded_at = self._doubted_at = float("-inf")
        self._valid_since = EARLIEST
        self._reported_skew: timedelta | None = None
        # Seconds that the machine stood still, until somebody takes them.
        self._paused = 0.0
        client.on_date(self._record_date)

    @property
    def is_settled(self) -> bool:
        """Whether nothing speaks against the present time."""
        return self._date.is_settled and self._proxy.is_settled

    @property
    def skew(self) -> timedelta:
        """How far the cloud's clock is ahead of the house's."""
        return self.now() - clocks.house_now()

    def now(self) -> datetime:
        """Return the cloud's time."""
        return datetime.fromtimestamp(clocks.monotonic() + self._offset, UTC)

    def is_current(self, time: datetime) -> bool:
        """Whether a time that `now` returned is still right, so that events may be sorted.

        It is not while the clock is doubtful, and after it turned out to be wrong, nor if
        the machine stood still since the last response.
        """
        if self._has_jumped() or clocks.monotonic() - self._responded_at > MAX_ELAPSED:
            self._doubt()
        tolerance = timedelta(seconds=PROXY_TOLERANCE)
        return (
            self.is_settled
            and self._valid_since - tolerance <= time <= self.now() + tolerance
        )

    def take_pause(self) -> float:
        """Return for how many seconds the machine stood still since the last call.

        Only pauses that the monotonic clock did not count.
        """
        paused, self._paused = self._paused, 0.0
        return paused

    def expiry(self, expires: datetime | None, default_ttl: timedelta) -> timedelta:
        """Return the uptime at which a signed URL expires, by default `default_ttl`."""
        ttl = default_ttl if expires is None else expires - self.now()
        # A time in the past cannot be right for a new URL.
        return clocks.uptime() + (ttl if ttl > timedelta() else default_ttl)

    def invalidate(self) -> None:
        """Measure again with the next poll if the cloud refused to report its time."""
        if self._refused:
            self._ask_at = None

    async def async_measure_if_due(self) -> None:
        """Ask for the server's time if `Date` is missing, doubtful or not verified.

        A cloud that reports no time at all is assumed to agree with the house's clock.
        Raises VxgRequestError if it may still report it, and nothing else is known.
        """
        self._has_jumped()
        async with self._lock:
            if self._is_due:
                await self._measure()

    @property
    def _offset(self) -> float:
        correction = self._proxy.value
        offset = self._date.value
        if abs(correction) > PROXY_TOLERANCE:
            offset += correction
        exact = self._server_offset
        return offset if exact is None or abs(exact - offset) > DATE_STEP else exact

    @property
    def _is_due(self) -> bool:
        is_time = self._ask_at is None or clocks.monotonic() >= self._ask_at
        if self._has_date:
            return not self._proxy.is_settled or (not self._is_verified and is_time)
        return not self._date.is_settled or is_time

    async def _measure(self) -> None:
        started = clocks.monotonic()
        self._ask_at = started + CLOCK_INTERVAL.total_seconds()
        self._refused = False
        try:
            time = await self._client.server_time()
        # A 401 too: the time needs no token, so that says nothing about ours.
        except (VxgAuthenticationError, VxgRefusedError, VxgResponseError) as err:
            LOGGER.debug("The cloud does not report its time: %s", err)
            self._refused = True
        except VxgRequestError as err:
            is_unknown = not self._has_date and not self._date.is_settled
            if is_unknown and not self._fails_for_long(started):
                raise
            LOGGER.debug("Could not measure the cloud's clock: %s", err)
            self._refused = is_unknown
        else:
            self._failing_since = None
            if EARLIEST <= time < LATEST:
                middle = (started + clocks.monotonic()) / 2
                self._record_server_time(time.timestamp() - middle)
                return
            LOGGER.debug("The cloud reports an impossible time")
            self._refused = True
        self._is_verified = self._refused
        self._proxy.trust()
        if self._refused and not self._has_date:
            self._add(self._wall)

    def _fails_for_long(self, started: float) -> bool:
        """Return whether the server itself has failed to report its time for long."""
        if self._responded_at < started:
            self._failing_since = None
        elif self._failing_since is None:
            self._failing_since = started
        since = self._failing_since
        return since is not None and started - since >= MAX_FAILURE_DURATION

    def _record_server_time(self, offset: float) -> None:
        if self._last_date is None or not self._has_date:
            self._proxy.trust()
            self._add(offset - self._proxy.value)
            return
        self._is_verified = True
        self._server_offset = offset
        if self._proxy.add(offset - self._last_date):
            self._valid_since = self.now()
        self._report_skew()

    def _record_date(self, date: datetime | None, elapsed: float) -> None:
        """Record the `Date` of a response that came `elapsed` seconds after the request."""
        now = self._responded_at = clocks.monotonic()
        has_jumped = self._has_jumped()
        if elapsed > MAX_ELAPSED:
            self._doubt()
        if date is not None and self._is_repeated(date, now):
            date = None
        self._has_date = date is not None and EARLIEST <= date < LATEST
        # What was sent before a pause tells nothing about the time after it.
        was_doubted = has_jumped or now - elapsed < self._doubted_at
        if date is None or not self._has_date or was_doubted:
            return
        # It was cut to seconds, about in the middle of the request.
        self._last_date = date.timestamp() + 0.5 - (now - elapsed / 2)
        self._add(self._last_date)

    def _is_repeated(self, date: datetime, now: float) -> bool:
        """Return whether a cache repeats a `Date`, by which the clock would stand still."""
        first = self._dates[date] = self._dates.pop(date, now)
        if len(self._dates) > MAX_SAMPLES:
            del self._dates[next(iter(self._dates))]
        return now - first > MAX_REPEATED

    def _add(self, sample: float) -> None:
        before, was_measured = self._offset, self._date.is_measured
        was_settled = self._date.is_settled
        if self._date.add(sample):
            LOGGER.debug("The cloud's clock differs by %s s", self._offset - before)
            self._valid_since = self.now()
            if was_measured and self._has_date:
                self._paused += max(0.0, self._offset - before)
        elif was_settled and not self._date.is_settled:
            # The server or a proxy may have been set, so compare them again.
            self._proxy.is_settled = False
        self._report_skew()

    def _has_jumped(self) -> bool:
        """Notice a pause of the machine, or that somebody set the house's clock."""
        wall, boot = _local_offsets()
        has_jumped = (
            abs(wall - self._wall) > CLOCK_TOLERANCE
            or boot - self._boot > CLOCK_TOLERANCE
        )
        self._wall, self._boot = wall, boot
        if has_jumped:
            self._doubt()
            if not self._date.is_measured:
                self._date = ClockOffset(wall, tolerance=CLOCK_TOLERANCE)
        return has_jumped

    def _doubt(self) -> None:
        self._doubted_at = clocks.monotonic()
        self._date.is_settled = False

    def _report_skew(self) -> None:
        if self._on_skew is None or not self.is_settled:
            return
        skew = self.skew
        known = self._reported_skew
        if known is None or abs(skew - known) > SKEW_STEP:
            self._reported_skew = skew
            self._on_skew(skew)


def _local_offsets() -> tuple[float, float]:
    """Return how far the house's clock and the boot clock are ahead of `monotonic`."""
    now = clocks.monotonic()
    return clocks.house_now().timestamp() - now, clocks.boot_time() - now
