"""Pictures and live addresses: signed, short-lived, fetched without a credential."""

from .aiovxg import VxgClient, VxgMediaError
from .const import MAX_STILL_BYTES

# How the pictures that browsers show begin: JPEG, PNG, GIF and (within RIFF) WebP.
IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")


async def async_still(client: VxgClient, camera_id: int) -> bytes:
    """Return a picture of now. Raises VxgError."""
    picture = await client.live_image(camera_id)
    content, _ = await client.fetch(picture.url, max_bytes=MAX_STILL_BYTES)
    if not content.startswith(IMAGE_STARTS):
        raise VxgMediaError("The media host sent no picture")
    return content


async def async_live_address(client: VxgClient, camera_id: int) -> str | None:
    """Return a fresh address of the live stream, HLS where there is. Raises VxgError."""
    live = await client.live(camera_id)
    return live.hls or live.rtsp or live.rtmp
