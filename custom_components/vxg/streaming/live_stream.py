"""Live view: signed URLs that are renewed while a camera is watched."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from homeassistant.components.stream import Stream
from homeassistant.core import HomeAssistant, callback

from ..aiovxg import (
    KNOWN_SECRETS,
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
from ..helpers import clocks
from ..helpers.backoff import exponential_delay
from ..helpers.clocks.cloud_clock import CloudClock
from ..helpers.sleep import async_sleep
from ..media.cache import LruCache
from .log_filter import STREAM_HOSTS
from .playlist_proxy import async_get_playlist_proxy, is_loopback_usable
from .playlists import MAX_PLAYLIST_BYTES, PlaylistFetcher
from .stop import async_stop_stream
from .stream_url import RENEWAL_SHARE, STREAM_URL_TTL, StreamUrl, StreamUrls

# A URL is renewed this long, or a share of its lifetime, before it expires.
RENEWAL_MARGIN = timedelta(seconds=60)
MIN_RENEWAL = timedelta(seconds=2)
# Seconds that the player waits for a renewal; it reads the playlist every few seconds.
RENEWAL_TIMEOUT = 1

PLAYLIST_TTL = timedelta(seconds=30)
# A stream has no playlist in its first seconds (API page, section 7). A player that
# gets none logs an error and pauses for ten seconds.
PLAYLIST_START_TIMEOUT = timedelta(seconds=10)
PLAYLIST_RETRY = timedelta(seconds=1)
# Seconds that a stopping player may wait for its next segment.
PLAYER_TIMEOUT = 5


class LiveStream:
    """The stream of a camera for Home Assistant's player, while it is watched.

    The player reads HLS playlists from the loopback proxy, so that the URL can be
    renewed before it expires without a restart. Other streams survive the expiry; they
    get a fresh URL when they break, as do HLS streams if loopback is not usable.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        client: VxgClient,
        clock: CloudClock,
        urls: StreamUrls,
    ) -> None:
        self._hass = hass
        self._clock = clock
        self._fetcher = PlaylistFetcher(hass, client)
        self._urls = urls
        self._stream_url: StreamUrl | None = None
        self._renew_at = timedelta()
        self._failures = 0
        # Consecutive failures of the media host, which delay the next renewal.
        self._media_failures = 0
        self._retry_at = timedelta()
        # URLs in the main playlist of the current URL.
        self._child_playlists: list[str] = []
        self._playlists = _playlist_cache()
        self._lock = asyncio.Lock()
        self._player_lock = asyncio.Lock()
        self._proxy_url: str | None = None
        self._is_proxied = False
        self._stream: Stream | None = None
        self._renewal: asyncio.Task[None] | None = None
        self._is_closed = False

    async def async_get_player_url(self, stream_url: StreamUrl) -> str | None:
        """Return the URL from which the player reads a fresh stream URL.

        None once closed, so that no player outlives its camera.
        """
        async with self._player_lock:
            if self._is_closed:
                return None
            self._set_stream_url(stream_url)
            self._playlists = _playlist_cache()
            self._is_proxied = stream_url.is_playlist and is_loopback_usable()
            if not self._is_proxied:
                if stream_url.is_playlist:
                    STREAM_HOSTS.add_all()
                return stream_url.url
            if self._proxy_url is None:
                proxy = async_get_playlist_proxy(self._hass)
                self._proxy_url = await proxy.async_add(
                    self.async_read, self._fetcher.open_segment
                )
                STREAM_HOSTS.add_urls(self._proxy_url)
                KNOWN_SECRETS.add_url(self._proxy_url)
            return self._proxy_url

    @callback
    def attach(self, stream: Stream) -> None:
        """Attach the stream that plays the player's URL."""
        self._stream = stream
        stream.set_update_callback(self._handle_stream_state)

    async def async_close(self) -> None:
        """Close the proxy, and stop a stream that would continue to play."""
        self._is_closed = True
        stream, self._stream = self._stream, None
        tasks = (
            [self._hass.async_create_task(async_stop_stream(stream))] if stream else []
        )
        if tasks:
            # A player that waits for a new segment stops only at an error, which
            # closing the proxy causes.
            await asyncio.wait(tasks, timeout=PLAYER_TIMEOUT)
        async with self._player_lock:
            if self._proxy_url is not None:
                await async_get_playlist_proxy(self._hass).async_remove(self._proxy_url)
                self._proxy_url = None
        if self._renewal is not None:
            self._renewal.cancel()
        await asyncio.gather(*tasks)

    async def async_read(self, number: int | None) -> str:
        """Return the main playlist, or one that it refers to. Raises VxgError.

        If it cannot be read, the previous one is returned for a while: the player would
        stop at an error, but reads again if nothing is new.
        """
        async with self._lock:
            try:
                text = await self._read_or_renew(number)
            except VxgError as err:
                cached = self._playlists.get(number)
                if cached is None or clocks.uptime() - cached[0] > PLAYLIST_TTL:
                    raise
                text = cached[1]
                LOGGER.debug("Reusing the previous playlist: %s", err)
            else:
                self._playlists.put(number, (clocks.uptime(), text))
            return text

    async def _read_or_renew(self, number: int | None) -> str:
        stream_url = self._stream_url
        if clocks.uptime() >= self._renew_at:
            await self._renew_in_background()
        try:
            text = await self._read_playlist(number)
        except VxgMediaError:
            # The URL may have expired early, unless it was just renewed.
            if self._stream_url is not stream_url or clocks.uptime() < self._retry_at:
                raise
            self._media_failures += 1
            self._retry_at = clocks.uptime() + _retry_delay(self._media_failures)
            await self._renew(broken=True)
            text = await self._await_playlist(number)
        self._media_failures = 0
        return text

    async def _await_playlist(self, number: int | None) -> str:
        """Read from a fresh URL, which has no playlist in its first seconds."""
        deadline = clocks.uptime() + PLAYLIST_START_TIMEOUT
        while True:
            try:
                return await self._read_playlist(number)
            except VxgMediaMissingError:
                if self._playlists.weight or clocks.uptime() >= deadline:
                    raise
            await async_sleep(self._hass, PLAYLIST_RETRY)

    async def _read_playlist(self, number: int | None) -> str:
        stream_url, children = self._stream_url, self._child_playlists
        assert stream_url is not None
        if number is None or number >= len(children):
            text, children = await self._fetcher.fetch(stream_url.url)
            # The URL may have been replaced meanwhile.
            if self._stream_url is stream_url:
                self._child_playlists = children
            if number is None:
                return text
        if number >= len(children):
            raise VxgMediaError("There is no such playlist")
        return (await self._fetcher.fetch(children[number]))[0]

    def _set_stream_url(self, stream_url: StreamUrl) -> None:
        self._stream_url = stream_url
        self._child_playlists = []
        self._failures = 0
        self._renew_at = clocks.uptime() + self._time_until_renewal(stream_url.expires)

    def _time_until_renewal(self, expires: datetime | None) -> timedelta:
        """Return how long to use a URL that expires at `expires`."""
        remaining = self._clock.expiry(expires, STREAM_URL_TTL) - clocks.uptime()
        return max(
            MIN_RENEWAL, remaining - min(RENEWAL_MARGIN, remaining * RENEWAL_SHARE)
        )

    async def _renew_in_background(self) -> None:
        """Renew the URL; the current one is used while the cloud is slow."""
        if self._renewal is None or self._renewal.done():
            self._renewal = self._hass.async_create_background_task(
                self._renew(), "vxg stream URL renewal"
            )
        with suppress(TimeoutError):
            async with asyncio.timeout(RENEWAL_TIMEOUT):
                await asyncio.shield(self._renewal)

    async def _renew(self, *, broken: bool = False) -> None:
        """Renew the URL, or use the current one until it expires.

        Raises VxgError only if the current one is `broken`.
        """
        try:
            self._set_stream_url(await self._fetch(broken=broken))
        except VxgError as err:
            self._failures += 1
            earliest = clocks.uptime() + requested_delay(err)
            self._renew_at = max(
                earliest, clocks.uptime() + _retry_delay(self._failures)
            )
            self._retry_at = max(earliest, self._retry_at)
            self._handle_refresh_error(err, broken=broken)
            if broken:
                raise

    async def _fetch(self, *, broken: bool) -> StreamUrl:
        """Return another URL than a `broken` one. Raises VxgError."""
        url = self._stream_url.url if broken and self._stream_url else None
        return await self._urls.async_get(broken=url)

    @callback
    def _handle_stream_state(self) -> None:
        stream = self._stream
        if stream is not None and not stream.available and not self._is_proxied:
            self._hass.async_create_task(self._recover(stream))

    async def _recover(self, stream: Stream) -> None:
        """Retry a stream that broke with a fresh URL."""
        try:
            stream_url = await self._fetch(broken=True)
        except VxgError as err:
            self._handle_refresh_error(err, broken=True)
        else:
            # The worker sleeps before it retries; `update_source()` would restart it
            # and fail at once.
            stream.source = await self.async_get_player_url(stream_url) or stream.source

    def _handle_refresh_error(self, err: VxgError, *, broken: bool) -> None:
        LOGGER.debug("Could not renew a stream URL: %s", err)
        final = isinstance(err, VxgRefusedError | VxgAuthenticationError)
        not_streaming = broken and isinstance(err, VxgUnavailableError)
        stream = self._stream
        if stream is None or not (final or not_streaming):
            return
        if not final and stream.dynamic_stream_settings.preload_stream:
            return
        # It would keep failing, and log each attempt.
        self._hass.async_create_task(async_stop_stream(stream))


def _retry_delay(failures: int) -> timedelta:
    """Return the delay after a number of consecutive failures."""
    return exponential_delay(MIN_RENEWAL, failures, timedelta(seconds=MAX_BACKOFF))


def _playlist_cache() -> LruCache[int | None, tuple[timedelta, str]]:
    """Return a cache of playlists with the uptime when each was read."""
    return LruCache(2 * MAX_PLAYLIST_BYTES, lambda cached: len(cached[1]))
