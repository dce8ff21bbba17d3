"""Errors of the client as translated errors of Home Assistant: one table."""

from collections.abc import Mapping
from datetime import timedelta

from homeassistant.exceptions import (
    ConditionErrorMessage,
    HomeAssistantError,
    ServiceValidationError,
)
from homeassistant.helpers.update_coordinator import UpdateFailed

from .aiovxg import (
    VxgAuthenticationError,
    VxgBadRequestError,
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
)
from .const import DOMAIN, MAX_RETRY_AFTER

# The first match counts, so the special stands before the general.
TRANSLATION_KEYS: tuple[tuple[type[VxgError], str], ...] = (
    (VxgAuthenticationError, "token_refused"),
    (VxgPermissionError, "not_allowed"),
    (VxgNotFoundError, "not_found"),
    (VxgBadRequestError, "refused"),
    (VxgRateLimitError, "rate_limited"),
    (VxgTimeoutError, "timeout"),
    (VxgUnavailableError, "cloud_unavailable"),
    (VxgResponseError, "unexpected_answer"),
    (VxgMediaError, "no_media"),
)


def translation_key(err: VxgError) -> str:
    """Return the key of the text for a client's error."""
    for error_type, key in TRANSLATION_KEYS:
        if isinstance(err, error_type):
            return key
    return "cannot_connect"


def request_error(err: VxgError, subject: str) -> HomeAssistantError:
    """Return what a person is told when a request about a camera failed."""
    return request_error_as(HomeAssistantError, err, subject)


def request_error_as[ErrorT: HomeAssistantError](
    error_type: type[ErrorT], err: VxgError, subject: str
) -> ErrorT:
    """Return what `failed` does, as the kind of error that is expected there."""
    return error_type(
        translation_domain=DOMAIN,
        translation_key=translation_key(err),
        translation_placeholders=_placeholders(err, subject),
    )


def update_error(
    err: VxgError, subject: str, *, retry_after: float | None = None
) -> UpdateFailed:
    """Return what a coordinator raises when it could not read."""
    return UpdateFailed(
        translation_domain=DOMAIN,
        translation_key=translation_key(err),
        translation_placeholders=_placeholders(err, subject),
        retry_after=retry_after,
    )


def translated_error[ErrorT: HomeAssistantError](
    error_type: type[ErrorT], key: str, **placeholders: str
) -> ErrorT:
    """Return what a person is told, as the kind of error that is expected there."""
    return error_type(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders,
    )


def validation_error(key: str, **placeholders: str) -> ServiceValidationError:
    """Return what a person is told when an order cannot be right."""
    return translated_error(ServiceValidationError, key, **placeholders)


def condition_error(
    condition: str, key: str, **placeholders: str
) -> ConditionErrorMessage:
    """Return why a condition is neither true nor false."""
    # The error itself takes no translation, only a text.
    text = str(translated_error(HomeAssistantError, key, **placeholders))
    return ConditionErrorMessage(condition, text)


def requested_delay(err: VxgError) -> timedelta:
    """Return for how long the cloud wants to be left alone, as far as that is sane."""
    asked = err.retry_after if isinstance(err, VxgConnectionError) else None
    return timedelta(seconds=min(asked or 0, MAX_RETRY_AFTER))


def _placeholders(err: VxgError, subject: str) -> dict[str, str]:
    detail = err.detail if isinstance(err, VxgRequestError) else ""
    return {"subject": subject, "detail": detail or "–"}


def combined_error(errors: Mapping[str, HomeAssistantError]) -> HomeAssistantError:
    """Return one error for what failed by entity id: the only one itself, or all named."""
    if len(errors) == 1:
        return next(iter(errors.values()))
    at_fault = all(isinstance(err, ServiceValidationError) for err in errors.values())
    error_type = ServiceValidationError if at_fault else HomeAssistantError
    return error_type(
        translation_domain=DOMAIN,
        translation_key="several_failed",
        translation_placeholders={
            "failures": "; ".join(f"{name}: {err}" for name, err in errors.items())
        },
    )
