"""Everything that is read of or sent to a camera, while another camera fails."""

from datetime import timedelta
from typing import Any

from homeassistant.components.camera import async_get_image
from homeassistant.components.media_player import SearchMediaQuery
from homeassistant.components.media_source import MediaSourceItem
from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.vxg.const import CONF_CLOCKS_BEHIND, DOMAIN, EVENT_VXG
from custom_components.vxg.media.identifier import MediaIdentifier, MediaKind
from custom_components.vxg.media.images import async_get_image as async_get_event_image
from custom_components.vxg.media_source import async_get_media_source
from simulator import Cloud, CloudServer

from .common.actions import CAMERA, get_response
from .common.faults import CAMERA_FAULTS, break_requests
from .conftest import CAMERA_ID, PassTime, make_entry, set_up

GARDEN = 7
GARDEN_CAMERA = "camera.garden"


@pytest.mark.parametrize("fault", CAMERA_FAULTS)
@pytest.mark.parametrize("how", ["one list", "one by one", "corrected clock"])
async def test_whatever_fails_for_one_camera_goes_on_for_another(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    how: str,
    fault: str,
) -> None:
    cloud.cameras.clear()
    cloud.add_camera(GARDEN, "Garden")
    camera = cloud.add_camera(CAMERA_ID, "Front door")
    camera.add_type({"name": "gate", "custom": True})
    if how == "one by one":
        cloud.group_list_status = 403
    corrections = {str(GARDEN): 3600} if how == "corrected clock" else {}
    entry = make_entry(
        cloud,
        server,
        token=cloud.group_token(),
        unique_id="group",
        options={CONF_CLOCKS_BEHIND: corrections},
    )
    await set_up(hass, entry)
    await pass_time(1, times=4)
    garden_token = cloud.camera_tokens[GARDEN]

    def is_garden(request: Any) -> bool:
        return (
            garden_token in request.headers.get("Authorization", "")
            or f"/cameras/{GARDEN}/" in request.path
            or request.query.get("camid") == str(GARDEN)
        )

    break_requests(cloud, fault, is_garden)
    bus_events = async_capture_events(hass, EVENT_VXG)

    # Events, and their images.
    await pass_time(2, times=5)
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2, times=2)
    assert [item.data["event_id"] for item in bus_events] == [event.id]
    assert hass.states.get("binary_sensor.front_door_motion").state == STATE_ON
    identifier = MediaIdentifier(
        entry_id=entry.entry_id,
        camera_id=CAMERA_ID,
        kind=MediaKind.EVENT,
        number=event.id,
    )
    assert await async_get_event_image(entry.runtime_data.media, identifier)
    assert (await async_get_image(hass, CAMERA)).content

    # Event types.
    camera.add_type({"name": "bell", "custom": True})
    for camera_id in (GARDEN, CAMERA_ID):
        entry.runtime_data.cameras._types.request(camera_id, force=True)
    await pass_time(301, times=2)
    assert hass.states.get("binary_sensor.front_door_bell") is not None
    assert hass.states.get("binary_sensor.garden_motion") is not None

    # Actions, to both cameras at once.
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(minutes=1))
    both = [GARDEN_CAMERA, CAMERA]
    response = await get_response(hass, "get_events", target=both)
    assert response[CAMERA]["events"]
    response = await get_response(
        hass, "create_event", target=both, event_type="gate", create_event_type=False
    )
    assert response[CAMERA]["status"] == "created"

    # Search.
    source = await async_get_media_source(hass)
    item = MediaSourceItem(hass, DOMAIN, "", None)
    found = await source.async_search_media(
        item, SearchMediaQuery(search_query="motion")
    )
    assert found.result
    assert not hass.config_entries.flow.async_progress()
