"""JSON responses and pages of lists (section 2)."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from .auth import get_cloud
from .parsing import parse_int


def json_response(request: web.Request, data: Any, status: int = 200) -> web.Response:
    """Return JSON in the cloud's wire format."""
    return web.json_response(
        get_cloud(request).wire_format.convert(data), status=status
    )


def paginated_response[ItemT](
    request: web.Request,
    items: list[ItemT],
    as_json: Callable[[ItemT], Any] = lambda item: item,
    **meta: Any,
) -> web.Response:
    """Return a page of a list (section 2), whose items are converted to JSON."""
    cloud = get_cloud(request)
    wanted = parse_int(request.query.get("limit"), 20) or 1000
    limit = max(1, min(wanted, cloud.page_cap))
    offset = max(0, parse_int(request.query.get("offset"), 0))
    total = len(items)

    def link(start: int) -> str:
        # Without the flags of the query, as the real cloud does.
        return f"{request.path}?limit={limit}&offset={start}"

    objects = [as_json(item) for item in items[offset : offset + limit]]
    page: dict[str, Any] = {
        "limit": limit,
        "next": link(offset + limit) if offset + limit < total else None,
        "offset": offset,
        "previous": link(max(0, offset - limit)) if offset else None,
        **meta,
    }
    if cloud.wire_format.total_count != "missing":
        totals = {"exact": total, "page": len(objects)}
        page["total_count"] = totals.get(cloud.wire_format.total_count)
    return json_response(request, {"meta": page, "objects": objects})
