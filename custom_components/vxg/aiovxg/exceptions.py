"""Errors of the client, grouped by how a caller can handle them."""


class VxgError(Exception):
    """Base class of all errors of this package."""


class VxgTokenError(VxgError):
    """The pasted text is not usable as a token."""


class VxgInvalidTokenError(VxgTokenError):
    """The text is not a channel or group token."""


class VxgLicenseKeyError(VxgTokenError):
    """The text is a license key, which is meant for back ends only."""


class VxgInsecureUrlError(VxgError):
    """The URL would expose the token on a public network."""


class VxgMediaError(VxgError):
    """The request to a media host failed."""


class VxgMediaExpiredError(VxgMediaError):
    """A media host rejects a signed URL, usually because it expired: get a new one."""


class VxgMediaMissingError(VxgMediaExpiredError):
    """404: the media does not exist, or not yet."""


class VxgRequestError(VxgError):
    """Base class of errors of requests to the cloud.

    `detail` is the cloud's error text, which may be empty. It is safe for display:
    bounded, without control characters and without any part of a token.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(f"{message}: {detail}" if detail else message)
        self.detail = detail


class VxgConnectionError(VxgRequestError):
    """No usable response; the same request may succeed later.

    `retry_after` is the number of seconds the cloud asks to wait, if it does.
    `not_executed` is True if a write was certainly not executed; otherwise it may have
    been.
    """

    def __init__(
        self,
        message: str,
        *,
        detail: str = "",
        retry_after: float | None = None,
        not_executed: bool = False,
    ) -> None:
        super().__init__(message, detail=detail)
        self.retry_after = retry_after
        self.not_executed = not_executed


class VxgCertificateError(VxgConnectionError):
    """The server's certificate cannot be verified: it is self-signed, for example."""


class VxgTimeoutError(VxgConnectionError):
    """The cloud did not respond in time; a write may have been executed."""


class VxgResponseError(VxgConnectionError):
    """The response is not one of the API: a proxy page, a truncated body, a redirect."""


class VxgResponseSizeError(VxgResponseError):
    """The response is too large, or has too many values: request less at a time."""


class VxgUnavailableError(VxgConnectionError):
    """503: the camera is offline or not streaming, or the cloud is unavailable."""


class VxgRateLimitError(VxgConnectionError):
    """429: too many requests."""


class VxgAuthenticationError(VxgRequestError):
    """401: the token is not (or no longer) accepted."""


class VxgRefusedError(VxgRequestError):
    """The cloud refused the request; repeating it will not help."""


class VxgPermissionError(VxgRefusedError):
    """403: the token lacks the permission."""


class VxgNotFoundError(VxgRefusedError):
    """404: no such camera, event type or event that the token grants access to."""


class VxgUnsupportedStreamError(VxgRefusedError):
    """The camera has live streams, but none that can be used; `detail` names them."""


class VxgBadRequestError(VxgRefusedError):
    """400 or 409: the request is invalid, or the object exists already."""
