"""Live view: signed URLs that are renewed while somebody watches."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from homeassistant.components.stream import Stream
from homeassistant.core import HomeAssistant, callback

from ..aiovxg import (
    VxgAuthenticationError,
    VxgClient,
    VxgError,
    VxgMediaError,
    VxgMediaMissingError,
    VxgRefusedError,
    VxgUnavailableError,
)
from ..const import LOGGER, MAX_BACKOFF
from ..errors import requested_delay
from ..helpers.backoff import exponential_delay
from ..helpers.cloud_clock import CloudClock
from ..helpers.sleep import async_sleep
from ..helpers.time_range import EPOCH
from ..media.cache import LruCache
from .hls import rewrite_playlist
from .playlist_proxy import async_get_playlist_proxy, is_loopback_usable
from .stop import async_stop_stream

# A live address is renewed this long, or this share of its life, before it dies. Where
# the cloud does not say when, it is taken for as short-lived as any (API page, section 7).
RENEWAL_MARGIN = timedelta(seconds=60)
RENEWAL_SHARE = 0.25
STREAM_URL_TTL = timedelta(minutes=5)
MIN_RENEWAL = timedelta(seconds=2)
# So long (in seconds) a player waits for it. It reads every few seconds.
RENEWAL_TIMEOUT = 1

# A live playlist names a few pieces, or those of many hours; the player reads it anew
# every few seconds. A large one takes a fifth of a second for each megabyte, and is worked
# on beside the event loop.
MAX_PLAYLIST_BYTES = 4 * 1024 * 1024
LARGE_PLAYLIST_BYTES = 32 * 1024
PLAYLIST_TIMEOUT = 10
PLAYLIST_TTL = timedelta(seconds=30)
# In the first seconds of a stream there is none (API page, section 7). So long it is
# waited for: a player that finds nothing says so in the log, and rests for ten seconds.
PLAYLIST_START_TIMEOUT = timedelta(seconds=10)
PLAYLIST_RETRY = timedelta(seconds=1)
# How long (in seconds) a player that shall end may wait for its next piece.
PLAYER_TIMEOUT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamUrl:
    """A signed URL of a live stream, and when it expires by the cloud's clock."""

    url: str = field(repr=False)
    expires: datetime | None = None
    is_playlist: bool = False


async def async_get_stream_url(
    client: VxgClient, camera_id: int, *, rtsp: bool = False
) -> StreamUrl:
    """Return a fresh URL; HLS if available, unless RTSP is requested.

    Raises VxgError.
    """
    live = await client.live_stream_urls(camera_id)
    if live.hls and not (rtsp and live.rtsp):
        return StreamUrl(url=live.hls, expires=live.hls_expires, is_playlist=True)
    url = live.rtsp or live.rtmp
    assert url is not None
    return StreamUrl(url=url, expires=live.expires)


