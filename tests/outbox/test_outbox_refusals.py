"""Tests for queued events that the cloud refuses, or that are too old."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import Cloud

from ..common.outbox import (
    create_event,
    event_requests,
    get_issue,
    numbers,
    queue_events,
    queued_count,
    recover,
)
from ..conftest import CAMERA_ID, PassTime

# Stored files are not shared with other tests.
pytestmark = pytest.mark.usefixtures("hass_storage")


async def test_events_expire_after_a_week_with_an_issue(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud.faults.drop_next(1_000_000)
    await create_event(hass, 1)
    await create_event(hass, 2)
    await pass_time(24 * 3600)
    await create_event(hass, 3)
    await pass_time(6 * 24 * 3600 - 301)
    assert queued_count(hass) == 3
    assert get_issue(hass, entry, "creates_expired") is None
    await pass_time(301)
    await pass_time(301)
    assert queued_count(hass) == 1
    issue = get_issue(hass, entry, "creates_expired")
    assert issue.is_fixable
    assert issue.is_persistent
    assert issue.translation_placeholders == {
        "name": "Front door",
        "count": "2",
        "camera": "Front door",
        "event_type": "motion",
        "detail": "–",
    }
    assert caplog.text.count("was dropped") == 1
    await recover(cloud, pass_time)
    assert numbers(cloud) == [3]


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_an_event_that_is_refused_later_is_dropped_with_an_issue(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    status: int,
) -> None:
    await queue_events(hass, cloud, 1, 2)
    # Final the second time, after a successful poll.
    cloud.faults.fail_next(2, status=status, method="POST", detail="No such thing")
    await pass_time(2, times=10)
    assert numbers(cloud) == [2]
    assert queued_count(hass) == 0
    issue = get_issue(hass, entry, "creates_refused")
    assert issue.translation_placeholders["detail"] == "No such thing"
    assert issue.translation_placeholders["count"] == "1"


async def test_a_refusal_while_polls_fail_too_is_not_final(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await queue_events(hass, cloud, 1)
    # A proxy that does not find the cloud.
    cloud.faults.fail_next(10_000, status=404)
    await pass_time(300, times=10)
    assert len(event_requests(cloud)) > 1
    assert queued_count(hass) == 1
    cloud.faults.clear()
    await pass_time(61)
    assert numbers(cloud) == [1]
    assert get_issue(hass, entry, "creates_refused") is None


async def test_while_the_token_is_rejected_events_stay_queued(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await queue_events(hass, cloud, 1)
    cloud.faults.fail_next(2, status=401, method="POST")
    await pass_time(2, times=10)
    assert queued_count(hass) == 1
    await pass_time(2, times=10)
    assert numbers(cloud) == [1]


async def test_an_event_that_causes_server_errors_does_not_block_others(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    create_event_method = entry.runtime_data.client.create_event

    async def fail_for_first(camera_id: int, name: str, **data: Any) -> int | None:
        if data["meta"] == {"number": "0"}:
            cloud.faults.fail_next(1, status=500, method="POST", detail="Oops")
        return await create_event_method(camera_id, name, **data)

    entry.runtime_data.client.create_event = fail_for_first
    for number in range(8):
        await create_event(hass, number)
    await pass_time(10, times=600)
    assert numbers(cloud) == [1, 2, 3, 4, 5, 6, 7]
    assert queued_count(hass) == 0
    issue = get_issue(hass, entry, "creates_refused")
    assert issue.translation_placeholders["detail"] == "Oops"


@pytest.mark.parametrize(("minutes", "max_attempts"), [(30, 15), (240, 55)])
async def test_a_cloud_that_accepts_nothing_for_long_loses_no_event(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    minutes: int,
    max_attempts: int,
) -> None:
    cloud.faults.fail_next(1_000_000, status=500, method="POST")
    for number in range(5):
        await create_event(hass, number)
    await pass_time(60, times=minutes)
    # At most one attempt in five minutes at the end.
    assert len(event_requests(cloud)) <= max_attempts
    cloud.faults.clear()
    await pass_time(60, times=12)
    arrived = numbers(cloud)
    if minutes > 30:
        # The first two alternate, so either may be sent first.
        arrived = sorted(arrived[:2]) + arrived[2:]
    assert arrived == [0, 1, 2, 3, 4]
    assert get_issue(hass, entry, "creates_refused") is None


@pytest.mark.parametrize("exists", [False, True])
async def test_a_missing_type_is_created_once_the_cloud_is_back(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    exists: bool,
) -> None:
    cloud.faults.drop_next(10_000)
    await create_event(hass, 1, event_type="guest", create_event_type=True)
    with pytest.raises(ServiceValidationError) as caught:
        await create_event(hass, 2, event_type="guest")
    assert caught.value.translation_key == "unknown_event_type"
    if exists:
        cloud.cameras[CAMERA_ID].add_type({"name": "guest", "custom": True})
    await recover(cloud, pass_time)
    assert [event.name for event in cloud.events] == ["guest"]
    assert "guest" in entry.runtime_data.cameras.data[CAMERA_ID].types


async def test_an_event_whose_type_cannot_be_created_is_dropped(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.rate_limit(1, retry_after=1, path="event_processing")
    await create_event(hass, 1, event_type="guest", create_event_type=True)
    cloud.faults.fail_next(2, status=400, method="POST", detail="Too many types")
    await pass_time(2, times=10)
    assert not cloud.events
    assert queued_count(hass) == 0
    issue = get_issue(hass, entry, "creates_refused")
    assert issue.translation_placeholders["detail"] == "Too many types"
