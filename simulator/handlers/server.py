"""The server's clock (section 2)."""

from aiohttp import web

from ..auth import get_cloud
from ..responses import json_response


async def get_time(request: web.Request) -> web.Response:
    """Return the server's time, which needs no credential."""
    cloud = get_cloud(request)
    return json_response(request, {"utc": cloud.wire_format.format_time(cloud.now())})
