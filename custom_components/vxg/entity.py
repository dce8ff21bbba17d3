"""Base classes of the entities."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import override

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_platform, entity_registry as er
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util.signal_type import SignalType

from .cameras.coordinator import CameraState
from .cameras.devices import camera_device_info
from .const import DOMAIN
from .data import VxgConfigEntry
from .helpers import clocks
from .helpers.event_types import event_type_name
from .helpers.identifiers import device_identifier, hub_identifier
from .helpers.signals import signal_availability, signal_camera, signal_cameras_changed

# Entities per batch, and seconds until the event loop runs other tasks. Yielding costs
# time, too: a busy recorder may take 5 ms each time.
ENTITY_BATCH = 25
MAX_ADD_DURATION = 0.005

STATES_WITH_ENTITIES = (ConfigEntryState.SETUP_IN_PROGRESS, ConfigEntryState.LOADED)

type EntityBuilder = Callable[[VxgConfigEntry, CameraState], Iterable[VxgEntity]]


class ListeningEntity(Entity):
    """Base class for entities that are updated by dispatcher signals."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def subscribe[*Ts](
        self, signal: SignalType[*Ts], target: Callable[[*Ts], None]
    ) -> None:
        """Subscribe to a signal for as long as this entity exists."""
        self.async_on_remove(async_dispatcher_connect(self.hass, signal, target))

    @callback
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Do nothing: nothing depends on the entity id (Home Assistant 2026.11)."""


class VxgEntity(ListeningEntity):
    """An entity of one camera."""

    # Whether removal yields to other tasks; set for one entity per batch.
    yields_on_removal = False
    # Whether the state depends on whether the cloud is available.
    depends_on_availability = False

    def __init__(self, entry: VxgConfigEntry, state: CameraState, key: str) -> None:
        """Initialize; `key` is the last part of the unique id."""
        self.entry = entry
        self.data = entry.runtime_data
        self.camera_id = state.camera.id
        self._last_state = state
        identifier = device_identifier(entry, self.camera_id)
        self._attr_unique_id = f"{identifier}_{key}"
        self._attr_device_info = camera_device_info(entry, state.camera)
        self._attr_device_info["configuration_url"] = self.data.client.base_url
        if self.data.hub_id is not None:
            self._attr_device_info["via_device_id"] = self.data.hub_id

    @property
    def camera_state(self) -> CameraState:
        """Last known state of the camera, which may be gone already."""
        self._last_state = self.data.cameras.data.get(self.camera_id, self._last_state)
        return self._last_state

    @override
    async def async_prepare_to_add_to_hass(self) -> None:
        """Disable the entity by default once the entity limit is reached."""
        await super().async_prepare_to_add_to_hass()
        if self.entity_registry_enabled_default:
            self._attr_entity_registry_enabled_default = self.data.entity_limit.allows(
                self.platform.domain, str(self.unique_id)
            )

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to the availability of the cloud where the state depends on it."""
        await super().async_added_to_hass()
        if self.depends_on_availability:
            self.subscribe(
                signal_availability(self.entry.entry_id, self.camera_id),
                self.async_write_ha_state,
            )

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Yield to other tasks."""
        await super().async_will_remove_from_hass()
        if self.yields_on_removal:
            await asyncio.sleep(0)

    async def async_update(self) -> None:
        """Read events, the cameras, and this one's event types; on request only."""
        await self.data.events.async_refresh_on_request()
        await self.data.cameras.async_refresh_camera(self.camera_id)


class VxgTypeEntity(VxgEntity):
    """Base class for entities of one event type; its name contains that of the type."""

    _name: str

    @override
    async def async_prepare_to_add_to_hass(self) -> None:
        """Set the type's name in the language of entity names."""
        await super().async_prepare_to_add_to_hass()
        texts = self.platform_data.platform_translations
        self._attr_translation_placeholders = {
            "event_type": event_type_name(texts, self._name)
        }


