"""Pictures: of now and of events, fetched when somebody looks, kept within bounds."""

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
from .cache import ADDRESS_LIFE, Address
from .identifier import Kind, MediaId
from .session import MediaSession

# A still of a 4K camera is about 2 MB.
MAX_STILL_BYTES = 16 * 1024 * 1024


# How the pictures that browsers show begin. An SVG is none: it can hold a program.
IMAGE_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
)


def image_type(content: bytes) -> str | None:
    """Return the content type of a picture by its first bytes; None if it is none."""
    for start, content_type in IMAGE_STARTS:
        if content.startswith(start):
            return content_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None


class NoPictureError(VxgMediaError):
    """There is no picture, or none yet."""


async def async_fetch_image(client: VxgClient, url: str) -> bytes:
    """Fetch an image. Raises VxgError, also for what is no image."""
    content, _ = await client.fetch(url, max_bytes=MAX_STILL_BYTES)
    if image_type(content) is None:
        raise VxgMediaError("The media host sent no picture")
    return content


async def async_event(media: MediaSession, camera_id: int, event_id: int) -> Event:
    """Read one event of a camera. Raises VxgError, also if it is another camera's."""
    event = await media.client.event(event_id)
    if event.camera_id != camera_id:
        raise VxgNotFoundError("The event is another camera's")
    return event


def remember_pictures(
    media: MediaSession, events: Iterable[Event], expires: datetime | None = None
) -> None:
    """Keep the addresses of events' pictures for whoever looks at them next."""
    expires = media.clock.expiry(expires, ADDRESS_LIFE)
    for event in events:
        if event.thumb is not None:
            media.cache.addresses.put(
                _key(event.camera_id, Kind.EVENT, event.id),
                Address(url=event.thumb.url, expires=expires),
            )


async def async_picture(media: MediaSession, wanted: MediaId) -> bytes:
    """Return the picture of an event or clip. Raises VxgError."""
    assert wanted.number is not None
    key = _key(wanted.camera_id, wanted.kind, wanted.number)
    async with media.cache.gate:
        content = media.cache.pictures.get(key)
        if content is None:
            content = await _fetch_remembered(media, key)
        if content is None:
            picture = await _read_picture(media, wanted, wanted.number)
            if picture is None:
                raise NoPictureError("There is no picture")
            content = await async_fetch_image(media.client, picture.url)
        media.cache.pictures.put(key, content)
    return content


async def _fetch_remembered(media: MediaSession, key: str) -> bytes | None:
    """Fetch from an address that is known; None if there is none, or a dead one."""
    address = media.cache.addresses.get(key)
    if address is None or address.expires <= media.clock.now():
        return None
    try:
        return await async_fetch_image(media.client, address.url)
    except VxgMediaExpiredError:
        media.cache.addresses.drop(key)
        return None


async def _read_picture(
    media: MediaSession, wanted: MediaId, number: int
) -> SignedImage | None:
    if wanted.kind is Kind.CLIP:
        return (await media.client.recordings.clip(wanted.camera_id, number)).thumb
    return (await async_event(media, wanted.camera_id, number)).thumb


def _key(camera_id: int, kind: Kind, number: int) -> str:
    return f"{camera_id}/{kind}/{number}"
