"""Limit of enabled entities per entry."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN, LOGGER

# A little below Home Assistant's limit of 10,000.
MAX_ENABLED_ENTITIES = 9_990


class EntityLimit:
    """Disable new entities by default once an entry reaches Home Assistant's limit.

    It would reject further ones, whichever come last.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        self._registry = er.async_get(hass)
        self._entry = entry
        self._warned = False

    @callback
    def allows(self, domain: str, unique_id: str) -> bool:
        """Return whether an entity is registered already or may start enabled."""
        enabled = self._registry.entities.get_enabled_count_for_config_entry_id(
            self._entry.entry_id
        )
        if enabled < MAX_ENABLED_ENTITIES or self._registry.async_get_entity_id(
            domain, DOMAIN, unique_id
        ):
            return True
        if not self._warned:
            self._warned = True
            LOGGER.warning(
                "%s has more entities than Home Assistant allows per entry; new ones"
                " start disabled",
                self._entry.title,
            )
        return False
