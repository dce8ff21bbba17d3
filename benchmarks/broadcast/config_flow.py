"""Home Assistant wants one of each integration that has entries."""

from homeassistant.config_entries import ConfigFlow

from . import DOMAIN


class BroadcastFlow(ConfigFlow, domain=DOMAIN):
    """Never started."""
