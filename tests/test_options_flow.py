"""Test the options flow."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest

from custom_components.vxg.helpers.issues import async_set_clock_correction
from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID, make_entry, set_up

OPTIONS = {
    "hold_time": 5,
    "poll_interval": 4,
    "max_age": 12,
    "late_events": "fire",
}


async def test_options_are_stored_and_applied(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert form["step_id"] == "init"
    # The frontend sends floats.
    filled = {**OPTIONS, "hold_time": 5.0, "max_age": 12.0}
    result = await hass.config_entries.options.async_configure(form["flow_id"], filled)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == OPTIONS
    assert type(entry.options["hold_time"]) is int
    options = entry.runtime_data.options
    assert options.hold_time.total_seconds() == 5
    assert options.fire_late is True
    assert entry.runtime_data.events.update_interval == options.poll_interval

    form = await hass.config_entries.options.async_init(entry.entry_id)
    shown = {str(key): key.description for key in form["data_schema"].schema}
    assert shown["max_age"] == {"suggested_value": 12}


@pytest.mark.parametrize(("max_age", "fits"), [(11, False), (12, True)])
async def test_a_maximum_age_below_three_polls_is_invalid(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, max_age: int, fits: bool
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    result = await hass.config_entries.options.async_configure(
        form["flow_id"], {**OPTIONS, "max_age": max_age}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    assert (result["type"] is FlowResultType.CREATE_ENTRY) is fits
    if not fits:
        assert result["errors"] == {"max_age": "max_age_too_short"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"hold_time": 0},
        {"hold_time": 3601},
        {"poll_interval": 0},
        {"poll_interval": 61},
        {"max_age": 9},
        {"max_age": 3601},
        {"late_events": "sometimes"},
    ],
)
async def test_options_out_of_range_are_invalid(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, wrong: dict[str, Any]
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    with pytest.raises(InvalidData):
        await hass.config_entries.options.async_configure(
            form["flow_id"], {**OPTIONS, **wrong}
        )
    assert not entry.options


async def test_the_correction_of_a_camera_s_clock_can_be_removed(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(
        cloud,
        server,
        token=cloud.group_token(),
        options={**OPTIONS, "clocks_behind": {"7": 3600, "9": 60}},
    )
    await set_up(hass, entry)

    async def configure(filled: dict[str, Any]) -> list[dict[str, str]]:
        form = await hass.config_entries.options.async_init(entry.entry_id)
        shown = {str(key): field for key, field in form["data_schema"].schema.items()}
        result = await hass.config_entries.options.async_configure(
            form["flow_id"], filled
        )
        await hass.async_block_till_done(wait_background_tasks=True)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        return shown["clocks_behind"].config["options"]

    labels = await configure(OPTIONS)
    assert [item["label"] for item in labels] == ["Garden (1:00:00)", "9 (0:01:00)"]
    assert entry.options["clocks_behind"] == {"7": 3600, "9": 60}
    await configure({**OPTIONS, "clocks_behind": ["7"]})
    assert entry.options["clocks_behind"] == {"7": 3600}
    assert set(entry.runtime_data.options.clock_lags) == {7}
    await configure({**OPTIONS, "clocks_behind": []})
    assert entry.options["clocks_behind"] == {}
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert "clocks_behind" not in form["data_schema"].schema


async def test_a_correction_that_is_stored_while_the_form_is_open_stays(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(
        cloud,
        server,
        token=cloud.group_token(),
        options={**OPTIONS, "clocks_behind": {"7": 3600}},
    )
    await set_up(hass, entry)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    async_set_clock_correction(hass, entry, CAMERA_ID, 60)
    await hass.async_block_till_done(wait_background_tasks=True)
    filled = {**OPTIONS, "clocks_behind": []}
    await hass.config_entries.options.async_configure(form["flow_id"], filled)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.options["clocks_behind"] == {str(CAMERA_ID): 60}


async def test_lists_can_be_emptied(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    lists = {"objects": ["person"], "doorbell_types": ["gate bell"]}
    for filled in ({**OPTIONS, **lists}, {**OPTIONS, "objects": []}, OPTIONS):
        form = await hass.config_entries.options.async_init(entry.entry_id)
        await hass.config_entries.options.async_configure(form["flow_id"], filled)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert entry.options == filled


@pytest.mark.parametrize("stored", [None, [7], "7", {"seven": 1}, {"7": None}])
async def test_corrections_of_a_wrong_kind_are_not_shown(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, stored: Any
) -> None:
    entry = make_entry(cloud, server, options={"clocks_behind": stored})
    await set_up(hass, entry)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert "clocks_behind" not in form["data_schema"].schema
