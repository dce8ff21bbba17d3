"""Current still image of a camera."""

import asyncio
from datetime import timedelta

from ..aiovxg import VxgError, VxgUnavailableError
from ..const import LOGGER
from ..errors import requested_delay
from ..helpers import clocks
from .images import async_fetch_image
from .session import MediaSession

# An image is current while its URL is valid. Without an expiry it is current for as
# long as dashboards wait between requests; a URL that is valid for hours is limited.
STILL_TTL = timedelta(seconds=10)
MIN_STILL_AGE = timedelta(seconds=1)
MAX_STILL_AGE = timedelta(minutes=10)
# Minimum delay after a failure.
STILL_RETRY = timedelta(seconds=10)


def still_key(camera_id: int) -> str:
    """Return the key of a camera's still image in the cache."""
    return f"still/{camera_id}"


class StillImage:
    """Current still image of a camera, fetched once per lifetime of its URL.

    While it cannot be fetched, the last one is returned, however old.
    """

    def __init__(self, media: MediaSession, camera_id: int) -> None:
        self._media = media
        self._camera_id = camera_id
        self._key = still_key(camera_id)
        self._lock = asyncio.Lock()
        self._next_refresh: timedelta | None = None
        self._failure: VxgError | None = None

    async def async_get(self) -> bytes | None:
        """Return the image; None while the camera is not streaming. Raises VxgError."""
        images = self._media.cache.images
        # Concurrent callers share one request.
        async with self._lock:
            now = clocks.uptime()
            evicted = self._failure is None and images.get(self._key) is None
            if self._next_refresh is None or evicted or now >= self._next_refresh:
                self._next_refresh = now + await self._refresh()
            content = images.get(self._key)
            if content is None and self._failure is not None:
                if isinstance(self._failure, VxgUnavailableError):
                    return None
                raise self._failure
            return content

    async def _refresh(self) -> timedelta:
        """Fetch a new image; return the delay until the next one."""
        try:
            image = await self._media.client.live_image(self._camera_id)
            content = await async_fetch_image(self._media.client, image.url)
        except VxgError as err:
            LOGGER.debug(
                "Could not fetch an image of camera %s: %s", self._camera_id, err
            )
            self._failure = err
            return max(STILL_RETRY, requested_delay(err))
        self._failure = None
        self._media.cache.images.put(self._key, content)
        lifetime = STILL_TTL
        if image.expires is not None:
            lifetime = image.expires - self._media.clock.now()
        return min(MAX_STILL_AGE, max(MIN_STILL_AGE, lifetime))
