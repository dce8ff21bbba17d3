"""Signed URLs of live streams."""

from dataclasses import dataclass, field
from datetime import datetime

from ..aiovxg import KNOWN_SECRETS, VxgClient, VxgMediaError, VxgUnsupportedStreamError
from .log_filter import STREAM_HOSTS


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamUrl:
    """A signed URL of a live stream, with its expiry by the cloud's clock."""

    url: str = field(repr=False)
    expires: datetime | None = None
    is_playlist: bool = False


async def async_get_stream_url(
    client: VxgClient, camera_id: int, *, rtsp: bool = False
) -> StreamUrl:
    """Return a fresh URL; HLS if available, unless RTSP is requested.

    Raises VxgError.
    """
    live = await client.live_stream_urls(camera_id)
    is_playlist = live.hls is not None and not (rtsp and live.rtsp)
    url = live.hls if is_playlist else live.rtsp or live.rtmp
    if url is None:
        raise VxgUnsupportedStreamError(
            "No stream that can be played", detail=", ".join(live.unsupported)
        )
    url = client.media.resolve(url)
    # The player connects to it by itself.
    if not await client.media.policy.allows_resolved(url):
        raise VxgMediaError("The address of the live stream is not allowed")
    KNOWN_SECRETS.add_url(url)
    STREAM_HOSTS.add_urls(url)
    return StreamUrl(
        url=url,
        expires=live.hls_expires if is_playlist else live.expires,
        is_playlist=is_playlist,
    )
