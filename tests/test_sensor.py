"""Test the sensors of delay, last event, last gap and counts."""

from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity_component import async_update_entity
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    mock_restore_cache_with_extra_data,
)

from custom_components.vxg.const import CONF_CLOCKS_BEHIND, DOMAIN, EVENT_VXG_GAP
from simulator import Cloud, CloudServer

from .common.actions import call_action
from .common.polling import make_next_poll_full
from .conftest import CAMERA_ID, PassTime, make_entry, set_up

GAP = "sensor.front_door_last_gap"
DELAY = "sensor.front_door_event_delay"
COUNT = "sensor.front_door_motion_count"


async def test_the_delay_is_disabled_by_default(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    registered = er.async_get(hass).async_get(DELAY)
    assert registered is not None
    assert registered.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    assert registered.unique_id == f"{entry.unique_id}_{CAMERA_ID}_event_delay"


@pytest.mark.parametrize("skew", [0, 2])
async def test_the_delay_is_the_median_by_the_clouds_clock(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    pass_time: PassTime,
    skew: int,
) -> None:
    cloud.skew = timedelta(hours=skew)
    entry = make_entry(cloud, server, options={"late_events": "fire"})
    er.async_get(hass).async_get_or_create(
        "sensor",
        DOMAIN,
        f"{entry.unique_id}_{CAMERA_ID}_event_delay",
        suggested_object_id="front_door_event_delay",
        disabled_by=None,
    )
    await set_up(hass, entry)
    assert hass.states.get(DELAY).state == "unknown"
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert hass.states.get(DELAY).state == "3.0"
    assert hass.states.get(DELAY).attributes["p95"] == 3
    for age in (10, 20):
        cloud.raise_event(
            CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=age)
        )
    make_next_poll_full(entry)
    await pass_time(3)
    assert hass.states.get(DELAY).state == "13.0"
    assert hass.states.get(DELAY).attributes["p95"] == 22
    # Late events show an outage, not the delay.
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=140))
    make_next_poll_full(entry)
    await pass_time(3)
    assert hass.states.get("event.front_door_events").state != "unknown"
    assert hass.states.get(DELAY).state == "13.0"


