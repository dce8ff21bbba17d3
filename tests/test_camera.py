"""Pictures and streams: signed, fetched fresh, without a credential."""

from io import BytesIO

from homeassistant.components.camera import async_get_image, async_get_stream_source
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import Cloud

from .conftest import CAMERA_ID, logged

CAMERA = "camera.front_door"


@pytest.mark.usefixtures("entry")
async def test_a_still_is_fetched_from_the_media_host_without_a_credential(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    image = await async_get_image(hass, CAMERA)
    with Image.open(BytesIO(image.content)) as picture:
        assert picture.format == "JPEG"
        assert picture.width > 100
    assert cloud.media_requests
    assert all(request.authorization is None for request in cloud.media_requests)


@pytest.mark.usefixtures("entry")
async def test_a_stream_address_is_fetched_fresh_each_time(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.requests.clear()
    first = await async_get_stream_source(hass, CAMERA)
    await async_get_stream_source(hass, CAMERA)
    assert first is not None
    assert "m3u8" in first
    assert [r.path for r in cloud.requests] == ["/api/v4/live/watch/"] * 2


@pytest.mark.usefixtures("entry")
async def test_a_camera_that_does_not_stream_is_no_error(
    hass: HomeAssistant, cloud: Cloud, caplog: pytest.LogCaptureFixture
) -> None:
    cloud.cameras[CAMERA_ID].status = "offline"
    assert await async_get_stream_source(hass, CAMERA) is None
    assert not logged(caplog)


@pytest.mark.usefixtures("entry")
async def test_a_cloud_in_trouble_is_told_to_who_asked(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.faults.fail_next(2, status=403)
    with pytest.raises(HomeAssistantError, match="lacks the permission"):
        await async_get_stream_source(hass, CAMERA)
    with pytest.raises(HomeAssistantError, match="lacks the permission"):
        await async_get_image(hass, CAMERA)


async def test_a_camera_shows_that_it_records(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    cloud.cameras[CAMERA_ID].rec_status = "on"
    await entry.runtime_data.cameras.async_refresh()
    assert hass.states.get(CAMERA).state == "recording"
