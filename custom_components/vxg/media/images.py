"""Images of events and clips, fetched on demand and cached."""

from collections.abc import Iterable
from datetime import datetime

from ..aiovxg import (
    Event,
    SignedImage,
    VxgClient,
    VxgMediaError,
    VxgMediaExpiredError,
    VxgNotFoundError,
)
from .cache import SIGNED_URL_TTL, SignedUrl
from .identifier import MediaIdentifier, MediaKind
from .session import MediaSession

# A still of a 4K camera is about 2 MB.
MAX_SINGLE_IMAGE_BYTES = 16 * 1024 * 1024


# How the pictures that browsers show begin. An SVG is none: it can hold a program.
IMAGE_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
)


def image_type(content: bytes) -> str | None:
    """Return the content type of an image by its first bytes; None if it is not one."""
    for start, content_type in IMAGE_SIGNATURES:
        if content.startswith(start):
            return content_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None


class ImageNotFoundError(VxgMediaError):
    """There is no image, or not yet."""


async def async_fetch_image(client: VxgClient, url: str) -> bytes:
    """Fetch an image. Raises VxgError, also if it is not an image."""
    content, _ = await client.fetch(url, max_bytes=MAX_SINGLE_IMAGE_BYTES)
    if image_type(content) is None:
        raise VxgMediaError("The media host sent no picture")
    return content


async def async_get_event(media: MediaSession, camera_id: int, event_id: int) -> Event:
    """Return one event of a camera. Raises VxgError, also if it is another camera's."""
    event = await media.client.event(event_id)
    if event.camera_id != camera_id:
        raise VxgNotFoundError("The event is another camera's")
    return event


def cache_image_urls(
    media: MediaSession, events: Iterable[Event], expires: datetime | None = None
) -> None:
    """Cache the URLs of events' images."""
    expires = media.clock.expiry(expires, SIGNED_URL_TTL)
    for event in events:
        if event.thumb is not None:
            media.cache.image_urls.put(
                _key(event.camera_id, MediaKind.EVENT, event.id),
                SignedUrl(url=event.thumb.url, expires=expires),
            )


async def async_get_image(media: MediaSession, wanted: MediaIdentifier) -> bytes:
    """Return the image of an event or clip. Raises VxgError."""
    assert wanted.number is not None
    key = _key(wanted.camera_id, wanted.kind, wanted.number)
    async with media.cache.image_slots:
        content = media.cache.images.get(key)
        if content is None:
            content = await _fetch_cached_url(media, key)
        if content is None:
            picture = await _read_image_url(media, wanted, wanted.number)
            if picture is None:
                raise ImageNotFoundError("There is no picture")
            content = await async_fetch_image(media.client, picture.url)
        media.cache.images.put(key, content)
    return content


async def _fetch_cached_url(media: MediaSession, key: str) -> bytes | None:
    """Fetch from a cached URL; None if there is none, or if it expired."""
    address = media.cache.image_urls.get(key)
    if address is None or address.expires <= media.clock.now():
        return None
    try:
        return await async_fetch_image(media.client, address.url)
    except VxgMediaExpiredError:
        media.cache.image_urls.discard(key)
        return None


async def _read_image_url(
    media: MediaSession, wanted: MediaIdentifier, number: int
) -> SignedImage | None:
    if wanted.kind is MediaKind.CLIP:
        return (await media.client.recordings.clip(wanted.camera_id, number)).thumb
    return (await async_get_event(media, wanted.camera_id, number)).thumb


def _key(camera_id: int, kind: MediaKind, number: int) -> str:
    return f"{camera_id}/{kind}/{number}"