class VxgEntryEntity(ListeningEntity):
    """Base class for entities of an entry: on the group's device, or on its only camera's."""

    def __init__(self, entry: VxgConfigEntry, key: str) -> None:
        """Initialize; `key` is the last part of the unique id."""
        self.entry = entry
        self.data = entry.runtime_data
        self._attr_unique_id = f"{entry.unique_id}_{key}"
        camera_id = self.data.client.token.camera_id
        self._attr_device_info = DeviceInfo(
            identifiers={
                hub_identifier(entry)
                if camera_id is None
                else (DOMAIN, device_identifier(entry, camera_id))
            }
        )


class VxgCameraStateEntity(VxgEntity):
    """Base class for entities that show the camera's state."""

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to changes of the camera."""
        await super().async_added_to_hass()
        self.subscribe(
            signal_camera(self.entry.entry_id, self.camera_id), self._handle_camera
        )

    @callback
    def _handle_camera(self) -> None:
        self.async_write_ha_state()


class VxgConfigEntity[ValueT](VxgCameraStateEntity):
    """Base class for entities that show and change a setting of a camera.

    A requested value is shown optimistically until the request is done.
    """

    depends_on_availability = True
    optimistic_value: ValueT | None = None

    @property
    @override
    def available(self) -> bool:
        """Return False while the cloud is unavailable: the setting may have changed."""
        return self.data.events.availability.available

    @contextmanager
    def optimistic(self, value: ValueT) -> Iterator[None]:
        """Show a value until the request is done."""
        self.optimistic_value = value
        self.async_write_ha_state()
        try:
            yield
        finally:
            self.optimistic_value = None
            self.async_write_ha_state()


async def async_add_per_camera(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    build: EntityBuilder,
) -> None:
    """Add the entities that `build` returns for each camera, and remove obsolete ones.

    Yields to other tasks where that takes long.
    """
    domain = entity_platform.async_get_current_platform().domain
    registry = er.async_get(hass)
    limit = entry.runtime_data.entity_limit
    unique_ids: dict[int, set[str]] = {}
    # Cameras whose new entities may be added once there is room for them.
    postponed: set[int] = set()

    @callback
    def update_camera(state: CameraState, batch: list[VxgEntity]) -> None:
        """Append the new entities of a camera to a batch, and remove obsolete ones."""
        camera_id = state.camera.id
        previous = unique_ids.get(camera_id, set())
        built = {str(entity.unique_id): entity for entity in build(entry, state)}
        for key in previous - built.keys():
            if entity_id := registry.async_get_entity_id(domain, DOMAIN, key):
                registry.async_remove(entity_id)
        new = [built[key] for key in built if key not in previous]
        if limit.postpones(domain, [*batch, *new]):
            unique_ids[camera_id] = previous & built.keys()
            postponed.add(camera_id)
        else:
            unique_ids[camera_id] = set(built)
            postponed.discard(camera_id)
            batch += new

    async def add_entities(camera_ids: Iterable[int]) -> None:
        # An event entity would show only the last event that is dispatched meanwhile.
        may_yield = domain != Platform.EVENT or not unique_ids
        started = clocks.monotonic()
        new: list[VxgEntity] = []
        for camera_id in camera_ids:
            # What is added to a platform that is being unloaded would stay for ever.
            if entry.state not in STATES_WITH_ENTITIES:
                return
            if state := entry.runtime_data.cameras.data.get(camera_id):
                update_camera(state, new)
            else:
                # Its device was removed, so its entities are new if it is listed again.
                unique_ids.pop(camera_id, None)
                postponed.discard(camera_id)
            if len(new) < ENTITY_BATCH:
                continue
            new[0].yields_on_removal = True
            async_add_entities(new)
            new = []
            if may_yield and clocks.monotonic() - started >= MAX_ADD_DURATION:
                await asyncio.sleep(0)
                started = clocks.monotonic()
        async_add_entities(new)

    @callback
    def handle_cameras_changed(camera_ids: list[int]) -> None:
        name = f"{entry.title} {domain} entities"
        changed = dict.fromkeys([*postponed, *camera_ids])
        entry.async_create_task(hass, add_entities(changed), name)

    entry.async_on_unload(
        async_dispatcher_connect(
            hass, signal_cameras_changed(entry.entry_id), handle_cameras_changed
        )
    )
    await add_entities(list(entry.runtime_data.cameras.data))
