"""Camera: live view and still images, and the target of the actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import override

from homeassistant.components.camera import Camera, CameraEntityFeature
from homeassistant.components.stream import Stream
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .aiovxg import VxgUnavailableError
from .cameras.coordinator import CameraState
from .const import LOGGER
from .data import VxgConfigEntry
from .entity import VxgCameraStateEntity, VxgEntity, async_add_per_camera
from .helpers.unexpected import operation_error
from .media.images import image_type
from .media.still import StillImage
from .streaming.live_stream import LiveStream
from .streaming.log_filter import redact_stream_urls
from .streaming.stream_url import StreamUrls

PARALLEL_UPDATES = 0


# Whether the stream component, which converts any source to HLS, asks for a URL, rather
# than a WebRTC provider or another caller.
REQUESTED_BY_PLAYER: ContextVar[bool] = ContextVar("requested_by_player", default=False)

# Scheme of the URLs for WebRTC providers.
RTSP_SCHEME = "rtsp://"


@contextmanager
def requested_by_player() -> Iterator[None]:
    """Mark `stream_source()` calls made by the stream component."""
    token = REQUESTED_BY_PLAYER.set(True)
    try:
        yield
    finally:
        REQUESTED_BY_PLAYER.reset(token)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add all cameras."""
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    yield VxgCamera(entry, state)


class VxgCamera(VxgCameraStateEntity, Camera):
    """A camera of the cloud."""

    depends_on_availability = True
    _attr_name = None
    _attr_supported_features = CameraEntityFeature.STREAM

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        Camera.__init__(self)
        super().__init__(entry, state, "camera")
        self._attr_brand = state.camera.brand
        self._attr_model = state.camera.model
        self._still = StillImage(self.data.media, self.camera_id)
        self._stream_urls = StreamUrls(
            self.data.client, self.data.clock, self.camera_id
        )
        self._is_provider_check = False

    @property
    def subject(self) -> str:
        """Name of the camera in error messages."""
        return self.data.camera_name(self.camera_id)

    @property
    @override
    def is_streaming(self) -> bool:
        """Return whether the camera is streaming."""
        return (
            self.camera_state.camera.online and self.data.events.availability.available
        )

    @property
    @override
    def is_recording(self) -> bool:
        """Return whether the cloud records the camera."""
        return self.is_streaming and self.camera_state.camera.rec_status == "on"

    @property
    @override
    def available(self) -> bool:
        """Return True: actions silently skip unavailable entities."""
        return True

    @override
    async def stream_source(self) -> str | None:
        """Return the URL of a stream; None while the camera is not streaming."""
        if self._is_provider_check:
            self._is_provider_check = False
            return RTSP_SCHEME
        for_player = REQUESTED_BY_PLAYER.get()
        rtsp = self.webrtc_provider is not None and not for_player
        try:
            stream_url = await self._stream_urls.async_get(rtsp=rtsp)
        except VxgUnavailableError as err:
            LOGGER.debug("%s is not streaming: %s", self.subject, err)
            return None
        except Exception as err:
            raise operation_error(self.hass, "live view", err, self.subject) from err
        return (
            await self._live_stream.async_get_player_url(stream_url)
            if for_player
            else stream_url.url
        )

    @override
    async def async_create_stream(self) -> Stream | None:
        """Create the stream, or renew the URL of an idle one."""
        with requested_by_player():
            existing = self.stream
            if existing is not None and existing.outputs():
                return existing
            if existing is not None:
                if (source := await self.stream_source()) is None:
                    return None
                existing.source = source
            stream = await super().async_create_stream()
        if stream is not None:
            redact_stream_urls(self.entity_id)
            self._live_stream.attach(stream)
        return stream

    @override
    async def async_refresh_providers(self, *, write_state: bool = True) -> None:
        """Let WebRTC providers check the stream's protocol without a request."""
        # They call `stream_source()` at once; later callers need a real URL.
        self._is_provider_check = True
        try:
            await super().async_refresh_providers(write_state=write_state)
        finally:
            self._is_provider_check = False

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        """Return a current still image; Home Assistant scales it."""
        try:
            content = await self._still.async_get()
        except Exception as err:
            raise operation_error(self.hass, "still image", err, self.subject) from err
        if content is not None:
            self.content_type = image_type(content) or self.content_type
        return content

    @override
    async def async_added_to_hass(self) -> None:
        """Set up the live stream."""
        await super().async_added_to_hass()
        self._live_stream = LiveStream(
            self.hass, self.data.client, self.data.clock, self._stream_urls
        )

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Close the live stream."""
        await super().async_will_remove_from_hass()
        await self._live_stream.async_close()

    @override
    @callback
    def _handle_camera(self) -> None:
        """Update the state, with the brand and model."""
        camera = self.camera_state.camera
        self._attr_brand, self._attr_model = camera.brand, camera.model
        if not camera.online:
            # It may have other streams when it is back.
            self._stream_urls.discard()
        super()._handle_camera()
