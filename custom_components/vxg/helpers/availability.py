"""Availability of the cloud, and gaps in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.event import async_call_later
from homeassistant.util.hass_dict import HassKey

from ..aiovxg import in_batches
from ..const import DOMAIN, EVENT_VXG_GAP
from . import clocks
from .signals import signal_availability, signal_gap, signal_polled

# In seconds. An event sensor that is off while the cloud is unavailable would mislead an alarm.
UNAVAILABLE_AFTER = 60
# Cameras per turn of the event loop: all states of each change, which takes up to a
# millisecond on a fast machine.
NOTIFY_BATCH = 3
# Polls overlap by this much, so a shorter outage misses nothing.
GAP_AFTER = timedelta(seconds=30)

# The last success before an outage during which an entry is reloaded, by entry id.
OUTAGES: HassKey[dict[str, float]] = HassKey(f"{DOMAIN}_outages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time without a read; `recovered` is the number of events found after it."""

    start: datetime
    end: datetime
    recovered: int


@dataclass(slots=True, kw_only=True)
class CameraOutage:
    """One camera cannot be read, `since` a time on the monotonic clock."""

    since: float
    timer: CALLBACK_TYPE | None
    available: bool = True


class CloudAvailability:
    """Track whether the cloud is available, allowing for short outages.

    Where cameras are read one by one, a single one may be unavailable.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        camera_ids: Callable[[], Iterable[int]],
    ) -> None:
        """Initialize as available; `camera_ids` returns the cameras to notify."""
        self._hass = hass
        self._entry = entry
        self._entry_id = entry.entry_id
        self._camera_ids = camera_ids
        # On the monotonic clock, as is the end of the last outage.
        outages = hass.data.setdefault(OUTAGES, {})
        self.last_success = outages.get(entry.entry_id, clocks.monotonic())
        self.last_outage: Gap | None = None
        self.last_outage_end = float("-inf")
        self.failing = entry.entry_id in outages
        self.has_polled = False
        self._timer: CALLBACK_TYPE | None = None
        self.available = True
        self.last_gap: Gap | None = None
        self._camera_outages: dict[int, CameraOutage] = {}
        self._is_stopped = False

    @callback
    def poll_succeeded(
        self, recovered: int, *, interval: timedelta | None, paused: float
    ) -> bool:
        """Record a successful poll and its number of new events.

        It was due `interval` after the last one, None if polling is disabled. The
        machine was `paused` for so many seconds that the monotonic clock did not count.
        Returns whether it ended a gap.
        """
        now = clocks.monotonic()
        elapsed = now - self.last_success + paused
        expected = 0.0
        if not self.failing and not paused:
            # A poll that comes late shows a pause of the machine, too.
            expected = elapsed
            if self.has_polled and interval is not None:
                expected = interval.total_seconds()
        first = not self.has_polled
        self.has_polled = True
        after_gap = elapsed - expected > GAP_AFTER.total_seconds()
        if after_gap:
            end = clocks.house_now()
            start = end - timedelta(seconds=elapsed)
            gap = Gap(start=start, end=end, recovered=recovered)
            self.last_gap = gap
            # A pause of the machine alone hides nothing: the cloud went on.
            if self.failing and elapsed - paused > GAP_AFTER.total_seconds():
                self.last_outage, self.last_outage_end = gap, now
            self._fire_gap(gap)
            async_dispatcher_send(self._hass, signal_gap(self._entry_id))
        self.failing = False
        self.last_success = now
        self.cancel_timer()
        self._set_available(True, notify=first)
        async_dispatcher_send(self._hass, signal_polled(self._entry_id))
        return after_gap

    @callback
    def poll_failed(self) -> None:
        """Record a failed poll."""
        self.failing = True
        if self._timer is None and self.available and not self._is_stopped:
            elapsed = clocks.monotonic() - self.last_success
            self._timer = async_call_later(
                self._hass,
                max(UNAVAILABLE_AFTER - elapsed, 0),
                self._handle_timeout,
            )

    def is_available(self, camera_id: int) -> bool:
        """Return whether both the cloud and this camera can be read."""
        outage = self._camera_outages.get(camera_id)
        return self.available and (outage is None or outage.available)

    def unavailable_since(self, camera_id: int) -> float | None:
        """Return the last success on the monotonic clock; None if it can be read."""
        outage = self._camera_outages.get(camera_id)
        if outage is not None and not outage.available:
            return outage.since
        return None if self.available else self.last_success

    @callback
    def camera_failed(self, camera_id: int, last_success: float) -> None:
        """Record that one camera could not be read, while others could."""
        if camera_id in self._camera_outages or self._is_stopped:
            return
        elapsed = clocks.monotonic() - last_success
        timer = async_call_later(
            self._hass,
            max(UNAVAILABLE_AFTER - elapsed, 0),
            partial(self._handle_camera_timeout, camera_id),
        )
        self._camera_outages[camera_id] = CameraOutage(since=last_success, timer=timer)

    @callback
    def camera_succeeded(self, camera_id: int, recovered: int) -> None:
        """Record that a camera can be read again, and its number of new events."""
        if (outage := self._camera_outages.get(camera_id)) is None:
            return
        elapsed = clocks.monotonic() - outage.since
        self.forget_camera(camera_id)
        if elapsed > GAP_AFTER.total_seconds():
            end = clocks.house_now()
            start = end - timedelta(seconds=elapsed)
            self._fire_gap(Gap(start=start, end=end, recovered=recovered), camera_id)

    @callback
    def forget_camera(self, camera_id: int) -> None:
        """Forget the outage of a camera that is gone, or not read alone any more."""
        if (outage := self._camera_outages.pop(camera_id, None)) is None:
            return
        if outage.timer is not None:
            outage.timer()
        if not outage.available:
            async_dispatcher_send(
                self._hass, signal_availability(self._entry_id, camera_id)
            )

    @callback
    def stop(self) -> None:
        """Cancel the timers that make the cloud or cameras unavailable.

        A poll that somebody requested may end later, and starts no further ones.
        """
        self._is_stopped = True
        outages = self._hass.data[OUTAGES]
        outages.pop(self._entry_id, None)
        if self.failing:
            outages[self._entry_id] = self.last_success
        self.cancel_timer()
        for outage in self._camera_outages.values():
            if outage.timer is not None:
                outage.timer()
                outage.timer = None

    @callback
    def give_up(self) -> None:
        """Become unavailable for good."""
        self.stop()
        self._set_available(False)

    @callback
    def cancel_timer(self) -> None:
        """Cancel the timer that makes the cloud unavailable."""
        if self._timer is not None:
            self._timer()
            self._timer = None

    @callback
    def _handle_timeout(self, _now: datetime) -> None:
        self._timer = None
        self._set_available(False)

    @callback
    def _handle_camera_timeout(self, camera_id: int, _now: datetime) -> None:
        outage = self._camera_outages[camera_id]
        outage.timer = None
        outage.available = False
        async_dispatcher_send(
            self._hass, signal_availability(self._entry_id, camera_id)
        )

    def _fire_gap(self, gap: Gap, camera_id: int | None = None) -> None:
        self._hass.bus.async_fire(
            EVENT_VXG_GAP,
            {
                "entry_id": self._entry_id,
                "camera_id": camera_id,
                "start": gap.start.isoformat(),
                "end": gap.end.isoformat(),
                "recovered": gap.recovered,
            },
        )

    def _set_available(self, available: bool, *, notify: bool = False) -> None:
        if available != self.available or notify:
            self.available = available
            self._entry.async_create_background_task(
                self._hass, self._notify_cameras(), f"{self._entry.title} availability"
            )

    async def _notify_cameras(self) -> None:
        """Notify the entities of all cameras, in batches."""
        camera_ids = list(self._camera_ids())
        async for batch in in_batches(camera_ids, NOTIFY_BATCH):
            for camera_id in batch:
                async_dispatcher_send(
                    self._hass, signal_availability(self._entry_id, camera_id)
                )


@callback
def async_forget_outage(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Forget during which outage an entry was unloaded, as it is removed."""
    hass.data.get(OUTAGES, {}).pop(entry.entry_id, None)
