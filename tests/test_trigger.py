"""Test the triggers."""

from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock, Mock
from urllib.parse import quote

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.components.lovelace.const import (
    EVENT_LOVELACE_UPDATED,
    LOVELACE_DATA,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.helpers.trigger import async_validate_trigger_config
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from .common.automations import (
    CAMERA,
    add_automations,
    automation_on,
    calls_of,
    event_ids,
)
from .conftest import CAMERA_ID, PassTime, make_entry, set_up, set_up_group

YARD = 310246
# Variables that are the same for both triggers.
SHARED = ("entity_id", "late", "link", "metadata", "time", "video")


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> MockConfigEntry:
    """Return a loaded entry of two cameras."""
    cloud.add_camera(YARD, "Yard")
    return await set_up_group(hass, cloud, server)


def device_of(hass: HomeAssistant, entity_id: str) -> str:
    entry = er.async_get(hass).async_get(entity_id)
    assert entry is not None
    assert entry.device_id is not None
    return entry.device_id


async def test_an_event_triggers_once_with_the_data_of_the_bus_event(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on())
    event = cloud.raise_event(CAMERA_ID, "motion", {"Person": "81"})
    for _ in range(3):
        await pass_time(3)
    (call,) = calls
    trigger = call.data["trigger"]
    camera = f"{entry.entry_id}/{CAMERA_ID}"
    media = f"media-source://vxg/{camera}/event/{event.id}"
    assert {
        key: trigger[key] for key in trigger.keys() - {"alias", "id", "idx", "platform"}
    } == {
        "description": f"motion of {CAMERA}",
        "entity_id": CAMERA,
        "entry_id": entry.entry_id,
        "device_id": device_of(hass, CAMERA),
        "camera_id": CAMERA_ID,
        "event_id": event.id,
        "event_type": "motion",
        "time": event.time.isoformat(),
        "metadata": {"Person": "81"},
        "late": False,
        "media_content_id": media,
        "video": f"/api/vxg/video/{camera}/event/{event.id}",
        "link": (
            f"/media-browser/browser/{quote(f',media-source://vxg/{camera}', safe='')}"
            f"/{quote(f',{media}', safe='')}"
        ),
    }


@pytest.mark.parametrize(
    ("rec_mode", "plays"),
    [("off", False), ("on", True), ("by_event", True), ("new", True), (None, True)],
)
async def test_events_of_a_camera_that_never_records_have_no_video(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    rec_mode: str | None,
    plays: bool,
) -> None:
    cloud.cameras[CAMERA_ID].rec_mode = rec_mode
    await set_up(hass, make_entry(cloud, server))
    calls = calls_of(hass)
    await add_automations(hass, automation_on(), automation_on("media_ready"))
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(3)
    videos = [call.data["trigger"]["video"] for call in calls]
    assert [video is not None for video in videos] == [plays] * 2
    links = {call.data["trigger"]["link"] for call in calls}
    assert len(links) == 1


async def test_a_link_leads_to_the_dashboard_of_the_cameras(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on(), automation_on("media_ready"))
    config = {"strategy": {"type": "custom:vxg"}}
    dashboard = Mock(config={}, async_load=AsyncMock(return_value=config))
    hass.data[LOVELACE_DATA] = Mock(dashboards={"my-cameras": dashboard})
    hass.bus.async_fire(EVENT_LOVELACE_UPDATED)
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(3)
    links = {call.data["trigger"]["link"] for call in calls}
    assert links == {f"/my-cameras/front_door?vxg-camera={CAMERA}&vxg-event={event.id}"}


async def test_states_are_updated_before_actions_run(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    condition = {
        "condition": "state",
        "entity_id": "binary_sensor.front_door_motion",
        "state": "on",
    }
    await add_automations(hass, {**automation_on(), "conditions": [condition]})
    event = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert event_ids(calls) == [event.id]


async def test_filter_by_type_and_metadata(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    sure = [{"tag": "Person", "above": 80}]
    await add_automations(hass, automation_on(event_types=["motion"], metadata=sure))
    cloud.raise_event(CAMERA_ID, "sound", {"Person": "99"})
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "a few"})
    cloud.raise_event(CAMERA_ID, "motion")
    targeted = cloud.raise_event(CAMERA_ID, "motion", {"Person": "99"})
    await pass_time(3)
    assert event_ids(calls) == [targeted.id]


async def test_targets_by_entity_device_area_floor_and_label(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    area = ar.async_get(hass).async_create("Garden")
    floor = fr.async_get(hass).async_create("Ground")
    ar.async_get(hass).async_update(area.id, floor_id=floor.floor_id)
    label = lr.async_get(hass).async_create("Watched")
    device_id = device_of(hass, "camera.yard")
    dr.async_get(hass).async_update_device(
        device_id, area_id=area.id, labels={label.label_id}
    )
    targets: list[dict[str, Any]] = [
        {"entity_id": "camera.yard"},
        {"device_id": device_id},
        {"area_id": area.id},
        {"floor_id": floor.floor_id},
        {"label_id": label.label_id},
    ]
    everything = {key: value for one in targets for key, value in one.items()}
    await add_automations(
        hass, *(automation_on(target=one) for one in [*targets, everything])
    )
    yard = cloud.raise_event(YARD, "motion")
    await pass_time(3)
    assert event_ids(calls) == [yard.id] * 6
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert len(calls) == 6


async def test_listeners_of_other_cameras_are_not_called(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    calls_of(hass)
    await add_automations(
        hass, automation_on(), automation_on(target={"entity_id": "camera.yard"})
    )
    listeners = {
        str(signal): len(targets)
        for signal, targets in hass.data["dispatcher"].items()
        if "_new_event_" in str(signal)
    }
    assert listeners == {
        f"vxg_new_event_{group.entry_id}_{camera_id}": 1
        for camera_id in (CAMERA_ID, YARD)
    }


async def test_other_entities_are_no_targets(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    registry = er.async_get(hass)
    foreign = registry.async_get_or_create("camera", "other", "310245_camera")
    odd = registry.async_get_or_create("camera", DOMAIN, "odd", config_entry=entry)
    others = [foreign.entity_id, odd.entity_id, "event.front_door_events", "camera.no"]
    await add_automations(hass, automation_on(target={"entity_id": others}))
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert not calls


async def test_targets_follow_changes_of_areas(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    areas = ar.async_get(hass)
    garden, hall = areas.async_create("Garden"), areas.async_create("Hall")
    await add_automations(hass, automation_on(target={"area_id": garden.id}))
    cloud.raise_event(YARD, "motion")
    await pass_time(3)
    assert not calls

    devices = dr.async_get(hass)
    device_id = device_of(hass, "camera.yard")
    devices.async_update_device(device_id, area_id=garden.id)
    await hass.async_block_till_done()
    moved_in = cloud.raise_event(YARD, "motion")
    await pass_time(3)
    assert event_ids(calls) == [moved_in.id]

    devices.async_update_device(device_id, area_id=hall.id)
    await hass.async_block_till_done()
    cloud.raise_event(YARD, "motion")
    await pass_time(3)
    assert len(calls) == 1


async def test_a_renamed_camera_still_triggers(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    target = {"device_id": device_of(hass, CAMERA)}
    await add_automations(hass, automation_on(target=target, count=2))
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    er.async_get(hass).async_update_entity(CAMERA, new_entity_id="camera.gate")
    await hass.async_block_till_done()
    second = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert event_ids(calls) == [second.id]
    assert calls[0].data["trigger"]["entity_id"] == "camera.gate"


async def test_nothing_triggers_again_after_restart_reload_or_outage(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on())
    first = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(61)
    assert event_ids(calls) == [first.id]

    meanwhile = cloud.raise_event(CAMERA_ID, "motion")
    cloud.faults.fail_next(1000, status=502)
    for _ in range(10):
        await pass_time(60)
    cloud.faults.clear()
    fresh = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(61)
    await pass_time(61)
    known = {item.event_id for item in recent_of(entry)}
    assert {first.id, meanwhile.id, fresh.id} <= known
    # Events of ten minutes ago are late.
    assert event_ids(calls) == [first.id, fresh.id]

    for action in ("turn_off", "turn_on"):
        await hass.services.async_call(
            AUTOMATION,
            action,
            {"entity_id": "automation.automation_0"},
            blocking=True,
        )
    await pass_time(3)
    assert len(calls) == 2


def recent_of(entry: MockConfigEntry) -> list[Any]:
    data = entry.runtime_data
    start = data.clock.now() - timedelta(hours=1)
    return list(data.events.recent.events_since(CAMERA_ID, start))


@pytest.mark.parametrize(
    ("options", "late", "expected"),
    [({}, False, 0), ({}, True, 1), ({"late_events": "fire"}, False, 1)],
)
async def test_late_events_trigger_only_with_the_option(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    options: dict[str, str],
    late: bool,
    expected: int,
) -> None:
    await set_up(hass, make_entry(cloud, server, options=options))
    calls = calls_of(hass)
    await add_automations(hass, automation_on(late=late))
    await pass_time(100)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=121))
    await pass_time(3)
    assert [call.data["trigger"]["late"] for call in calls] == [True] * expected


async def test_a_number_of_events_within_a_period_triggers_once(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    both = {"entity_id": [CAMERA, "camera.yard"]}
    await add_automations(hass, automation_on(target=both, count=3, within="00:01:00"))
    ids = []
    for camera_id in (CAMERA_ID, YARD, CAMERA_ID, YARD, CAMERA_ID, YARD, CAMERA_ID):
        ids.append(cloud.raise_event(camera_id, "motion").id)
        await pass_time(5)
    assert event_ids(calls) == [ids[2], ids[5]]


async def test_the_time_of_events_counts_not_that_of_their_read(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on(count=2, within="00:00:30", late=True))
    await pass_time(120)
    now = cloud.now()
    for age in (110, 70, 30):
        cloud.raise_event(CAMERA_ID, "motion", time=now - timedelta(seconds=age))
    await pass_time(3)
    assert not calls
    # An event that is listed after a newer one counts, too.
    second = cloud.raise_event(CAMERA_ID, "motion", time=now - timedelta(seconds=55))
    await pass_time(3)
    assert event_ids(calls) == [second.id]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [({}, [0, 1, 4, 5]), ({"cool_down_scope": "target"}, [0, 4])],
)
async def test_events_during_the_cool_down_are_ignored(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    pass_time: PassTime,
    scope: dict[str, str],
    expected: list[int],
) -> None:
    calls = calls_of(hass)
    both = {"entity_id": [CAMERA, "camera.yard"]}
    await add_automations(
        hass, automation_on(target=both, cool_down={"minutes": 1}, **scope)
    )
    ids = []
    for camera_id in (CAMERA_ID, YARD, CAMERA_ID, YARD, CAMERA_ID, YARD):
        ids.append(cloud.raise_event(camera_id, "motion").id)
        # The fourth is read 45 s after the first, the fifth 60 s after it.
        await pass_time(15)
    assert event_ids(calls) == [ids[number] for number in expected]


async def test_the_cool_down_begins_when_the_count_is_reached(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on(count=2, cool_down="00:00:30"))
    ids = []
    for _ in range(6):
        ids.append(cloud.raise_event(CAMERA_ID, "motion").id)
        await pass_time(14)
    # The third and fourth are ignored.
    assert event_ids(calls) == [ids[1], ids[5]]


async def test_the_time_of_events_counts_for_the_cool_down(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on(cool_down="00:00:30", late=True))
    await pass_time(120)
    now = cloud.now()
    events = [
        cloud.raise_event(CAMERA_ID, "motion", time=now - timedelta(seconds=age))
        for age in (110, 85, 75, 30)
    ]
    await pass_time(3)
    assert event_ids(calls) == [events[0].id, events[2].id, events[3].id]
    # What is listed long after it happened is compared with the newest one, too.
    cloud.raise_event(CAMERA_ID, "motion", time=now - timedelta(seconds=45))
    early = cloud.raise_event(CAMERA_ID, "motion", time=now - timedelta(seconds=118))
    await pass_time(3)
    assert event_ids(calls)[3:] == [early.id]


async def test_triggers_are_removed_with_their_automation_and_entry(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(
        hass, automation_on(), automation_on(target={"entity_id": "camera.yard"})
    )
    await hass.services.async_call(
        AUTOMATION, "turn_off", {"entity_id": "automation.automation_0"}, blocking=True
    )
    cloud.raise_event(CAMERA_ID, "motion")
    yard = cloud.raise_event(YARD, "motion")
    await pass_time(3)
    assert event_ids(calls) == [yard.id]

    await hass.config_entries.async_remove(group.entry_id)
    await hass.async_block_till_done()
    listeners = [str(signal) for signal in hass.data["dispatcher"]]
    assert not [signal for signal in listeners if "vxg_delivery" in signal]


async def test_media_ready_triggers_once_the_image_is_available(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(
        hass,
        automation_on(),
        automation_on("media_ready", event_types="motion", metadata=[]),
    )
    event = cloud.raise_event(CAMERA_ID, "motion", {"zone": "door"}, thumb_after=6)
    await pass_time(2)
    assert [call.data["trigger"]["platform"] for call in calls] == [
        "vxg.event_detected"
    ]
    for _ in range(20):
        await pass_time(2)
    assert event_ids(calls) == [event.id] * 2
    trigger = calls[1].data["trigger"]
    assert trigger["platform"] == "vxg.media_ready"
    place = f"{entry.entry_id}/{CAMERA_ID}/event/{event.id}"
    assert trigger["media_content_id"] == f"media-source://vxg/{place}"
    assert trigger["picture"] == f"/api/vxg/picture/{place}"
    assert trigger["video"] == f"/api/vxg/video/{place}"
    first = calls[0].data["trigger"]
    assert {key: trigger[key] for key in SHARED} == {key: first[key] for key in SHARED}


async def test_event_detected_triggers_before_media_ready(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"), automation_on())
    for camera_event in ("motion", "motion"):
        cloud.raise_event(CAMERA_ID, camera_event, thumb_after=0)
    await pass_time(2)
    assert [call.data["trigger"]["platform"] for call in calls] == [
        *["vxg.event_detected", "vxg.media_ready"] * 2,
    ]


async def test_media_ready_triggers_for_an_image_that_is_not_shown(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))
    slow = cloud.raise_event(CAMERA_ID, "motion", thumb_after=6)
    quick = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    for _ in range(10):
        await pass_time(2)
    assert event_ids(calls) == [quick.id, slow.id]


async def test_media_ready_does_not_trigger_again_after_a_reload(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    assert await hass.config_entries.async_reload(entry.entry_id)
    for _ in range(10):
        await pass_time(10)
    assert event_ids(calls) == [event.id]


@pytest.mark.parametrize(
    ("target", "options"),
    [
        (None, {}),
        ({}, {}),
        ({"entity_id": CAMERA}, {"count": 0}),
        ({"entity_id": CAMERA}, {"count": 101}),
        ({"entity_id": CAMERA}, {"within": 0}),
        ({"entity_id": CAMERA}, {"within": "-00:05:00"}),
        ({"entity_id": CAMERA}, {"metadata": [{"tag": "zone"}]}),
        ({"entity_id": CAMERA}, {"cool_down": "-00:05:00"}),
        ({"entity_id": CAMERA}, {"cool_down_scope": "house"}),
        ({"entity_id": CAMERA}, {"camera": "x"}),
    ],
)
async def test_invalid_configuration(
    hass: HomeAssistant, target: dict[str, Any] | None, options: dict[str, Any]
) -> None:
    config: dict[str, Any] = {"platform": "vxg.event_detected", "options": options}
    if target is not None:
        config["target"] = target
    with pytest.raises(vol.Invalid):
        await async_validate_trigger_config(hass, [config])