async def test_the_time_of_the_last_event_never_decreases(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    last = "sensor.front_door_last_event"
    now = datetime.now(UTC)
    cloud.raise_event(CAMERA_ID, "motion", time=now)
    await pass_time(3)
    shown = hass.states.get(last).state
    assert datetime.fromisoformat(shown) == now.replace(microsecond=0)
    cloud.raise_event(CAMERA_ID, "motion", time=now - timedelta(seconds=9))
    await pass_time(3)
    assert hass.states.get(last).state == shown


async def test_the_last_event_is_never_in_the_future(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    last = "sensor.front_door_last_event"

    def shown() -> datetime:
        return datetime.fromisoformat(hass.states.get(last).state)

    for hours in (8, 23, 0):
        cloud.raise_event(
            CAMERA_ID, "motion", time=cloud.now() + timedelta(hours=hours)
        )
        before = cloud.now() - timedelta(seconds=1)
        await pass_time(3)
        assert before <= shown() <= cloud.now()
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert before <= shown() <= cloud.now()
    # The clock of the cloud was ahead, too, and is set right.
    cloud.skew = timedelta(hours=-5)
    await pass_time(1, times=5)
    event = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert abs(shown() - event.time) <= timedelta(seconds=1)


async def test_a_corrected_clock_changes_neither_the_last_event_nor_the_delay(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    """Its events are from before the last one that was shown without the correction."""
    lag = timedelta(hours=2)
    registry = er.async_get(hass)
    registry.async_update_entity(DELAY, disabled_by=None)
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    options = {CONF_CLOCKS_BEHIND: {str(CAMERA_ID): lag.total_seconds()}}
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(61, times=2)
    now = cloud.now()
    cloud.raise_event(CAMERA_ID, "motion", time=now - lag)
    await pass_time(3)
    shown = datetime.fromisoformat(
        hass.states.get("sensor.front_door_last_event").state
    )
    assert abs(shown - now) <= timedelta(seconds=1)
    assert hass.states.get(DELAY).state == "3.0"


async def test_a_last_event_that_was_stored_in_the_future_is_restored_as_now(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> None:
    last = "sensor.front_door_last_event"
    stored = cloud.now() + timedelta(hours=8)
    mock_restore_cache_with_extra_data(
        hass,
        [
            (
                State(last, stored.isoformat()),
                {
                    "native_value": {
                        "__type": "<class 'datetime.datetime'>",
                        "isoformat": stored.isoformat(),
                    },
                    "native_unit_of_measurement": None,
                },
            )
        ],
    )
    await set_up(hass, make_entry(cloud, server))
    shown = datetime.fromisoformat(hass.states.get(last).state)
    assert abs(shown - cloud.now()) <= timedelta(seconds=1)


async def test_the_last_gap_is_restored(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    assert hass.states.get(GAP).state == "unknown"
    registered = er.async_get(hass).async_get(GAP)
    assert registered.unique_id == f"{entry.unique_id}_last_gap"
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    assert [device.id for device in devices] == [registered.device_id]
    assert devices[0].name == "Front door"
    cloud.faults.fail_next(1000, status=502)
    for _ in range(4):
        await pass_time(20)
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.faults.clear()
    await pass_time(61)
    await pass_time(3)
    [gap] = gaps
    shown = hass.states.get(GAP)
    end = datetime.fromisoformat(gap.data["end"])
    assert datetime.fromisoformat(shown.state) == end.replace(microsecond=0)
    assert shown.attributes["start"] == gap.data["start"]
    assert shown.attributes["recovered"] == 1

    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    again = hass.states.get(GAP)
    assert again.state == shown.state
    assert again.attributes["start"] == gap.data["start"]
    assert again.attributes["recovered"] == 1


def enable_count(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Enable the count of motion events."""
    er.async_get(hass).async_get_or_create(
        "sensor",
        DOMAIN,
        f"{entry.unique_id}_{CAMERA_ID}_count_motion",
        suggested_object_id="front_door_motion_count",
        disabled_by=None,
    )


async def test_counts_are_disabled_by_default(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    registered = er.async_get(hass).async_get(COUNT)
    assert registered.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    assert registered.unique_id == f"{entry.unique_id}_{CAMERA_ID}_count_motion"
    assert registered.original_name == "Motion count"


async def test_each_event_counts_once_including_late_ones_and_after_reloads(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    pass_time: PassTime,
) -> None:
    entry = make_entry(cloud, server)
    enable_count(hass, entry)
    await set_up(hass, entry)
    assert hass.states.get(COUNT).state == "0"
    assert hass.states.get(COUNT).attributes["state_class"] == "total_increasing"
    assert hass.states.get(COUNT).attributes["unit_of_measurement"] == "events"
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.raise_event(CAMERA_ID, "sound")
    await pass_time(3)
    await pass_time(3)
    assert hass.states.get(COUNT).state == "2"

    await hass.config_entries.async_unload(entry.entry_id)
    # A late event turns no sensor on, but counts.
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=140))
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await pass_time(3)
    assert hass.states.get(COUNT).state == "3"
    assert hass.states.get("binary_sensor.front_door_motion").state == "off"


@pytest.mark.parametrize(("stored", "shown"), [(41, "41"), ("odd", "0"), (None, "0")])
async def test_a_count_is_restored(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    stored: object,
    shown: str,
) -> None:
    entry = make_entry(cloud, server)
    enable_count(hass, entry)
    extra = {"native_value": stored, "native_unit_of_measurement": None}
    mock_restore_cache_with_extra_data(hass, [(State(COUNT, str(stored)), extra)])
    await set_up(hass, entry)
    assert hass.states.get(COUNT).state == shown


UNREVIEWED = "sensor.front_door_unreviewed_events"


async def set_up_unreviewed(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Set up an entry whose sensor of unreviewed events is enabled."""
    entry = make_entry(cloud, server)
    er.async_get(hass).async_get_or_create(
        "sensor",
        DOMAIN,
        f"{entry.unique_id}_unreviewed",
        suggested_object_id="front_door_unreviewed_events",
        disabled_by=None,
    )
    await set_up(hass, entry)
    return entry


def count_requests(cloud: Cloud) -> int:
    """Return the number of requests for unreviewed events."""
    return sum("meta_not" in request.query for request in cloud.requests)


async def test_unreviewed_events_are_not_counted_by_default(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    registered = er.async_get(hass).async_get(UNREVIEWED)
    assert registered is not None
    assert registered.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    assert registered.unique_id == f"{entry.unique_id}_unreviewed"
    assert count_requests(cloud) == 0


async def test_unreviewed_events_cost_a_request_an_hour_and_after_own_changes(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    pass_time: PassTime,
) -> None:
    events = [
        cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(days=ago))
        for ago in range(1, 31)
    ]
    events[0].meta["status_processed"] = ""
    # Somebody has opened it, but not finished.
    events[1].meta["status_in_progress"] = ""
    await set_up_unreviewed(hass, cloud, server)
    assert hass.states.get(UNREVIEWED).state == "29"
    await pass_time(60, times=58)
    assert count_requests(cloud) == 1
    await pass_time(60, times=2)
    assert count_requests(cloud) == 2
    for event in events[2:4]:
        await call_action(hass, "review_event", event_id=event.id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.get(UNREVIEWED).state == "27"
    await call_action(hass, "review_event", event_id=events[2].id, undo=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.get(UNREVIEWED).state == "28"
    assert count_requests(cloud) == 5
    # Other tags do not concern it.
    await call_action(hass, "update_event", event_id=events[2].id, set={"a": 1})
    await hass.async_block_till_done(wait_background_tasks=True)
    assert count_requests(cloud) == 5


@pytest.mark.parametrize(
    ("total_count", "number", "shown"),
    [
        ("exact", 30, "30"),
        # The length of the page, which is believed only if it is that of the list.
        ("page", 30, "unknown"),
        ("page", 5, "5"),
        ("null", 30, "unknown"),
        ("missing", 30, "unknown"),
        ("missing", 0, "0"),
    ],
)
async def test_the_length_of_a_page_is_not_the_number_of_unreviewed_events(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    total_count: str,
    number: int,
    shown: str,
) -> None:
    for ago in range(1, 1 + number):
        cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(days=ago))
    cloud.wire_format.total_count = total_count
    await set_up_unreviewed(hass, cloud, server)
    assert hass.states.get(UNREVIEWED).state == shown


async def test_the_number_of_unreviewed_events_is_unknown_while_it_cannot_be_read(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    await set_up_unreviewed(hass, cloud, server)
    assert hass.states.get(UNREVIEWED).state == "0"
    cloud.faults.fail_next(10, status=500)
    await async_update_entity(hass, UNREVIEWED)
    assert hass.states.get(UNREVIEWED).state == "unknown"
    cloud.faults.clear()
    await async_update_entity(hass, UNREVIEWED)
    assert hass.states.get(UNREVIEWED).state == "0"
