"""Live view: addresses that are renewed while somebody watches, and only then."""

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
from ..errors import asked_pause
from ..helpers.cloud_clock import CloudClock
from ..helpers.sleep import async_sleep
from ..helpers.time_range import EPOCH
from ..media.cache import LruCache
from .hls import relayed
from .playlist_proxy import async_get_relay, is_in_reach
from .stop import async_end

# A live address is renewed this long, or this share of its life, before it dies. Where
# the cloud does not say when, it is taken for as short-lived as any (API page, section 7).
RENEWAL_MARGIN = timedelta(seconds=60)
RENEWAL_SHARE = 0.25
LIVE_LIFE = timedelta(minutes=5)
MIN_RENEWAL = timedelta(seconds=2)
# So long (in seconds) a player waits for it. It reads every few seconds.
RENEWAL_PATIENCE = 1

# A live playlist names a few pieces, or those of many hours; the player reads it anew
# every few seconds. A large one takes a fifth of a second for each megabyte, and is worked
# on beside the event loop.
MAX_PLAYLIST = 4 * 1024 * 1024
LARGE_PLAYLIST = 32 * 1024
PLAYLIST_TIMEOUT = 10
PLAYLIST_LIFE = timedelta(seconds=30)
# In the first seconds of a stream there is none (API page, section 7). So long it is
# waited for: a player that finds nothing says so in the log, and rests for ten seconds.
PLAYLIST_BIRTH = timedelta(seconds=10)
PLAYLIST_RETRY = timedelta(seconds=1)
# How long (in seconds) a player that shall end may wait for its next piece.
PLAYER_PATIENCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAddress:
    """A signed address of a live stream, and when it dies by the cloud's clock."""

    url: str = field(repr=False)
    expires: datetime | None = None
    is_playlist: bool = False


async def async_live_address(
    client: VxgClient, camera_id: int, *, rtsp: bool = False
) -> LiveAddress:
    """Return a fresh address, HLS where there is unless RTSP is wanted.

    Raises VxgError.
    """
    live = await client.live_stream_urls(camera_id)
    if live.hls and not (rtsp and live.rtsp):
        return LiveAddress(url=live.hls, expires=live.hls_expires, is_playlist=True)
    url = live.rtsp or live.rtmp
    assert url is not None
    return LiveAddress(url=url, expires=live.expires)


