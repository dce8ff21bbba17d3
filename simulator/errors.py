"""Errors of the API (sections 2 and 9)."""

from aiohttp import web

ERROR_TYPES = {
    400: "bad_request",
    401: "invalid_auth",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    429: "too_many_requests",
    500: "internal_error",
    503: "unavailable",
}


class ApiError(Exception):
    """An error response of the API."""

    def __init__(self, status: int, detail: str) -> None:
        """Create an error with the text of `errorDetail`."""
        super().__init__(detail)
        self.status = status
        self.detail = detail

    def response(self) -> web.Response:
        """Return the response."""
        return error_response(self.status, self.detail)


def error_response(
    status: int, detail: str, headers: dict[str, str] | None = None
) -> web.Response:
    """Return an error response of the API."""
    return web.json_response(
        {
            "status": status,
            "errorType": ERROR_TYPES.get(status, "error"),
            "errorDetail": detail,
        },
        status=status,
        headers=headers,
    )
