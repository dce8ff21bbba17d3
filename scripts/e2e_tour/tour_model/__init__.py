"""An integration with an AI task entity, which says what it was given."""

from homeassistant.config_entries import SOURCE_IMPORT, ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.typing import ConfigType

DOMAIN = "tour_model"


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Create the config entry."""
    flow = hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_IMPORT}, data={}
    )
    hass.async_create_task(flow)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Set up the entity."""
    await hass.config_entries.async_forward_entry_setups(entry, [Platform.AI_TASK])
    return True
