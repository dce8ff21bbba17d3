"""Current still image of a camera."""

import asyncio
from datetime import datetime, timedelta

from ..aiovxg import VxgError, VxgUnavailableError
from ..const import LOGGER
from ..errors import requested_delay
from .images import async_fetch_image
from .session import MediaSession

# A still is as fresh as its address; where the cloud does not say, ten seconds, which is
# how often a dashboard asks. An address of an hour would make it no still of now.
STILL_TTL = timedelta(seconds=10)
MIN_STILL_AGE = timedelta(seconds=1)
MAX_STILL_AGE = timedelta(minutes=10)
# How long a camera that gave no still is left alone.
STILL_RETRY = timedelta(seconds=10)


class StillImage:
    """Current still image of a camera, fetched once per lifetime of its URL.

    While the cloud is in trouble the last one stands for it, however old.
    """

    def __init__(self, media: MediaSession, camera_id: int) -> None:
        self._media = media
        self._camera_id = camera_id
        self._key = f"still/{camera_id}"
        self._lock = asyncio.Lock()
        self._due: datetime | None = None
        self._failure: VxgError | None = None

    async def async_get(self) -> bytes | None:
        """Return the image; None while the camera is not streaming. Raises VxgError."""
        kept = self._media.cache.images
        # All who look at once wait for the same request.
        async with self._lock:
            now = self._media.clock.now()
            lost = self._failure is None and kept.get(self._key) is None
            if self._due is None or lost or now >= self._due:
                self._due = now + await self._read(now)
            content = kept.get(self._key)
            if content is None and self._failure is not None:
                if isinstance(self._failure, VxgUnavailableError):
                    return None
                raise self._failure
            return content

    async def _read(self, now: datetime) -> timedelta:
        """Fetch a new image; return the delay until the next one."""
        try:
            picture = await self._media.client.live_image(self._camera_id)
            content = await async_fetch_image(self._media.client, picture.url)
        except VxgError as err:
            LOGGER.debug("No picture of camera %s: %s", self._camera_id, err)
            self._failure = err
            return max(STILL_RETRY, requested_delay(err))
        self._failure = None
        self._media.cache.images.put(self._key, content)
        life = STILL_TTL if picture.expires is None else picture.expires - now
        return min(MAX_STILL_AGE, max(MIN_STILL_AGE, life))
