"""Live view: addresses that are renewed while somebody watches, and only then."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import logging
import re
from typing import override

from homeassistant.components.stream import Stream
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .aiovxg import (
    VxgAuthenticationError,
    VxgClient,
    VxgError,
    VxgRefusedError,
    VxgUnavailableError,
)
from .connection import CloudClock
from .const import (
    LIVE_LIFE,
    LOGGER,
    MAX_BACKOFF,
    MIN_RENEWAL,
    RENEWAL_MARGIN,
    RENEWAL_SHARE,
)
from .errors import asked_pause

# An address up to its host, and the rest, which is as good as a key.
ADDRESS = re.compile(
    r"((?:https?|rtsps?|rtmps?)://[^/\s'\"]+/)[^\s'\"<>)\]]+", re.IGNORECASE
)

# Who tells addresses: the player of one camera, and the library that it plays with.
PLAYER = "homeassistant.components.stream.stream."
LIBRARY = tuple(
    f"libav.{part}"
    for part in ("hls", "http", "https", "rtmp", "rtmps", "rtsp", "tcp", "tls")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAddress:
    """A signed address of a live stream, and when it dies by the cloud's clock."""

    url: str = field(repr=False)
    expires: datetime | None = None


async def async_live_address(
    client: VxgClient, camera_id: int, *, rtsp: bool = False
) -> LiveAddress:
    """Return a fresh address, HLS where there is unless RTSP is wanted.

    Raises VxgError.
    """
    live = await client.live(camera_id)
    if live.hls and not (rtsp and live.rtsp):
        return LiveAddress(url=live.hls, expires=live.hls_expires)
    url = live.rtsp or live.rtmp
    assert url is not None
    return LiveAddress(url=url, expires=live.expires)


class StreamKeeper:
    """Gives a stream that is watched a fresh address before the present one dies."""

    def __init__(
        self,
        hass: HomeAssistant,
        clock: CloudClock,
        fetch: Callable[[], Awaitable[LiveAddress]],
    ) -> None:
        """Fetch addresses with `fetch`, which may raise VxgError."""
        self._hass = hass
        self._clock = clock
        self._fetch = fetch
        self._stream: Stream | None = None
        self._failures = 0
        self._cancel: CALLBACK_TYPE | None = None

    @callback
    def keep(self, stream: Stream, expires: datetime | None) -> None:
        """Care for a stream whose address dies at `expires`."""
        self._stream = stream
        self._failures = 0
        stream.set_update_callback(self._handle_state)
        self._renew_in(self._life(expires))

    @callback
    def cancel(self) -> None:
        """Care no more."""
        self._stream = None
        self._stop_timer()

    def _stop_timer(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def _life(self, expires: datetime | None) -> timedelta:
        """Return how long to play an address that dies at `expires`."""
        now = self._clock.now()
        # A time that is over already tells nothing.
        left = LIVE_LIFE if expires is None or expires <= now else expires - now
        return max(MIN_RENEWAL, left - min(RENEWAL_MARGIN, left * RENEWAL_SHARE))

    def _renew_in(self, delay: timedelta) -> None:
        self._stop_timer()
        self._cancel = async_call_later(self._hass, delay, self._handle_due)

    @callback
    def _handle_state(self) -> None:
        """Renew soon where the stream broke: perhaps its address died early."""
        if self._stream is not None and not self._stream.available:
            self._renew_in(self._pause())

    async def _handle_due(self, _now: datetime) -> None:
        self._cancel = None
        stream = self._stream
        # Nobody watches: whoever comes next gets a fresh address first.
        if stream is None or not _is_wanted(stream):
            return
        try:
            address = await self._fetch()
        except VxgError as err:
            await self._fail(stream, err)
            return
        self._failures = 0
        if stream.available:
            stream.update_source(address.url)
        else:
            # It waits before it tries again, and would not survive to be hurried.
            stream.source = address.url
        self._renew_in(self._life(address.expires))

    async def _fail(self, stream: Stream, err: VxgError) -> None:
        LOGGER.debug("No fresh address of a live stream: %s", err)
        final = isinstance(err, VxgRefusedError | VxgAuthenticationError)
        silent = isinstance(err, VxgUnavailableError) and not stream.available
        if final or (silent and not _is_preloaded(stream)):
            # It would go on to fail, and tell so each time.
            await async_end(stream)
            return
        self._failures += 1
        self._renew_in(max(self._pause(), asked_pause(err)))

    def _pause(self) -> timedelta:
        seconds = MIN_RENEWAL.total_seconds() * 2.0 ** min(self._failures, 10)
        return timedelta(seconds=min(MAX_BACKOFF, seconds))


async def async_end(stream: Stream) -> None:
    """End a stream, and let go of those who watch it.

    A plain stop would leave their timers, which end whatever is watched after it.
    """
    for output in stream.outputs().values():
        await stream.remove_provider(output)
    await stream.stop()


def _is_preloaded(stream: Stream) -> bool:
    return stream.dynamic_stream_settings.preload_stream


def _is_wanted(stream: Stream) -> bool:
    return bool(stream.outputs()) or _is_preloaded(stream)


class AddressFilter(logging.Filter):
    """Takes the paths of addresses out of what is logged about streams of ours.

    Home Assistant hides passwords in them but not signatures, and tells them even in
    plain errors.
    """

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass, of addresses no more than the host."""
        message = record.getMessage()
        if ADDRESS.search(message):
            record.msg = ADDRESS.sub(r"\1…", message)
            record.args = None
        return True


ADDRESS_FILTER = AddressFilter()


def hide_addresses(entity_id: str) -> None:
    """Keep the addresses of a camera's stream out of the log."""
    for name in (f"{PLAYER}{entity_id}", *LIBRARY):
        # The same filter twice counts once.
        logging.getLogger(name).addFilter(ADDRESS_FILTER)
