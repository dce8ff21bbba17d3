"""Config flow without questions."""

from typing import Any

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult


class TourModelFlow(ConfigFlow, domain="tour_model"):
    """Creates the only entry."""

    async def async_step_import(self, _data: dict[str, Any]) -> ConfigFlowResult:
        """Create the entry once."""
        await self.async_set_unique_id("tour_model")
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title="Tour", data={})
