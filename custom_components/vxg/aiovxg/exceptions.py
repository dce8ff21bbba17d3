"""Errors of the client, named by what the caller can do about them."""


class VxgError(Exception):
    """Base class for the errors of this package."""


class VxgTokenError(VxgError):
    """The text cannot be used as a credential."""


class VxgInvalidTokenError(VxgTokenError):
    """The text is not a channel or group token."""


class VxgLicenseKeyError(VxgTokenError):
    """The text is a license key, which belongs to back ends only."""


class VxgInsecureUrlError(VxgError):
    """The URL would send the credential unencrypted over a public network."""


class VxgMediaError(VxgError):
    """A media host did not return the requested media."""


class VxgMediaExpiredError(VxgMediaError):
    """A signed URL was refused, as it is once it expired: request a new one."""


class VxgMediaMissingError(VxgMediaExpiredError):
    """404: the media host has nothing there, or not yet."""


class VxgRequestError(VxgError):
    """Base class for failed requests to the cloud.

    `detail` is the cloud's own words, made safe for display: bounded, without control
    characters and without any part of the credential. It may be empty.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(f"{message}: {detail}" if detail else message)
        self.detail = detail


class VxgConnectionError(VxgRequestError):
    """No usable answer; the same request may succeed later.

    `retry_after` is how many seconds the cloud wants to be left alone, where it says so.
    `not_executed` is True where a write was surely not carried out; otherwise it may have been.
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


class VxgTimeoutError(VxgConnectionError):
    """The cloud did not answer in time; a write may have been carried out."""


class VxgResponseError(VxgConnectionError):
    """The answer is not one of the API: a proxy's page, a truncated body, a redirect."""


class VxgUnavailableError(VxgConnectionError):
    """503: the camera is offline or not streaming, or the cloud is unavailable."""


class VxgRateLimitError(VxgConnectionError):
    """429: too many requests."""


class VxgAuthenticationError(VxgRequestError):
    """401: the credential is not, or no longer, accepted."""


class VxgRefusedError(VxgRequestError):
    """The cloud refused the request; repeating it will not help."""


class VxgPermissionError(VxgRefusedError):
    """403: the credential lacks the permission."""


class VxgNotFoundError(VxgRefusedError):
    """404: no such camera, event type or event for this credential."""


class VxgBadRequestError(VxgRefusedError):
    """400 or 409: the request is invalid, or the object exists already."""
