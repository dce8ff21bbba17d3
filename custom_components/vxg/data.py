"""The runtime data of a config entry."""

from dataclasses import dataclass
from datetime import timedelta

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .aiovxg import VxgClient
from .automations.camera_targets import CAMERA_KEY
from .cameras.entity_limit import EntityLimit
from .const import DOMAIN
from .coordinator import CameraCoordinator, EventCoordinator
from .helpers import clocks
from .helpers.clocks.cloud_clock import CloudClock
from .helpers.identifiers import device_identifier
from .helpers.options import Options
from .media.identifier import MediaIdentifier
from .media.session import MediaSession
from .outbox.outbox import Outbox

# Whatever is too much, the cloud decides.
LISTING_TOLERANCE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class VxgRuntimeData:
    """Runtime data of a loaded config entry."""

    client: VxgClient
    cameras: CameraCoordinator
    events: EventCoordinator
    clock: CloudClock
    options: Options
    # Device of a group, which the devices of its cameras refer to.
    hub_id: str | None
    outbox: Outbox
    entity_limit: EntityLimit
    media: MediaSession

    def camera_name(self, camera_id: int) -> str:
        """Return the name of a camera, which its user may have changed."""
        return self.cameras.camera_name(camera_id)

    def is_connected(self, camera_id: int) -> bool:
        """Return whether a camera is connected, or seems so by an event since the list.

        Events of custom types do not count: others than the camera create them.
        """
        state = self.cameras.data[camera_id]
        listed_at = self.cameras.listed_at
        if state.camera.online or listed_at is None:
            # The stored list has no status: the cloud knows.
            return True
        lag = self.options.clock_lags.get(camera_id, timedelta())
        since_list = clocks.uptime() - timedelta(seconds=listed_at)
        earliest = self.clock.now() - since_list - LISTING_TOLERANCE - lag
        return any(
            last.new_event.event.time > earliest
            for name, event_type in (state.types or {}).items()
            if not event_type.custom
            and (last := self.events.last_dispatched.get((camera_id, name)))
        )


type VxgConfigEntry = ConfigEntry[VxgRuntimeData]


def async_get_runtime_data(
    hass: HomeAssistant, identifier: MediaIdentifier
) -> VxgRuntimeData | None:
    """Return the runtime data of the entry that owns a media identifier, if loaded."""
    entry: VxgConfigEntry | None = hass.config_entries.async_get_entry(
        identifier.entry_id
    )
    if (
        entry is None
        or entry.domain != DOMAIN
        or entry.state is not ConfigEntryState.LOADED
    ):
        return None
    data = entry.runtime_data
    return data if identifier.camera_id in data.cameras.data else None


@callback
def async_camera_entity_id(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int
) -> str | None:
    """Return the entity id of a camera; None if it has no entity, or a disabled one."""
    registry = er.async_get(hass)
    unique_id = f"{device_identifier(entry, camera_id)}_{CAMERA_KEY}"
    entity_id = registry.async_get_entity_id(CAMERA_DOMAIN, DOMAIN, unique_id)
    item = None if entity_id is None else registry.async_get(entity_id)
    return None if item is None or item.disabled else item.entity_id


@callback
def async_may_read(
    hass: HomeAssistant, user: User, entry: ConfigEntry, camera_id: int
) -> bool:
    """Return whether a user may read the entity of a camera."""
    if user.permissions.access_all_entities(POLICY_READ):
        return True
    entity_id = async_camera_entity_id(hass, entry, camera_id)
    return entity_id is not None and user.permissions.check_entity(
        entity_id, POLICY_READ
    )
