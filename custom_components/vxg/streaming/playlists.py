"""Playlists of live streams, and segments that are bound to a cookie of their playlist."""

import asyncio
from contextlib import AbstractAsyncContextManager

from aiohttp import CookieJar
from homeassistant.core import HomeAssistant

from ..aiovxg import KNOWN_SECRETS, MediaPolicy, MediaResponse, VxgClient, VxgMediaError
from .hls import CookieScope, rewrite_playlist
from .log_filter import STREAM_HOSTS

# A live playlist lists a few segments, or those of many hours. Rewriting takes 0.2 s
# for each megabyte, so a large one is rewritten in the executor.
MAX_PLAYLIST_BYTES = 4 * 1024 * 1024
LARGE_PLAYLIST_BYTES = 32 * 1024
PLAYLIST_TIMEOUT = 10
MAX_SECRET_LINES = 100
# Far more than a media host sets.
MAX_COOKIES = 50


class PlaylistFetcher:
    """Fetches the playlists of a stream, with the cookies that they set."""

    def __init__(self, hass: HomeAssistant, client: VxgClient) -> None:
        self._hass = hass
        self._media = client.media
        # Media hosts may be IP addresses.
        self._cookies = CookieJar(unsafe=True)

    async def fetch(self, url: str) -> tuple[str, list[str]]:
        """Return a playlist that is rewritten for the player, and its child playlists.

        Raises VxgMediaError.
        """
        content = bytearray()
        problem = None
        try:
            async with (
                asyncio.timeout(PLAYLIST_TIMEOUT),
                self._media.open(url, cookies=self._cookies) as response,
            ):
                async for chunk in response.chunks:
                    content += chunk
                    if len(content) > MAX_PLAYLIST_BYTES:
                        raise VxgMediaError("The playlist is too large")
                # Playlists must be UTF-8; pass other bytes on as they are.
                text = content.decode(errors="surrogateescape")
                arguments = (
                    text,
                    response.url,
                    self._media.policy,
                    self._cookie_scopes(),
                )
                if len(content) < LARGE_PLAYLIST_BYTES:
                    return _rewrite_playlist(*arguments)
                return await self._hass.async_add_executor_job(
                    _rewrite_playlist, *arguments
                )
        except (TimeoutError, ValueError) as err:
            problem = type(err).__name__
        raise VxgMediaError(f"Could not read a playlist ({problem})")

    def open_segment(
        self, url: str, byte_range: str | None
    ) -> AbstractAsyncContextManager[MediaResponse]:
        """Open a segment with the cookies of the playlists. Raises VxgMediaError."""
        return self._media.open(url, byte_range=byte_range, cookies=self._cookies)

    def _cookie_scopes(self) -> frozenset[CookieScope]:
        if len(self._cookies) > MAX_COOKIES:
            self._cookies.clear()
        return frozenset((cookie["domain"], cookie["path"]) for cookie in self._cookies)


def _rewrite_playlist(
    text: str, base: str, policy: MediaPolicy, scopes: frozenset[CookieScope]
) -> tuple[str, list[str]]:
    """Rewrite a playlist, and register the hosts of its segments for the log filter."""
    text, children = rewrite_playlist(text, base, policy, scopes)
    STREAM_HOSTS.add_urls(text)
    # The newest ones, which the player is about to request.
    for url in (*children, *text.split("\n")[-MAX_SECRET_LINES:]):
        KNOWN_SECRETS.add_url(url)
    return text, children
