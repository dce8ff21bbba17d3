"""Signed URLs of live streams."""

from dataclasses import dataclass, field
from datetime import datetime

from ..aiovxg import VxgClient
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
    if live.hls and not (rtsp and live.rtsp):
        STREAM_HOSTS.add_urls(live.hls)
        return StreamUrl(url=live.hls, expires=live.hls_expires, is_playlist=True)
    url = live.rtsp or live.rtmp
    assert url is not None
    STREAM_HOSTS.add_urls(url)
    return StreamUrl(url=url, expires=live.expires)
