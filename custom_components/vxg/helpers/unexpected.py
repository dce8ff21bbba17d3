"""Exceptions that nobody expected, at the edges of the integration.

Whatever happens inside a poll, a slow read, a send, a view or a tool counts as the
failure of that one operation.
"""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.hass_dict import HassKey

from ..aiovxg import VxgError
from ..const import DOMAIN, LOGGER
from ..errors import UnexpectedError, request_error

# Different exceptions that are logged; more would fill the log.
MAX_LOGGED = 50

# Operation, exception type and place of what was logged.
LOGGED: HassKey[set[tuple[str, str, str]]] = HassKey(f"{DOMAIN}_unexpected_errors")


def expected_error[ErrorT: VxgError](
    hass: HomeAssistant, operation: str, err: Exception, expected: type[ErrorT]
) -> ErrorT | UnexpectedError:
    """Return an expected error as it is, and any other exception as UnexpectedError.

    An unexpected exception is logged with a traceback, the first time only. Its text is
    left out, as it may contain secrets.
    """
    if isinstance(err, expected):
        return err
    name = type(err).__name__
    place = err.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    code = None if place is None else place.tb_frame.f_code
    key = (operation, name, "" if code is None else code.co_qualname)
    logged = hass.data.setdefault(LOGGED, set())
    if key not in logged and len(logged) < MAX_LOGGED:
        logged.add(key)
        LOGGER.error(
            "Unexpected %s in %s; it counts as a failure and is not logged again",
            name,
            operation,
            exc_info=UnexpectedError(name).with_traceback(err.__traceback__),
        )
    else:
        LOGGER.debug("Unexpected %s in %s", name, operation)
    return UnexpectedError(name)


def operation_error(
    hass: HomeAssistant,
    operation: str,
    err: Exception,
    subject: str,
    error_type: type[HomeAssistantError] = HomeAssistantError,
) -> HomeAssistantError:
    """Return any exception as a translated error; one of Home Assistant as it is."""
    if isinstance(err, HomeAssistantError):
        return err
    failure = expected_error(hass, operation, err, VxgError)
    return request_error(failure, subject, error_type)
