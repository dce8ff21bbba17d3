"""Config flow, which Home Assistant requires of integrations with entries."""

from homeassistant.config_entries import ConfigFlow

from . import DOMAIN


class BroadcastFlow(ConfigFlow, domain=DOMAIN):
    """Flow that is never started."""
