"""Test the camera entity: still images and stream URLs."""

from io import BytesIO

from homeassistant.components.camera import async_get_image, async_get_stream_source
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import Cloud

from .conftest import CAMERA_ID, PassTime, logged

CAMERA = "camera.front_door"


@pytest.mark.usefixtures("entry")
async def test_still_image_is_fetched_without_credentials(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    image = await async_get_image(hass, CAMERA)
    with Image.open(BytesIO(image.content)) as image:
        assert image.format == "JPEG"
        assert image.width > 100
    assert cloud.media_requests
    assert all(request.authorization is None for request in cloud.media_requests)


@pytest.mark.usefixtures("entry")
async def test_calls_return_the_same_stream_url_for_most_of_its_life(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    def requests() -> int:
        return sum(each.path == "/api/v4/live/watch/" for each in cloud.requests)

    first = await async_get_stream_source(hass, CAMERA)
    assert first is not None
    assert "m3u8" in first
    # It is valid for an hour.
    await pass_time(2698)
    assert await async_get_stream_source(hass, CAMERA) == first
    assert requests() == 1
    await pass_time(4)
    assert await async_get_stream_source(hass, CAMERA) != first
    assert requests() == 2


@pytest.mark.usefixtures("entry")
async def test_no_error_if_the_camera_is_not_streaming(
    hass: HomeAssistant, cloud: Cloud, caplog: pytest.LogCaptureFixture
) -> None:
    cloud.cameras[CAMERA_ID].status = "offline"
    assert await async_get_stream_source(hass, CAMERA) is None
    assert not logged(caplog)


@pytest.mark.usefixtures("entry")
async def test_errors_of_the_cloud_are_raised(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.faults.fail_next(2, status=403)
    with pytest.raises(HomeAssistantError, match="lacks the permission"):
        await async_get_stream_source(hass, CAMERA)
    with pytest.raises(HomeAssistantError, match="lacks the permission"):
        await async_get_image(hass, CAMERA)


async def test_is_recording(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    cloud.cameras[CAMERA_ID].rec_status = "on"
    await entry.runtime_data.cameras.async_refresh()
    assert hass.states.get(CAMERA).state == "recording"
