"""Images of events and clips, fetched on demand and cached."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from ..aiovxg import (
    Event,
    SignedImage,
    VxgClient,
    VxgMediaError,
    VxgMediaExpiredError,
    VxgNotFoundError,
)
from ..helpers import clocks
from .cache import SIGNED_URL_TTL, SignedUrl
from .identifier import MediaIdentifier, MediaKind
from .session import MediaSession

# A still image of a 4K camera has about 2 MB.
MAX_SINGLE_IMAGE_BYTES = 16 * 1024 * 1024

# The host of the cloud's own API, as no media host is called.
CLOUD = ""

# First bytes of images that browsers show. Not SVG, which can contain scripts.
IMAGE_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
)


def image_type(content: bytes) -> str | None:
    """Return the content type of an image by its first bytes; None if it is not one."""
    for signature, content_type in IMAGE_SIGNATURES:
        if content.startswith(signature):
            return content_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None


class ImageNotFoundError(VxgMediaError):
    """There is no image, or not yet."""


async def async_fetch_image(client: VxgClient, url: str) -> bytes:
    """Fetch an image. Raises VxgError, also if it is not an image."""
    content, _ = await client.media.fetch(url, max_bytes=MAX_SINGLE_IMAGE_BYTES)
    if image_type(content) is None:
        raise VxgMediaError("The media host did not send an image")
    return content


async def async_get_event(media: MediaSession, camera_id: int, event_id: int) -> Event:
    """Return an event of a camera. Raises VxgError, also if it is another camera's."""
    event = await media.client.event(event_id, camera_id)
    if event.camera_id != camera_id:
        raise VxgNotFoundError("The event belongs to another camera")
    media.on_events([event])
    return event


def cache_image_urls(
    media: MediaSession, events: Iterable[Event], expires: datetime | None = None
) -> None:
    """Cache the URLs of listed events' images, and report those that are awaited."""
    events = list(events)
    expiry = media.clock.expiry(expires, SIGNED_URL_TTL)
    for event in events:
        if event.thumb is not None:
            media.cache.image_urls.put(
                _cache_key(event.camera_id, MediaKind.EVENT, event.id),
                SignedUrl(url=event.thumb.url, expires=expiry),
            )
    media.on_events(events)


async def async_get_image(media: MediaSession, identifier: MediaIdentifier) -> bytes:
    """Return the image of an event or clip. Raises VxgError."""
    assert identifier.number is not None
    key = _cache_key(identifier.camera_id, identifier.kind, identifier.number)
    content = media.cache.images.get(key)
    if content is None:
        content = await _fetch_cached_url(media, key)
    if content is None:
        async with media.cache.image_slots(CLOUD):
            image = await _fetch_image_url(media, identifier, identifier.number)
        if image is None:
            raise ImageNotFoundError("There is no image")
        content = await _fetch(media, key, image.url)
    media.cache.images.put(key, content)
    return content


async def _fetch(media: MediaSession, key: str, url: str) -> bytes:
    """Fetch an image, unless another request did meanwhile.

    A slow host delays only the images that it has.
    """
    async with media.cache.image_slots(urlsplit(url).netloc):
        return media.cache.images.get(key) or await async_fetch_image(media.client, url)


async def _fetch_cached_url(media: MediaSession, key: str) -> bytes | None:
    """Fetch from a cached URL; None if there is none, or if it expired."""
    signed_url = media.cache.image_urls.get(key)
    if signed_url is None or signed_url.expires <= clocks.uptime():
        return None
    try:
        return await _fetch(media, key, signed_url.url)
    except VxgMediaExpiredError:
        media.cache.image_urls.discard(key)
        return None


async def _fetch_image_url(
    media: MediaSession, identifier: MediaIdentifier, number: int
) -> SignedImage | None:
    if identifier.kind is MediaKind.CLIP:
        return (await media.client.recordings.clip(identifier.camera_id, number)).thumb
    return (await async_get_event(media, identifier.camera_id, number)).thumb


def _cache_key(camera_id: int, kind: MediaKind, number: int) -> str:
    return f"{camera_id}/{kind}/{number}"
