"""Signed URLs of live streams."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from homeassistant.core import callback

from ..aiovxg import (
    KNOWN_SECRETS,
    LiveStreamUrls,
    VxgClient,
    VxgError,
    VxgMediaError,
    VxgUnsupportedStreamError,
)
from ..helpers import clocks
from ..helpers.clocks.cloud_clock import CloudClock
from .log_filter import STREAM_HOSTS

# With this share of its lifetime left, a URL is replaced by a new one. Without an expiry
# it is assumed to be as short-lived as possible (API page, section 7).
RENEWAL_SHARE = 0.25
STREAM_URL_TTL = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamUrl:
    """A signed URL of a live stream, with its expiry by the cloud's clock."""

    url: str = field(repr=False)
    expires: datetime | None = None
    is_playlist: bool = False


class StreamUrls:
    """The URLs of a camera's live streams, requested once for all viewers.

    A WebRTC provider that gets another URL opens a further connection to the cloud.
    """

    def __init__(self, client: VxgClient, clock: CloudClock, camera_id: int) -> None:
        self._client = client
        self._clock = clock
        self._camera_id = camera_id
        self._lock = asyncio.Lock()
        # By whether RTSP is preferred, with the uptime until which it is used.
        self._urls: dict[bool, tuple[StreamUrl, timedelta]] = {}
        # Number of completed requests, and the error of the last one.
        self._requests = 0
        self._error: VxgError | None = None

    @callback
    def discard(self) -> None:
        """Request new URLs for the next viewer."""
        self._urls = {}

    async def async_get(
        self, *, rtsp: bool = False, broken: str | None = None
    ) -> StreamUrl:
        """Return a URL; HLS if available, unless RTSP is requested.

        A `broken` URL is not used again, unless the cloud repeats it. Raises VxgError.
        """
        requests = self._requests
        async with self._lock:
            # Callers that waited for the same request share its result.
            is_new = self._requests != requests
            if is_new and self._error is not None:
                raise self._error
            if not self._is_usable(rtsp, broken, is_new=is_new):
                await self._request()
            stream_url, _ = self._urls[rtsp]
        # The player connects to it by itself.
        if not await self._client.media.policy.allows_resolved(stream_url.url):
            raise VxgMediaError("The address of the live stream is not allowed")
        KNOWN_SECRETS.add_url(stream_url.url)
        STREAM_HOSTS.add_urls(stream_url.url)
        return stream_url

    def _is_usable(self, rtsp: bool, broken: str | None, *, is_new: bool) -> bool:
        if rtsp not in self._urls:
            return False
        stream_url, renew_at = self._urls[rtsp]
        return is_new or (stream_url.url != broken and clocks.uptime() < renew_at)

    async def _request(self) -> None:
        self._urls, self._error = {}, None
        try:
            live = await self._client.live_stream_urls(self._camera_id)
            now = clocks.uptime()
            for rtsp in (False, True):
                stream_url = self._select(live, rtsp)
                lifetime = self._clock.expiry(stream_url.expires, STREAM_URL_TTL) - now
                self._urls[rtsp] = stream_url, now + lifetime * (1 - RENEWAL_SHARE)
        except VxgError as err:
            self._error = err
            raise
        finally:
            self._requests += 1

    def _select(self, live: LiveStreamUrls, rtsp: bool) -> StreamUrl:
        is_playlist = live.hls is not None and not (rtsp and live.rtsp)
        url = live.hls if is_playlist else live.rtsp or live.rtmp
        if url is None:
            raise VxgUnsupportedStreamError(
                "No stream that can be played", detail=", ".join(live.unsupported)
            )
        return StreamUrl(
            url=self._client.media.resolve(url),
            expires=live.hls_expires if is_playlist else live.expires,
            is_playlist=is_playlist,
        )
