"""Camera: live view and stills, and the target of the actions."""

from collections.abc import Iterator
from typing import override

from homeassistant.components.camera import Camera, CameraEntityFeature
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .aiovxg import VxgError, VxgUnavailableError
from .channels import CameraState
from .const import LOGGER
from .coordinator import VxgConfigEntry
from .dispatch import signal_readable
from .entity import VxgCameraStateEntity, VxgEntity, async_add_per_camera
from .errors import failed
from .pictures import async_live_address, async_still

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add all cameras."""
    async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    yield VxgCamera(entry, state)


class VxgCamera(VxgCameraStateEntity, Camera):
    """A camera that the cloud records."""

    _attr_name = None
    _attr_supported_features = CameraEntityFeature.STREAM

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        """Stand for a camera."""
        Camera.__init__(self)
        super().__init__(entry, state, "camera")
        self._attr_brand = state.camera.brand
        self._attr_model = state.camera.model

    @property
    def subject(self) -> str:
        """What texts call this camera."""
        return self.camera_state.camera.name

    @property
    @override
    def is_streaming(self) -> bool:
        """Whether there is something to see."""
        return self.camera_state.camera.online and self.data.events.sight.readable

    @property
    @override
    def is_recording(self) -> bool:
        """Whether the cloud records now."""
        return self.is_streaming and self.camera_state.camera.rec_status == "on"

    @override
    async def stream_source(self) -> str | None:
        """Return a fresh address; None while the camera is not streaming."""
        try:
            return await async_live_address(self.data.client, self.camera_id)
        except VxgUnavailableError as err:
            LOGGER.debug("%s is not streaming: %s", self.subject, err)
            return None
        except VxgError as err:
            raise failed(err, self.subject) from err

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        """Return a picture of now; Home Assistant scales it."""
        try:
            return await async_still(self.data.client, self.camera_id)
        except VxgError as err:
            raise failed(err, self.subject) from err

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the cloud too."""
        await super().async_added_to_hass()
        self.async_on_remove(
            async_dispatcher_connect(
                self.hass,
                signal_readable(self.entry.entry_id),
                self.async_write_ha_state,
            )
        )

    @override
    @callback
    def _handle_camera(self) -> None:
        """Show the camera's news, on its device too."""
        assert self.device_entry is not None
        camera = self.camera_state.camera
        dr.async_get(self.hass).async_update_device(
            self.device_entry.id, name=camera.name, sw_version=camera.fw_version
        )
        super()._handle_camera()
