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
    """An answer with the error body of section 2."""

    def __init__(self, status: int, detail: str) -> None:
        """Say what went wrong."""
        super().__init__(detail)
        self.status = status
        self.detail = detail

    def response(self) -> web.Response:
        """Return the answer."""
        return error_response(self.status, self.detail)


def error_response(
    status: int, detail: str, headers: dict[str, str] | None = None
) -> web.Response:
    """Return an answer with the error body of section 2."""
    return web.json_response(
        {
            "status": status,
            "errorType": ERROR_TYPES.get(status, "error"),
            "errorDetail": detail,
        },
        status=status,
        headers=headers,
    )