class LiveStream:
    """The stream of a camera for Home Assistant's player, while somebody watches.

    Playlists come through the relay, so that a fresh address takes the place of one that
    is about to die without the player's notice. A stream of another kind goes on when its
    address dies; it gets a fresh one when it breaks, and so does one behind a proxy.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        client: VxgClient,
        clock: CloudClock,
        fetch: Callable[[], Awaitable[StreamUrl]],
    ) -> None:
        """Initialize; `fetch` returns a fresh URL and may raise VxgError."""
        self._hass = hass
        self._clock = clock
        self._recordings = client.recordings
        self._fetch = fetch
        self._stream_url: StreamUrl | None = None
        self._renew_at = EPOCH
        self._failures = 0
        # In a row, of the media host; and until when no address is asked for because of it.
        self._media_failures = 0
        self._retry_at = EPOCH
        # Lists that the first one names, for the present address.
        self._child_playlists: list[str] = []
        self._playlists = _playlist_cache()
        self._lock = asyncio.Lock()
        self._playing = asyncio.Lock()
        self._proxy_url: str | None = None
        self._is_proxied = False
        self._stream: Stream | None = None
        self._renewal: asyncio.Task[None] | None = None
        self._is_closed = False

    async def async_get_player_url(self, address: StreamUrl) -> str | None:
        """Return the URL for the player of a fresh stream URL.

        None once the camera is gone: a player would go on without it.
        """
        async with self._playing:
            if self._is_closed:
                return None
            self._set_stream_url(address)
            self._playlists = _playlist_cache()
            self._is_proxied = address.is_playlist and is_loopback_usable()
            if not self._is_proxied:
                return address.url
            if self._proxy_url is None:
                relay = async_get_playlist_proxy(self._hass)
                self._proxy_url = await relay.async_add(self.async_read)
            return self._proxy_url

    @callback
    def attach(self, stream: Stream) -> None:
        """Attach the stream that plays the URL."""
        self._stream = stream
        stream.set_update_callback(self._handle_state)

    async def async_close(self) -> None:
        """Close the proxy, and stop a stream that would continue to play."""
        self._is_closed = True
        stream, self._stream = self._stream, None
        ending = (
            [self._hass.async_create_task(async_stop_stream(stream))] if stream else []
        )
        if ending:
            # One that waits for something new, in vain, ends only at an error.
            await asyncio.wait(ending, timeout=PLAYER_TIMEOUT)
        async with self._playing:
            if self._proxy_url is not None:
                await async_get_playlist_proxy(self._hass).async_remove(self._proxy_url)
                self._proxy_url = None
        if self._renewal is not None:
            self._renewal.cancel()
        await asyncio.gather(*ending)

    async def async_read(self, number: int | None) -> str:
        """Return the main playlist, or one that it refers to. Raises VxgError.

        One that cannot be had just now is given as it last was: the player would end at
        an error, but asks again where nothing is new.
        """
        async with self._lock:
            try:
                text = await self._read_or_renew(number)
            except VxgError as err:
                read, text = self._playlists.get(number) or (EPOCH, "")
                if self._clock.now() - read > PLAYLIST_TTL:
                    raise
                LOGGER.debug("A live playlist is given again: %s", err)
            else:
                self._playlists.put(number, (self._clock.now(), text))
            return text

    async def _read_or_renew(self, number: int | None) -> str:
        address = self._stream_url
        if self._clock.now() >= self._renew_at:
            await self._renew_in_background()
        try:
            text = await self._read(number)
        except VxgMediaError:
            # Perhaps it died early. A fresh one that is refused stays so.
            if self._stream_url is not address or self._clock.now() < self._retry_at:
                raise
            self._media_failures += 1
            self._retry_at = self._clock.now() + _retry_delay(self._media_failures)
            await self._renew(broken=True)
            text = await self._read_first(number)
        self._media_failures = 0
        return text

    async def _read_first(self, number: int | None) -> str:
        """Read from a fresh URL, which has no playlist in its first seconds."""
        until = self._clock.now() + PLAYLIST_START_TIMEOUT
        while True:
            try:
                return await self._read(number)
            except VxgMediaMissingError:
                if self._playlists.weight or self._clock.now() >= until:
                    raise
            await async_sleep(self._hass, PLAYLIST_RETRY)

    async def _read(self, number: int | None) -> str:
        address, lists = self._stream_url, self._child_playlists
        assert address is not None
        if number is None or number >= len(lists):
            text, lists = await self._fetch_playlist(address.url)
            # Another may have taken its place meanwhile.
            if self._stream_url is address:
                self._child_playlists = lists
            if number is None:
                return text
        if number >= len(lists):
            raise VxgMediaError("There is no such playlist")
        return (await self._fetch_playlist(lists[number]))[0]

    async def _fetch_playlist(self, url: str) -> tuple[str, list[str]]:
        content = bytearray()
        problem = None
        try:
            async with (
                asyncio.timeout(PLAYLIST_TIMEOUT),
                self._recordings.open(url) as answer,
            ):
                async for chunk in answer.chunks:
                    content += chunk
                    if len(content) > MAX_PLAYLIST_BYTES:
                        raise VxgMediaError("The playlist is far too large")
                # What is no UTF-8, against the rules, goes on as it came.
                text = content.decode(errors="surrogateescape")
                if len(content) < LARGE_PLAYLIST_BYTES:
                    return rewrite_playlist(text, answer.url)
                return await self._hass.async_add_executor_job(
                    rewrite_playlist, text, answer.url
                )
        except (TimeoutError, ValueError) as err:
            problem = type(err).__name__
        raise VxgMediaError(f"No playlist ({problem})")

    def _set_stream_url(self, address: StreamUrl) -> None:
        self._stream_url = address
        self._child_playlists = []
        self._failures = 0
        self._renew_at = self._clock.now() + self._time_until_renewal(address.expires)

    def _time_until_renewal(self, expires: datetime | None) -> timedelta:
        """Return how long to use a URL that expires at `expires`."""
        left = self._clock.expiry(expires, STREAM_URL_TTL) - self._clock.now()
        return max(MIN_RENEWAL, left - min(RENEWAL_MARGIN, left * RENEWAL_SHARE))

    async def _renew_in_background(self) -> None:
        """Renew the URL; the present one is used while the cloud is slow."""
        if self._renewal is None or self._renewal.done():
            self._renewal = self._hass.async_create_background_task(
                self._renew(), "Renew a live address"
            )
        with suppress(TimeoutError):
            async with asyncio.timeout(RENEWAL_TIMEOUT):
                await asyncio.shield(self._renewal)

    async def _renew(self, *, broken: bool = False) -> None:
        """Renew the URL; without a new one the present one is used as long as it lives.

        Raises VxgError only if that is over.
        """
        try:
            self._set_stream_url(await self._fetch())
        except VxgError as err:
            self._failures += 1
            asked = self._clock.now() + requested_delay(err)
            self._renew_at = max(
                asked, self._clock.now() + _retry_delay(self._failures)
            )
            self._retry_at = max(asked, self._retry_at)
            self._handle_refresh_error(err, broken=broken)
            if broken:
                raise

    @callback
    def _handle_state(self) -> None:
        stream = self._stream
        if stream is not None and not stream.available and not self._is_proxied:
            self._hass.async_create_task(self._recover(stream))

    async def _recover(self, stream: Stream) -> None:
        """Retry a stream that broke with a fresh URL."""
        try:
            address = await self._fetch()
        except VxgError as err:
            self._handle_refresh_error(err, broken=True)
        else:
            # It waits before it tries, and would not survive to be hurried.
            stream.source = await self.async_get_player_url(address) or stream.source

    def _handle_refresh_error(self, err: VxgError, *, broken: bool) -> None:
        LOGGER.debug("No fresh address of a live stream: %s", err)
        final = isinstance(err, VxgRefusedError | VxgAuthenticationError)
        silent = broken and isinstance(err, VxgUnavailableError)
        stream = self._stream
        if stream is None or not (final or silent):
            return
        if not final and stream.dynamic_stream_settings.preload_stream:
            return
        # It would go on to fail, and tell so each time.
        self._hass.async_create_task(async_stop_stream(stream))


def _retry_delay(failures: int) -> timedelta:
    """Return the delay after a number of consecutive failures."""
    return exponential_delay(MIN_RENEWAL, failures, timedelta(seconds=MAX_BACKOFF))


def _playlist_cache() -> LruCache[int | None, tuple[datetime, str]]:
    """Return a cache of playlists with the time when each was read."""
    return LruCache(2 * MAX_PLAYLIST_BYTES, lambda kept: len(kept[1]))
