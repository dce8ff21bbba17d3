"""The runtime data of a config entry."""

from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant

from .aiovxg import VxgClient
from .cameras.entity_limit import EntityLimit
from .const import DOMAIN
from .coordinator import CameraCoordinator, EventCoordinator
from .helpers.cloud_clock import CloudClock
from .helpers.options import Options
from .media.identifier import MediaIdentifier
from .media.session import MediaSession
from .outbox.outbox import Outbox


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
