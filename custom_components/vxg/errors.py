"""Errors of the client as translated errors of Home Assistant."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .aiovxg import (
    VxgAuthenticationError,
    VxgBadRequestError,
    VxgCertificateError,
    VxgConnectionError,
    VxgError,
    VxgMediaError,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRateLimitError,
    VxgRequestError,
    VxgResponseError,
    VxgTimeoutError,
    VxgUnavailableError,
    VxgUnsupportedStreamError,
)
from .const import DOMAIN, MAX_RETRY_AFTER


class UnexpectedError(VxgRequestError):
    """An operation failed with an exception that nobody expected; `detail` names it."""

    def __init__(self, name: str) -> None:
        super().__init__("Unexpected error", detail=name)


# The first match applies, so subclasses come before their base classes.
TRANSLATION_KEYS: tuple[tuple[type[VxgError], str], ...] = (
    (VxgAuthenticationError, "token_refused"),
    (VxgPermissionError, "not_allowed"),
    (VxgNotFoundError, "not_found"),
    (VxgBadRequestError, "refused"),
    (VxgUnsupportedStreamError, "unsupported_stream"),
    (VxgRateLimitError, "rate_limited"),
    (VxgTimeoutError, "timeout"),
    (VxgCertificateError, "invalid_certificate"),
    (VxgUnavailableError, "cloud_unavailable"),
    (VxgResponseError, "unexpected_answer"),
    (VxgMediaError, "no_media"),
    (UnexpectedError, "unexpected_error"),
)


def request_error[ErrorT: HomeAssistantError = HomeAssistantError](
    err: VxgError,
    subject: str,
    error_type: type[ErrorT] | None = None,
    **arguments: Any,
) -> ErrorT:
    """Return a failed request as a translated error.

    `subject` names the camera or entry that it was about; `error_type` is the kind of
    error that the caller has to raise, and takes the further arguments.
    """
    detail = err.detail if isinstance(err, VxgRequestError) else ""
    error = (error_type or HomeAssistantError)(
        translation_domain=DOMAIN,
        translation_key=_translation_key(err),
        translation_placeholders={"subject": subject, "detail": detail or "–"},
        **arguments,
    )
    return cast(ErrorT, error)


def translated_error[ErrorT: HomeAssistantError](
    error_type: type[ErrorT], key: str, **placeholders: str
) -> ErrorT:
    """Return an error with one of the integration's texts."""
    return error_type(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders,
    )


def validation_error(key: str, **placeholders: str) -> ServiceValidationError:
    """Return the error for invalid input."""
    return translated_error(ServiceValidationError, key, **placeholders)


def translation_of(err: HomeAssistantError) -> dict[str, Any]:
    """Return the translation of an error, for the response to a websocket command."""
    return {
        "translation_domain": err.translation_domain,
        "translation_key": err.translation_key,
        "translation_placeholders": err.translation_placeholders,
    }


def requested_delay(err: VxgError) -> timedelta:
    """Return the delay that the cloud asked for, up to a limit."""
    retry_after = err.retry_after if isinstance(err, VxgConnectionError) else None
    return timedelta(seconds=min(retry_after or 0, MAX_RETRY_AFTER))


def combined_error(errors: Mapping[str, HomeAssistantError]) -> HomeAssistantError:
    """Return one error for several entities; a single error is returned itself."""
    if len(errors) == 1:
        return next(iter(errors.values()))
    invalid_input = all(
        isinstance(err, ServiceValidationError) for err in errors.values()
    )
    error_type = ServiceValidationError if invalid_input else HomeAssistantError
    return error_type(
        translation_domain=DOMAIN,
        translation_key="several_failed",
        translation_placeholders={
            "failures": "; ".join(f"{name}: {err}" for name, err in errors.items())
        },
    )


def _translation_key(err: VxgError) -> str:
    for error_type, key in TRANSLATION_KEYS:
        if isinstance(err, error_type):
            return key
    return "cannot_connect"
