"""Errors of the client, named by what the caller can do about them."""


class VxgError(Exception):
    """Root of everything this package raises on purpose."""


class VxgTokenError(VxgError):
    """The pasted text cannot serve as a credential."""


class VxgInvalidTokenError(VxgTokenError):
    """The text is no channel or group token."""


class VxgLicenseKeyError(VxgTokenError):
    """The text is a licence key, which belongs to back ends only."""


class VxgInsecureUrlError(VxgError):
    """The address would carry the credential unprotected over a public network."""


class VxgMediaError(VxgError):
    """A media host answered with something that is not the media asked for."""


class VxgMediaExpiredError(VxgMediaError):
    """A media host refuses an address, as it does when it died: ask for a new one."""


class VxgMediaMissingError(VxgMediaExpiredError):
    """404: a media host has nothing there, any more or yet."""


class VxgRequestError(VxgError):
    """Root of everything that a request to the cloud can end in.

    `detail` is the cloud's own words, made safe for display: bounded, without control
    characters and without any part of the credential. It may be empty.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        """Keep the cloud's words beside our own."""
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
        """Keep how long to wait beside the cloud's words."""
        super().__init__(message, detail=detail)
        self.retry_after = retry_after
        self.not_executed = not_executed


class VxgTimeoutError(VxgConnectionError):
    """The cloud did not answer in time; a write may have been carried out."""


class VxgResponseError(VxgConnectionError):
    """An answer came, but not one of the API: a proxy's page, a cut body, a redirect."""


class VxgUnavailableError(VxgConnectionError):
    """503: the camera is offline or not streaming, or the cloud is in trouble."""


class VxgRateLimitError(VxgConnectionError):
    """429: the cloud asks for patience."""


class VxgAuthenticationError(VxgRequestError):
    """401: the credential is not (or no longer) accepted."""


class VxgRefusedError(VxgRequestError):
    """The cloud understood and said no; sending the same again will not help."""


class VxgPermissionError(VxgRefusedError):
    """403: the credential lacks the right."""


class VxgNotFoundError(VxgRefusedError):
    """404: no such camera, event type or event, as far as this credential reaches."""


class VxgBadRequestError(VxgRefusedError):
    """400 or 409: something in the request is wrong, or is there already."""
