"""Events that the cloud does not take later either: given up with a notice, or not."""

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
from ..conftest import CAMERA_ID, Pass

# What is stored stays apart from what other tests store.
pytestmark = pytest.mark.usefixtures("hass_storage")


async def test_after_a_week_events_are_given_up_with_a_notice(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
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
    notice = get_issue(hass, entry, "creates_expired")
    assert notice.is_fixable
    assert notice.is_persistent
    assert notice.translation_placeholders == {
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
async def test_what_the_cloud_refuses_later_is_given_up_with_a_notice(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    status: int,
) -> None:
    await queue_events(hass, cloud, 1, 2)
    # Believed the second time, after a read that succeeded.
    cloud.faults.fail_next(2, status=status, method="POST", detail="No such thing")
    await pass_time(2, times=10)
    assert numbers(cloud) == [2]
    assert queued_count(hass) == 0
    notice = get_issue(hass, entry, "creates_refused")
    assert notice.translation_placeholders["detail"] == "No such thing"
    assert notice.translation_placeholders["count"] == "1"


async def test_a_refusal_while_reads_fail_too_is_not_believed(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    await queue_events(hass, cloud, 1)
    # A proxy that knows the cloud no more.
    cloud.faults.fail_next(10_000, status=404)
    await pass_time(300, times=10)
    assert len(event_requests(cloud)) > 1
    assert queued_count(hass) == 1
    cloud.faults.clear()
    await pass_time(61)
    assert numbers(cloud) == [1]
    assert get_issue(hass, entry, "creates_refused") is None


async def test_a_token_that_is_refused_can_be_replaced_so_events_wait(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    await queue_events(hass, cloud, 1)
    cloud.faults.fail_next(2, status=401, method="POST")
    await pass_time(2, times=10)
    assert queued_count(hass) == 1
    await pass_time(2, times=10)
    assert numbers(cloud) == [1]


async def test_an_event_that_makes_the_cloud_stumble_does_not_hold_up_the_others(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    real = entry.runtime_data.client.create_event

    async def stumble(camera_id: int, name: str, **data: Any) -> int | None:
        if data["meta"] == {"number": "0"}:
            cloud.faults.fail_next(1, status=500, method="POST", detail="Oops")
        return await real(camera_id, name, **data)

    entry.runtime_data.client.create_event = stumble
    for number in range(8):
        await create_event(hass, number)
    await pass_time(10, times=600)
    assert numbers(cloud) == [1, 2, 3, 4, 5, 6, 7]
    assert queued_count(hass) == 0
    notice = get_issue(hass, entry, "creates_refused")
    assert notice.translation_placeholders["detail"] == "Oops"


@pytest.mark.parametrize(("minutes", "tries"), [(30, 15), (240, 55)])
async def test_a_cloud_that_takes_nothing_for_long_loses_nothing(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    minutes: int,
    tries: int,
) -> None:
    cloud.faults.fail_next(1_000_000, status=500, method="POST")
    for number in range(5):
        await create_event(hass, number)
    await pass_time(60, times=minutes)
    # At most one try in five minutes in the end.
    assert len(event_requests(cloud)) <= tries
    cloud.faults.clear()
    await pass_time(60, times=12)
    got = numbers(cloud)
    if minutes > 30:
        # Whose turn it was to be tried is all that can differ.
        got = sorted(got[:2]) + got[2:]
    assert got == [0, 1, 2, 3, 4]
    assert get_issue(hass, entry, "creates_refused") is None


@pytest.mark.parametrize("there", [False, True])
async def test_a_type_that_is_to_be_declared_is_declared_when_the_cloud_is_back(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    there: bool,
) -> None:
    cloud.faults.drop_next(10_000)
    await create_event(hass, 1, event_type="guest", create_event_type=True)
    with pytest.raises(ServiceValidationError) as caught:
        await create_event(hass, 2, event_type="guest")
    assert caught.value.translation_key == "unknown_event_type"
    if there:
        cloud.cameras[CAMERA_ID].add_type({"name": "guest", "custom": True})
    await recover(cloud, pass_time)
    assert [event.name for event in cloud.events] == ["guest"]
    assert "guest" in entry.runtime_data.cameras.data[CAMERA_ID].types


async def test_a_type_that_cannot_be_declared_later_is_no_reason_to_try_for_ever(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.rate_limit(1, retry_after=1, path="event_processing")
    await create_event(hass, 1, event_type="guest", create_event_type=True)
    cloud.faults.fail_next(2, status=400, method="POST", detail="Too many types")
    await pass_time(2, times=10)
    assert not cloud.events
    assert queued_count(hass) == 0
    notice = get_issue(hass, entry, "creates_refused")
    assert notice.translation_placeholders["detail"] == "Too many types"
