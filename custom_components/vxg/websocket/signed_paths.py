"""Signed paths of images and videos, the same one for a login while it lasts."""

from datetime import datetime, timedelta

from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.singleton import singleton

from ..const import DOMAIN
from ..helpers import clocks
from ..media.cache import LruCache

LIFETIME = timedelta(hours=24)
# Of all logins; a list of 200 events has 400.
MAX_SIGNED_PATHS = 20_000


class SignedPaths:
    """Signs paths for logins; a path that is signed anew would be loaded again."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._cache: LruCache[tuple[str, str], tuple[str, datetime]] = LruCache(
            MAX_SIGNED_PATHS
        )

    @callback
    def async_sign(self, path: str, refresh_token_id: str) -> str:
        """Return a path that opens for the user of a login."""
        # The time that Home Assistant compares with the one in the signature.
        now = clocks.house_now()
        key = refresh_token_id, path
        if (known := self._cache.get(key)) is not None:
            signed, signed_at = known
            if timedelta() <= now - signed_at < LIFETIME / 2:
                return signed
        signed = async_sign_path(
            self._hass, path, LIFETIME, refresh_token_id=refresh_token_id
        )
        self._cache.put(key, (signed, now))
        return signed


@singleton(f"{DOMAIN}_signed_paths")
@callback
def async_get_signed_paths(hass: HomeAssistant) -> SignedPaths:
    """Return the signed paths of all logins."""
    return SignedPaths(hass)
