"""The cloud's clock (section 2)."""

from aiohttp import web

from ..auth import cloud_of, credential_of
from ..responses import answer


async def server_time(request: web.Request) -> web.Response:
    """Tell the server's clock."""
    credential_of(request)
    cloud = cloud_of(request)
    return answer(request, {"utc": cloud.spelling.time(cloud.now())})
