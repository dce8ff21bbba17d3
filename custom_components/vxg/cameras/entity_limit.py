"""Limit of enabled entities per entry."""

from collections.abc import Callable, Iterable, Iterator

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity

from ..const import DOMAIN, LOGGER
from ..helpers.event_types import DISABLED_TYPES
from ..helpers.identifiers import device_identifier
from .state import MAX_EVENT_TYPES, Cameras

# A little below Home Assistant's limit of 10,000.
MAX_ENABLED_ENTITIES = 9_990
# Optional entities leave room for cameras and event types that are added later.
ROOM_FOR_LATER = 990


class EntityLimit:
    """Disable new entities by default once an entry reaches Home Assistant's limit.

    It would reject further ones, whichever come last. So room is reserved for essential
    entities of all cameras, even before their event types are read: the camera and
    event entities, and the sensors of event types. All others are optional.
    """

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, cameras: Callable[[], Cameras]
    ) -> None:
        """Initialize; `cameras` returns another object after each change."""
        self._registry = er.async_get(hass)
        self._entry = entry
        self._cameras = cameras
        self._counted: Cameras | None = None
        # Unique ids of essential entities that are still to be added.
        self._missing: set[str] = set()
        self._reserved_for_types = 0
        self._is_reading_types = False
        self._warned = False

    @callback
    def allows(self, domain: str, unique_id: str) -> bool:
        """Return whether a new entity may start enabled; it is added right after this."""
        self._count()
        if unique_id in self._missing:
            self._missing.remove(unique_id)
            room = MAX_ENABLED_ENTITIES - self._enabled
        else:
            room = self._optional_room
        if room > 0 or self._is_registered(domain, unique_id):
            return True
        if not self._warned:
            self._warned = True
            LOGGER.warning(
                "%s has more entities than Home Assistant allows per entry; new ones"
                " start disabled",
                self._entry.title,
            )
        return False

    @callback
    def postpones(self, domain: str, entities: Iterable[Entity]) -> bool:
        """Return whether entities are to be added later, because some are optional.

        That is while the event types of some cameras were not read yet, and may need
        the room.
        """
        self._count()
        if not self._is_reading_types:
            return False
        optional = sum(
            entity.entity_registry_enabled_default
            and entity.unique_id not in self._missing
            and not self._is_registered(domain, str(entity.unique_id))
            for entity in entities
        )
        return optional > max(0, self._optional_room)

    def _is_registered(self, domain: str, unique_id: str) -> bool:
        return bool(self._registry.async_get_entity_id(domain, DOMAIN, unique_id))

    @property
    def _enabled(self) -> int:
        return self._registry.entities.get_enabled_count_for_config_entry_id(
            self._entry.entry_id
        )

    @property
    def _optional_room(self) -> int:
        reserved = len(self._missing) + self._reserved_for_types
        return MAX_ENABLED_ENTITIES - ROOM_FOR_LATER - self._enabled - reserved

    def _count(self) -> None:
        """Count what is reserved, if the cameras changed."""
        cameras = self._cameras()
        if cameras is self._counted:
            return
        self._counted = cameras
        self._missing = {
            unique_id
            for domain, unique_id in self._essential(cameras)
            if not self._is_registered(domain, unique_id)
        }
        states = cameras.values()
        unread = sum(state.is_unread for state in states)
        failed = sum(state.types is None for state in states) - unread
        most_types = max((len(state.types or ()) for state in states), default=0)
        # Types that could not be read may never be, and nothing waits for them.
        self._reserved_for_types = unread * MAX_EVENT_TYPES + failed * most_types
        self._is_reading_types = unread > 0

    def _essential(self, cameras: Cameras) -> Iterator[tuple[str, str]]:
        """Yield the domain and the unique id of each essential entity."""
        for camera_id, state in cameras.items():
            identifier = device_identifier(self._entry, camera_id)
            yield Platform.CAMERA, f"{identifier}_camera"
            yield Platform.EVENT, f"{identifier}_events"
            for name in state.types or ():
                if name not in DISABLED_TYPES:
                    yield Platform.BINARY_SENSOR, f"{identifier}_event_{name}"