class LiveFeed:
    """What Home Assistant's player reads of a camera while somebody watches.

    Playlists come through the relay, so that a fresh address takes the place of one that
    is about to die without the player's notice. A stream of another kind goes on when its
    address dies; it gets a fresh one when it breaks, and so does one behind a proxy.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        client: VxgClient,
        clock: CloudClock,
        fetch: Callable[[], Awaitable[LiveAddress]],
    ) -> None:
        """Fetch addresses with `fetch`, which may raise VxgError."""
        self._hass = hass
        self._clock = clock
        self._footage = client.recordings
        self._fetch = fetch
        self._address: LiveAddress | None = None
        self._due = EPOCH
        self._failures = 0
        # In a row, of the media host; and until when no address is asked for because of it.
        self._breaks = 0
        self._patience = EPOCH
        # Lists that the first one names, for the present address.
        self._lists: list[str] = []
        self._newest = _shelf()
        self._lock = asyncio.Lock()
        self._playing = asyncio.Lock()
        self._relayed: str | None = None
        self._is_relayed = False
        self._stream: Stream | None = None
        self._renewing: asyncio.Task[None] | None = None
        self._is_closed = False

    async def async_play(self, address: LiveAddress) -> str | None:
        """Return what a player shall read to see what is behind a fresh address.

        None once the camera is gone: a player would go on without it.
        """
        async with self._playing:
            if self._is_closed:
                return None
            self._take(address)
            self._newest = _shelf()
            self._is_relayed = address.is_playlist and is_in_reach()
            if not self._is_relayed:
                return address.url
            if self._relayed is None:
                relay = async_get_relay(self._hass)
                self._relayed = await relay.async_add(self.async_read)
            return self._relayed

    @callback
    def keep(self, stream: Stream) -> None:
        """Care for the stream that plays it."""
        self._stream = stream
        stream.set_update_callback(self._handle_state)

    async def async_close(self) -> None:
        """Care no more, and end a stream that would play on without us."""
        self._is_closed = True
        stream, self._stream = self._stream, None
        ending = [self._hass.async_create_task(async_end(stream))] if stream else []
        if ending:
            # One that waits for something new, in vain, ends only at an error.
            await asyncio.wait(ending, timeout=PLAYER_PATIENCE)
        async with self._playing:
            if self._relayed is not None:
                await async_get_relay(self._hass).async_remove(self._relayed)
                self._relayed = None
        if self._renewing is not None:
            self._renewing.cancel()
        await asyncio.gather(*ending)

    async def async_read(self, number: int | None) -> str:
        """Return the first playlist, or one that it names. Raises VxgError.

        One that cannot be had just now is given as it last was: the player would end at
        an error, but asks again where nothing is new.
        """
        async with self._lock:
            try:
                text = await self._read_anew(number)
            except VxgError as err:
                read, text = self._newest.get(number) or (EPOCH, "")
                if self._clock.now() - read > PLAYLIST_LIFE:
                    raise
                LOGGER.debug("A live playlist is given again: %s", err)
            else:
                self._newest.put(number, (self._clock.now(), text))
            return text

    async def _read_anew(self, number: int | None) -> str:
        address = self._address
        if self._clock.now() >= self._due:
            await self._renew_beside()
        try:
            text = await self._read(number)
        except VxgMediaError:
            # Perhaps it died early. A fresh one that is refused stays so.
            if self._address is not address or self._clock.now() < self._patience:
                raise
            self._breaks += 1
            self._patience = self._clock.now() + _pause(self._breaks)
            await self._renew(broken=True)
            text = await self._read_first(number)
        self._breaks = 0
        return text

    async def _read_first(self, number: int | None) -> str:
        """Read at a fresh address, where at the very first there may be nothing yet."""
        until = self._clock.now() + PLAYLIST_BIRTH
        while True:
            try:
                return await self._read(number)
            except VxgMediaMissingError:
                if self._newest.weight or self._clock.now() >= until:
                    raise
            await async_sleep(self._hass, PLAYLIST_RETRY)

    async def _read(self, number: int | None) -> str:
        address, lists = self._address, self._lists
        assert address is not None
        if number is None or number >= len(lists):
            text, lists = await self._get(address.url)
            # Another may have taken its place meanwhile.
            if self._address is address:
                self._lists = lists
            if number is None:
                return text
        if number >= len(lists):
            raise VxgMediaError("There is no such playlist")
        return (await self._get(lists[number]))[0]

    async def _get(self, url: str) -> tuple[str, list[str]]:
        content = bytearray()
        problem = None
        try:
            async with (
                asyncio.timeout(PLAYLIST_TIMEOUT),
                self._footage.open(url) as answer,
            ):
                async for chunk in answer.chunks:
                    content += chunk
                    if len(content) > MAX_PLAYLIST:
                        raise VxgMediaError("The playlist is far too large")
                # What is no UTF-8, against the rules, goes on as it came.
                text = content.decode(errors="surrogateescape")
                if len(content) < LARGE_PLAYLIST:
                    return relayed(text, answer.url)
                return await self._hass.async_add_executor_job(
                    relayed, text, answer.url
                )
        except (TimeoutError, ValueError) as err:
            problem = type(err).__name__
        raise VxgMediaError(f"No playlist ({problem})")

    def _take(self, address: LiveAddress) -> None:
        self._address = address
        self._lists = []
        self._failures = 0
        self._due = self._clock.now() + self._life(address.expires)

    def _life(self, expires: datetime | None) -> timedelta:
        """Return how long to play an address that dies at `expires`."""
        left = self._clock.expiry(expires, LIVE_LIFE) - self._clock.now()
        return max(MIN_RENEWAL, left - min(RENEWAL_MARGIN, left * RENEWAL_SHARE))

    async def _renew_beside(self) -> None:
        """Take a fresh address; while the cloud is slow to give it the present one serves."""
        if self._renewing is None or self._renewing.done():
            self._renewing = self._hass.async_create_background_task(
                self._renew(), "Renew a live address"
            )
        with suppress(TimeoutError):
            async with asyncio.timeout(RENEWAL_PATIENCE):
                await asyncio.shield(self._renewing)

    async def _renew(self, *, broken: bool = False) -> None:
        """Take a fresh address; without one the present one is read as long as it lives.

        Raises VxgError only if that is over.
        """
        try:
            self._take(await self._fetch())
        except VxgError as err:
            self._failures += 1
            asked = self._clock.now() + asked_pause(err)
            self._due = max(asked, self._clock.now() + _pause(self._failures))
            self._patience = max(asked, self._patience)
            self._judge(err, broken=broken)
            if broken:
                raise

    @callback
    def _handle_state(self) -> None:
        stream = self._stream
        if stream is not None and not stream.available and not self._is_relayed:
            self._hass.async_create_task(self._mend(stream))

    async def _mend(self, stream: Stream) -> None:
        """Let a stream that broke be tried again at a fresh address."""
        try:
            address = await self._fetch()
        except VxgError as err:
            self._judge(err, broken=True)
        else:
            # It waits before it tries, and would not survive to be hurried.
            stream.source = await self.async_play(address) or stream.source

    def _judge(self, err: VxgError, *, broken: bool) -> None:
        LOGGER.debug("No fresh address of a live stream: %s", err)
        final = isinstance(err, VxgRefusedError | VxgAuthenticationError)
        silent = broken and isinstance(err, VxgUnavailableError)
        stream = self._stream
        if stream is None or not (final or silent):
            return
        if not final and stream.dynamic_stream_settings.preload_stream:
            return
        # It would go on to fail, and tell so each time.
        self._hass.async_create_task(async_end(stream))


def _pause(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row."""
    seconds = MIN_RENEWAL.total_seconds() * 2.0 ** min(failures, 10)
    return timedelta(seconds=min(MAX_BACKOFF, seconds))


def _shelf() -> LruCache[int | None, tuple[datetime, str]]:
    """Return room for playlists of an address, with the time when each was read."""
    return LruCache(2 * MAX_PLAYLIST, lambda kept: len(kept[1]))
