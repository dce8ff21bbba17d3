"""How requests are read and answers shaped, whatever they are about (section 2)."""

from typing import Any

from aiohttp import web

from .auth import cloud_of
from .parsing import read_int


def answer(request: web.Request, data: Any, status: int = 200) -> web.Response:
    """Answer JSON in the spelling that is set."""
    return web.json_response(cloud_of(request).spelling.dress(data), status=status)


def paged(request: web.Request, items: list[Any], **meta: Any) -> web.Response:
    """Answer one page of a list (section 2)."""
    cloud = cloud_of(request)
    wanted = read_int(request.query.get("limit"), 20) or 1000
    limit = max(1, min(wanted, cloud.page_cap))
    offset = max(0, read_int(request.query.get("offset"), 0))
    total = len(items)

    def link(start: int) -> str:
        # It drops the flags, as the real one does.
        return f"{request.path}?limit={limit}&offset={start}"

    page: dict[str, Any] = {
        "limit": limit,
        "next": link(offset + limit) if offset + limit < total else None,
        "offset": offset,
        "previous": link(max(0, offset - limit)) if offset else None,
        **meta,
    }
    if cloud.spelling.total_count != "missing":
        exact = cloud.spelling.total_count == "exact"
        page["total_count"] = total if exact else None
    return answer(request, {"meta": page, "objects": items[offset : offset + limit]})
