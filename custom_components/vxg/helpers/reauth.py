"""Reauthentication, once a token is surely invalid."""

from dataclasses import dataclass, field
from datetime import timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_TOKEN
from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

from ..aiovxg import VxgAuthenticationError, VxgRequestError
from ..const import DOMAIN
from . import clocks

# A cloud that restarts may refuse a valid token: only several failures count, each some
# time after the last.
MAX_AUTH_FAILURES = 3
AUTH_FAILURE_INTERVAL = timedelta(seconds=10)


@dataclass(slots=True)
class AuthFailures:
    """Consecutive authentication failures of a token."""

    token: str = field(repr=False)
    count: int = 0
    last: timedelta | None = None


# By entry id, as the guard of an entry does not outlive a setup that fails.
AUTH_FAILURES: HassKey[dict[str, AuthFailures]] = HassKey(f"{DOMAIN}_strikes")


class ReauthGuard:
    """Starts reauthentication once the token is surely invalid."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        self._hass = hass
        self._entry = entry
        self._failures = hass.data.setdefault(AUTH_FAILURES, {})
        self._token: str = entry.data[CONF_TOKEN]

    def read_succeeded(self) -> None:
        """Record a successful read."""
        self._failures.pop(self._entry.entry_id, None)

    def read_failed(self, err: VxgRequestError) -> None:
        """Record a failed read; only authentication failures count."""
        if not isinstance(err, VxgAuthenticationError):
            return
        failures = self._failures.get(self._entry.entry_id)
        if failures is None or failures.token != self._token:
            failures = AuthFailures(self._token)
            self._failures[self._entry.entry_id] = failures
        now = clocks.uptime()
        if failures.last is None or now - failures.last >= AUTH_FAILURE_INTERVAL:
            failures.count += 1
            failures.last = now
        if failures.count >= MAX_AUTH_FAILURES:
            # Does nothing while a flow is in progress. A reload and a wrong token end it.
            self._entry.async_start_reauth(self._hass)
