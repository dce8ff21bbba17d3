"""Test the conditions on recent events."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConditionError
from homeassistant.helpers.condition import (
    ConditionChecker,
    async_from_config,
    async_validate_condition_config,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

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
BOTH = [CAMERA, "camera.yard"]


async def checker(
    hass: HomeAssistant, condition: str, target: Any = CAMERA, **options: Any
) -> ConditionChecker:
    config = await async_validate_condition_config(
        hass,
        {
            "condition": f"vxg.{condition}",
            "target": {"entity_id": target},
            "options": options,
        },
    )
    return await async_from_config(hass, config)


async def happened(hass: HomeAssistant, within: str, **options: Any) -> bool | None:
    check = await checker(hass, "event_happened", within=within, **options)
    return check.async_check()


async def quiet(hass: HomeAssistant, period: str, **options: Any) -> bool | None:
    check = await checker(hass, "no_event_for", **{"for": period}, **options)
    return check.async_check()


@pytest.fixture
async def swept(entry: MockConfigEntry, pass_time: PassTime) -> MockConfigEntry:
    """Return a loaded entry after its first sweep."""
    await pass_time(61)
    await pass_time(3)
    return entry


async def test_an_event_happened_within_the_period(
    hass: HomeAssistant, cloud: Cloud, swept: MockConfigEntry, pass_time: PassTime
) -> None:
    assert await happened(hass, "00:05:00") is False
    assert await quiet(hass, "00:05:00") is True
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert await happened(hass, "00:05:00") is True
    assert await quiet(hass, "00:05:00") is False
    for _ in range(10):
        await pass_time(30)
    assert await happened(hass, "00:05:00") is False
    assert await quiet(hass, "00:05:00") is True
    assert await happened(hass, "00:06:00") is True


async def test_checks_send_no_request(
    hass: HomeAssistant, cloud: Cloud, swept: MockConfigEntry
) -> None:
    cloud.requests.clear()
    assert await happened(hass, "01:00:00") is False
    assert await quiet(hass, "01:00:00") is True
    assert not cloud.requests


async def test_events_before_the_start_count_after_the_first_sweep(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    for minutes in (1, 50):
        time = cloud.now() - timedelta(minutes=minutes)
        cloud.raise_event(CAMERA_ID, f"before_{minutes}", time=time)
    await set_up(hass, make_entry(cloud, server))
    assert await happened(hass, "00:02:00", event_types="before_1") is True
    with pytest.raises(ConditionError, match=r"since .* are not fully known"):
        await happened(hass, "01:00:00")
    with pytest.raises(ConditionError, match=r"In 'vxg\.no_event_for' condition"):
        await quiet(hass, "01:00:00")
    await pass_time(61)
    await pass_time(3)
    assert await happened(hass, "01:00:00", event_types="before_50") is True
    assert await quiet(hass, "00:40:00", event_types="before_50") is True


async def test_filter_by_type_and_metadata(
    hass: HomeAssistant, cloud: Cloud, swept: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "a few"})
    await pass_time(3)
    assert await happened(hass, "00:05:00", event_types=["motion"]) is True
    assert await happened(hass, "00:05:00", event_types=["sound"]) is False
    sure = {"tag": "Person", "above": 1}
    assert await happened(hass, "00:05:00", metadata=sure) is False
    assert await quiet(hass, "00:05:00", metadata=sure) is True


async def test_behavior_any_and_all_of_several_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(YARD, "Yard")
    await set_up_group(hass, cloud, server)
    cloud.raise_event(YARD, "motion")
    await pass_time(3)
    period = "00:02:00"
    assert await happened(hass, period, target=BOTH) is True
    assert await happened(hass, period, target=BOTH, behavior="all") is False
    assert await quiet(hass, period, target=BOTH) is False
    assert await quiet(hass, period, target=BOTH, behavior="any") is True
    assert await happened(hass, period) is False


async def test_a_gap_within_the_period_is_an_error(
    hass: HomeAssistant, cloud: Cloud, swept: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.faults.fail_next(1000, status=502)
    await pass_time(3)
    assert await happened(hass, "00:02:00") is False
    for _ in range(3):
        await pass_time(20)
    # The cloud is unavailable now.
    with pytest.raises(ConditionError, match="are not fully known"):
        await quiet(hass, "00:02:00")
    cloud.faults.clear()
    await pass_time(61)
    with pytest.raises(ConditionError, match=r"could not be read from .* to "):
        await happened(hass, "00:02:00")
    for _ in range(3):
        await pass_time(30)
    assert await quiet(hass, "00:01:00") is True
    with pytest.raises(ConditionError, match="could not be read"):
        await quiet(hass, "00:05:00")


async def test_a_refused_camera_is_an_error(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(YARD, "Yard")
    cloud.group_list_status = 403
    entry = await set_up_group(hass, cloud, server)
    cloud.faults.refuse_token(cloud.camera_tokens[YARD])
    for _ in range(30):
        await pass_time(3)
    assert entry.runtime_data.events.camera_reads.refused == {YARD}
    assert await quiet(hass, "00:01:00") is True
    with pytest.raises(ConditionError, match=r"camera\.yard"):
        await quiet(hass, "00:01:00", target=BOTH)


async def test_missing_cameras_are_an_error(
    hass: HomeAssistant, swept: MockConfigEntry
) -> None:
    with pytest.raises(ConditionError, match="contains no camera"):
        await happened(hass, "00:01:00", target="camera.none")
    await hass.config_entries.async_unload(swept.entry_id)
    with pytest.raises(ConditionError, match="is not loaded"):
        await happened(hass, "00:01:00")


async def test_an_automation_does_not_run_if_a_condition_raises(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    calls = calls_of(hass)
    condition = {
        "condition": "vxg.no_event_for",
        "target": {"entity_id": CAMERA},
        "options": {"for": {"minutes": 10}},
    }
    negated = {"condition": "not", "conditions": [condition]}
    await add_automations(
        hass,
        {**automation_on(), "conditions": [condition]},
        {**automation_on(), "conditions": [negated]},
    )
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert not calls
    assert "are not fully known" in caplog.text


async def test_the_triggering_event_does_not_count(
    hass: HomeAssistant, cloud: Cloud, swept: MockConfigEntry, pass_time: PassTime
) -> None:
    first, second = calls_of(hass), calls_of(hass, "test.again")
    quiet_before = {
        "condition": "vxg.no_event_for",
        "target": {"entity_id": CAMERA},
        "options": {"for": "00:01:00"},
    }
    not_alone = {
        "condition": "vxg.event_happened",
        "target": {"entity_id": CAMERA},
        "options": {"within": "00:01:00"},
    }
    act = [{"action": "test.again", "data": {"trigger": "{{ trigger }}"}}]
    await add_automations(
        hass,
        {**automation_on(), "conditions": [quiet_before]},
        {**automation_on(), "conditions": [not_alone], "actions": act},
    )
    # Two events of one read are dispatched one after the other.
    ids = [cloud.raise_event(CAMERA_ID, "motion").id for _ in range(2)]
    await pass_time(3)
    await pass_time(61)
    ids.append(cloud.raise_event(CAMERA_ID, "motion").id)
    await pass_time(3)
    assert event_ids(first) == [ids[0], ids[2]]
    assert event_ids(second) == [ids[1]]


@pytest.mark.parametrize(
    ("condition", "options"),
    [
        ("event_happened", {}),
        ("event_happened", {"within": "01:00:01"}),
        ("event_happened", {"within": 0}),
        ("event_happened", {"for": "00:01:00"}),
        ("no_event_for", {}),
        ("no_event_for", {"for": "02:00:00"}),
        ("no_event_for", {"for": "00:01:00", "behavior": "each"}),
    ],
)
async def test_invalid_configuration(
    hass: HomeAssistant, condition: str, options: dict[str, Any]
) -> None:
    with pytest.raises(vol.Invalid):
        await checker(hass, condition, **options)


async def test_a_condition_needs_a_target(hass: HomeAssistant) -> None:
    with pytest.raises(vol.Invalid, match="a target is needed"):
        await async_validate_condition_config(
            hass,
            {
                "condition": "vxg.event_happened",
                "target": {},
                "options": {"within": "00:01:00"},
            },
        )
