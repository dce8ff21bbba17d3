"""Test the repair issue of clocks that are so wrong that events are not read."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from aiohttp import web
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.events.far_clocks import MAX_CHECKED_CAMERAS, MAX_FAR_EVENTS
from simulator import Cloud, CloudServer
from simulator.routes import Handler

from ..common.faults import break_requests
from ..conftest import CAMERA_ID, PassTime, set_up_group

GARDEN = 7
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def get_issue(
    hass: HomeAssistant, entry: MockConfigEntry, camera_id: int = CAMERA_ID
) -> ir.IssueEntry | None:
    """Return the issue of a camera."""
    return ir.async_get(hass).async_get_issue(
        DOMAIN, f"far_clock_{entry.entry_id}_{camera_id}"
    )


async def pass_check(pass_time: PassTime, hours: int = 1) -> None:
    """Let some hourly checks pass."""
    for _ in range(hours):
        await pass_time(3601)
        await pass_time(10)


@pytest.mark.parametrize("one_by_one", [False, True])
@pytest.mark.parametrize(
    "off",
    [
        2 * DAY,
        400 * DAY,
        datetime(1970, 1, 1, 0, 5, tzinfo=UTC),
        datetime(2000, 1, 1, tzinfo=UTC),
        -DAY - 10 * MINUTE,
        -2 * DAY,
        -400 * DAY,
    ],
)
async def test_events_at_impossible_times_have_an_issue_until_one_is_right(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    off: timedelta | datetime,
    one_by_one: bool,
) -> None:
    def raise_event() -> None:
        time = off if isinstance(off, datetime) else cloud.now() + off
        cloud.raise_event(CAMERA_ID, "motion", time=time)

    cloud.add_camera(GARDEN, "Garden")
    if one_by_one:
        cloud.group_list_status = HTTPStatus.FORBIDDEN
    # From before the clock was set right, perhaps.
    raise_event()
    entry = await set_up_group(hass, cloud, server)
    await pass_time(61)
    await pass_check(pass_time, 2)
    assert get_issue(hass, entry) is None
    for _ in range(2):
        raise_event()
        await pass_check(pass_time)
    issue = get_issue(hass, entry)
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["name"] == "Front door"
    assert get_issue(hass, entry, GARDEN) is None

    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert get_issue(hass, entry) is None


async def test_right_clocks_have_no_issue(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    for hours in (0, 23, -23):
        time = cloud.now() + timedelta(hours=hours)
        cloud.raise_event(CAMERA_ID, "motion", time=time)
        await pass_check(pass_time)
    assert get_issue(hass, entry) is None
    far = [each for each in cloud.requests if each.query.get("order_by") == "-time"]
    # Nobody reads the metadata of these events.
    assert far
    assert all("include_meta" not in each.query for each in far)


async def test_an_upload_of_past_events_is_no_wrong_clock(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await pass_time(61)
    await pass_check(pass_time)
    for hours in range(30):
        time = cloud.now() - 3 * DAY + timedelta(hours=hours)
        cloud.raise_event(CAMERA_ID, "motion", time=time)
    await pass_check(pass_time, 3)
    assert get_issue(hass, entry) is None


async def test_events_that_grow_old_or_are_deleted_are_no_wrong_clock(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    # More than a check lists.
    for minutes in range(3 * MAX_FAR_EVENTS):
        time = cloud.now() - DAY + (MAX_FAR_EVENTS - minutes) * MINUTE
        cloud.raise_event(CAMERA_ID, "motion", time=time)
    await pass_time(61)
    for _ in range(4):
        await pass_check(pass_time)
        # The newest ones that are old: the next check lists older ones instead.
        past = [event for event in cloud.events if event.time < cloud.now() - DAY]
        for event in past[:5]:
            cloud.events.remove(event)
            cloud._ordered.remove(event)
    assert get_issue(hass, entry) is None


async def test_checks_cost_few_requests_however_many_cameras_there_are(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    for camera_id in range(1, 2 * MAX_CHECKED_CAMERAS):
        cloud.add_camera(camera_id, f"Camera {camera_id}")
    await set_up_group(hass, cloud, server)
    cloud.raise_event(1, "motion")
    await pass_time(61)
    checked = []
    for _ in range(3):
        cloud.requests.clear()
        await pass_check(pass_time)
        far = [each for each in cloud.requests if each.query.get("order_by") == "-time"]
        assert len(far) == 2 + MAX_CHECKED_CAMERAS
        checked += [each.query["camid"] for each in far if "camid" in each.query]
    # All of them in turns.
    assert len(set(checked)) == 2 * MAX_CHECKED_CAMERAS


@pytest.mark.parametrize("fault", ["403", "500", "half"])
async def test_a_camera_that_cannot_be_read_keeps_no_other_from_being_checked(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    fault: str,
) -> None:
    cloud.add_camera(GARDEN, "Garden")
    entry = await set_up_group(hass, cloud, server)
    await pass_time(61)
    await pass_check(pass_time)
    broken = str(CAMERA_ID)
    break_requests(cloud, fault, lambda each: each.query.get("camid") == broken)
    for _ in range(2):
        for camera_id in (CAMERA_ID, GARDEN):
            cloud.raise_event(camera_id, "motion", time=cloud.now() - 5 * DAY)
        await pass_check(pass_time)
    assert get_issue(hass, entry) is None
    assert get_issue(hass, entry, GARDEN) is not None


async def test_a_check_ends_where_the_cloud_limits_requests(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    for camera_id in range(1, MAX_CHECKED_CAMERAS):
        cloud.add_camera(camera_id, f"Camera {camera_id}")
    await set_up_group(hass, cloud, server)
    await pass_time(61)
    refused: list[web.Request] = []

    async def respond(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.query.get("order_by") != "-time":
            return await handler(request)
        refused.append(request)
        return web.Response(status=HTTPStatus.TOO_MANY_REQUESTS)

    cloud.faults.add(10**6, "storage/events", None, respond)
    for checks in (1, 2):
        await pass_check(pass_time)
        assert len(refused) == checks
