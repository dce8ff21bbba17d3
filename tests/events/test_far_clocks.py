"""Test the repair issue of clocks that are so wrong that events are not read."""

from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from simulator import Cloud

from ..conftest import CAMERA_ID, PassTime


def get_issue(hass: HomeAssistant, entry: MockConfigEntry) -> ir.IssueEntry | None:
    """Return the issue of the camera."""
    return ir.async_get(hass).async_get_issue(
        DOMAIN, f"far_clock_{entry.entry_id}_{CAMERA_ID}"
    )


@pytest.mark.parametrize(
    "off",
    [
        timedelta(days=2),
        timedelta(days=400),
        datetime(1970, 1, 1, 0, 5, tzinfo=UTC),
        datetime(2000, 1, 1, tzinfo=UTC),
    ],
)
async def test_events_at_impossible_times_have_an_issue_until_one_is_right(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    off: timedelta | datetime,
) -> None:
    def raise_event() -> None:
        time = off if isinstance(off, datetime) else cloud.now() + off
        cloud.raise_event(CAMERA_ID, "motion", time=time)

    # From before the clock was set right, perhaps.
    raise_event()
    await pass_time(61)
    await pass_time(10)
    await pass_time(3661)
    await pass_time(10)
    assert get_issue(hass, entry) is None
    raise_event()
    await pass_time(3661)
    await pass_time(10)
    issue = get_issue(hass, entry)
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["name"] == "Front door"

    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert get_issue(hass, entry) is None


async def test_right_clocks_have_no_issue(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    for hours in (0, 23, -23):
        time = cloud.now() + timedelta(hours=hours)
        cloud.raise_event(CAMERA_ID, "motion", time=time)
        await pass_time(3661)
        await pass_time(10)
    assert get_issue(hass, entry) is None
    far = [each for each in cloud.requests if each.query.get("order_by") == "-time"]
    # Nobody reads the metadata of these events.
    assert far
    assert all("include_meta" not in each.query for each in far)
