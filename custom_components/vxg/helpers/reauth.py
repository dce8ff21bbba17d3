"""Reauthentication: ask for a new token once the present one is surely dead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..aiovxg import VxgAuthenticationError, VxgRequestError
from ..const import DOMAIN

# A token counts as dead after so many refusals in a row, each so long after the last:
# one refusal may come from a restart of the cloud.
MAX_AUTH_FAILURES = 3
AUTH_FAILURE_INTERVAL = timedelta(seconds=10)


@dataclass(slots=True)
class AuthFailures:
    """Consecutive authentication failures."""

    count: int = 0
    last: datetime | None = None
    reauth_started: bool = False


# By entry id: they outlive the set-ups that fail meanwhile.
AUTH_FAILURES: HassKey[dict[str, AuthFailures]] = HassKey(f"{DOMAIN}_strikes")


class ReauthGuard:
    """Starts reauthentication once the token is surely dead, and only then."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        self._hass = hass
        self._entry = entry
        self._failures = hass.data.setdefault(AUTH_FAILURES, {})

    def read_succeeded(self) -> None:
        """Record a successful read."""
        self._failures.pop(self._entry.entry_id, None)

    def read_failed(self, err: VxgRequestError) -> None:
        """Record a failed read; only authentication failures count."""
        if not isinstance(err, VxgAuthenticationError):
            return
        now = dt_util.utcnow()
        strikes = self._failures.setdefault(self._entry.entry_id, AuthFailures())
        if strikes.last is not None and now - strikes.last < AUTH_FAILURE_INTERVAL:
            return
        strikes.count += 1
        strikes.last = now
        if strikes.count >= MAX_AUTH_FAILURES and not strikes.reauth_started:
            strikes.reauth_started = True
            self._entry.async_start_reauth(self._hass)
