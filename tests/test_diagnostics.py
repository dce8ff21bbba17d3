"""Test the diagnostics, which contain no secrets."""

from datetime import timedelta
import json
import re
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.const import CONF_TOKEN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.util.json import JsonObjectType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.aiovxg import Event
from custom_components.vxg.aiovxg.event_log.retention import MAX_REMEMBERED_IDS
from custom_components.vxg.cameras.store import async_remove_camera_store
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from .common.outbox import EVENTS, create_event
from .conftest import CAMERA_ID, PassTime, set_up_group


@pytest.fixture(autouse=True)
async def _diagnostics(hass: HomeAssistant) -> None:
    from homeassistant.setup import async_setup_component

    assert await async_setup_component(hass, "diagnostics", {})


async def read(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> JsonObjectType:
    return await get_diagnostics_for_config_entry(hass, hass_client, entry)


async def test_entry_diagnostics(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", {"plate": "AB-123"})
    await pass_time(3)
    diagnostics_text: Any = await read(hass, hass_client, entry)

    assert diagnostics_text["entry"]["token"] == "**REDACTED**"
    assert diagnostics_text["entry"]["own_server"] is True
    assert diagnostics_text["token"]["kind"] == "channel"
    assert diagnostics_text["token"]["writable"] is True
    engine = diagnostics_text["engine"]
    assert engine["poll_interval"] == 1  # quick, after an event
    assert engine["last_poll_succeeded"] is True
    assert engine["has_bearings"] is True
    assert engine["ids_held"] == 1
    assert engine["sweeps"] == 0
    assert engine["last_failure_of_slow_reads"] is None
    camera = diagnostics_text["cameras"][str(CAMERA_ID)]
    assert camera["status"] == "active"
    assert [item["name"] for item in camera["event_types"]] == list(
        cloud.cameras[CAMERA_ID].types
    )
    assert camera["last_event"]["event_type"] == "motion"
    assert camera["last_event"]["metadata"] == {"plate": "**REDACTED**"}
    assert "AB-123" not in json.dumps(diagnostics_text)


async def test_diagnostics_show_that_sweeps_cover_less_than_a_day(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> None:
    log = entry.runtime_data.events.log
    shown: Any = await read(hass, hass_client, entry)
    assert shown["engine"]["sweeps_limited_to"] is None
    watermark = log.watermark
    assert watermark is not None
    for hours in range(10):
        now = watermark + timedelta(hours=hours)
        for number in range(MAX_REMEMBERED_IDS // 9):
            time = now + number * timedelta.resolution
            event_id = hours * MAX_REMEMBERED_IDS + number
            log.mark_seen(
                Event(id=event_id, camera_id=CAMERA_ID, name="motion", time=time), now
            )
        log.finish_read(now, now)
    shown = await read(hass, hass_client, entry)
    start, _ = log.sweep_window(now, timedelta(days=1))
    assert shown["engine"]["sweeps_limited_to"] == start.isoformat()
    assert shown["engine"]["ids_held"] <= MAX_REMEMBERED_IDS


async def test_diagnostics_of_a_camera_without_events(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> None:
    diagnostics_text: Any = await read(hass, hass_client, entry)
    assert diagnostics_text["cameras"][str(CAMERA_ID)]["last_event"] is None
    assert DOMAIN not in diagnostics_text["cameras"]


async def test_device_diagnostics_of_a_camera_and_of_a_group(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
) -> None:
    cloud.add_camera(7, "Garden")
    entry = await set_up_group(hass, cloud, server)
    diagnostics_text = {}
    for device in dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id):
        data: Any = await get_diagnostics_for_device(hass, hass_client, entry, device)
        assert data["engine"]["has_bearings"] is True
        diagnostics_text[device.name] = list(data["cameras"])
    assert diagnostics_text == {
        entry.title: [],
        "Front door": [str(CAMERA_ID)],
        "Garden": ["7"],
    }


@pytest.mark.parametrize("status", [400, 403, 500, 503])
async def test_diagnostics_show_the_kind_of_an_error_but_not_its_text(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    entry: MockConfigEntry,
    status: int,
) -> None:
    data = entry.runtime_data
    cloud.faults.fail_next(3, status=status, detail="Plate AB-123 is unknown")
    await data.cameras.async_refresh()
    assert data.cameras.last_failure
    diagnostics = json.dumps(await read(hass, hass_client, entry))
    assert f'"{data.cameras.last_failure}"' in diagnostics
    assert "AB-123" not in diagnostics


async def test_a_download_contains_no_metadata_of_dropped_events(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    metadata = {"plate": "AB-123", "name": "Anna (7)", "state": ""}
    cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    assert (await create_event(hass, metadata=metadata))["status"] == "queued"
    detail = "Plate ab-123 of Anna (7) is unknown, AB-1234 is not"
    cloud.faults.fail_next(2, status=400, method="POST", detail=detail)
    await pass_time(2, times=10)
    # Home Assistant adds the issues that persist, with their placeholders.
    client = await hass_client()
    path = f"/api/diagnostics/config_entry/{entry.entry_id}"
    downloaded = await (await client.get(path)).json()
    [issue] = downloaded["issues"]
    reason = issue["translation_placeholders"]["detail"]
    assert reason == "Plate … of … is unknown, AB-1234 is not"
    assert not {"AB-123", "Anna"} & set(re.findall(r"[\w-]+", json.dumps(downloaded)))


@pytest.mark.parametrize("state", ["unloaded", "retrying", "refused", "disabled"])
async def test_diagnostics_of_an_entry_that_is_not_loaded(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    entry: MockConfigEntry,
    state: str,
) -> None:
    device, *_ = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    await end(hass, cloud, entry, state)
    shown: Any = await read(hass, hass_client, entry)
    assert shown["entry"]["token"] == "**REDACTED**"
    assert shown["entry"]["state"] == entry.state.value != "loaded"
    assert "problem" in shown["entry"]
    assert "engine" not in shown
    assert entry.data["token"] not in json.dumps(shown)
    assert "AB-123" not in json.dumps(shown)
    assert (shown["token"] is None) is (state == "refused")
    of_device: Any = await get_diagnostics_for_device(hass, hass_client, entry, device)
    assert of_device == shown


async def end(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, state: str
) -> None:
    """Let an entry be not loaded."""
    if state == "disabled":
        await hass.config_entries.async_set_disabled_by(
            entry.entry_id, ConfigEntryDisabler.USER
        )
        return
    await hass.config_entries.async_unload(entry.entry_id)
    if state == "retrying":
        await async_remove_camera_store(hass, entry)
        cloud.faults.fail_next(100, status=400, detail="Plate AB-123")
        await hass.config_entries.async_setup(entry.entry_id)
        assert "AB-123" in str(entry.reason)
    if state == "refused":
        data = {**entry.data, CONF_TOKEN: "no token"}
        hass.config_entries.async_update_entry(entry, data=data)
        await hass.config_entries.async_setup(entry.entry_id)
