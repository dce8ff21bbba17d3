"""Tests for the outbox while somebody sets the house's clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.helpers import clocks
from simulator import Cloud

from ..common.outbox import (
    create_event,
    event_requests,
    get_issue,
    numbers,
    queue_events,
    queued_count,
    reload_entry,
)
from ..conftest import PassTime

# Stored files are not shared with other tests.
pytestmark = pytest.mark.usefixtures("hass_storage")

JUMPS = pytest.mark.parametrize(
    "jump", [timedelta(days=400), -timedelta(days=400), timedelta(hours=1)], ids=str
)
DAY = 24 * 3600


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Return a function that sets the house's clock, and no other."""

    def set_clock(jump: timedelta) -> None:
        monkeypatch.setattr(clocks, "house_now", lambda: datetime.now(UTC) + jump)

    return set_clock


@JUMPS
async def test_a_clock_that_is_set_neither_delays_nor_drops_events(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    set_clock: Callable[[timedelta], None],
    jump: timedelta,
) -> None:
    cloud.faults.rate_limit(1, retry_after=20, path="events")
    assert (await create_event(hass, 1))["status"] == "queued"
    set_clock(jump)
    await pass_time(2, times=8)
    # The cloud's pause is as long as before.
    assert len(event_requests(cloud)) == 1
    cloud.faults.lose_answer_next(1, method="POST")
    await pass_time(2, times=4)
    assert len(event_requests(cloud)) == 2
    set_clock(timedelta())
    await pass_time(2, times=12)
    # So is the wait after a lost response, which ends with a look.
    assert queued_count(hass) == 1
    await pass_time(2, times=4)
    assert queued_count(hass) == 0
    assert numbers(cloud) == [1]
    assert get_issue(hass, entry, "creates_expired") is None


@JUMPS
async def test_a_clock_that_was_set_before_a_restart_does_not_drop_untried_events(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    set_clock: Callable[[timedelta], None],
    jump: timedelta,
) -> None:
    await queue_events(hass, cloud, 1, 2)
    set_clock(jump)
    await reload_entry(hass, entry)
    await pass_time(2, times=20)
    assert numbers(cloud) == [1, 2]
    assert get_issue(hass, entry, "creates_expired") is None


@pytest.mark.parametrize("set_back_by", [0, 30, 3000])
async def test_a_clock_that_is_set_back_does_not_make_events_wait_longer(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    set_clock: Callable[[timedelta], None],
    set_back_by: int,
) -> None:
    cloud.faults.drop_next(1_000_000)
    await create_event(hass, 1)
    await pass_time(3 * DAY)
    set_clock(-timedelta(days=set_back_by))
    await reload_entry(hass, entry)
    await pass_time(4 * DAY - 900)
    await pass_time(301)
    assert queued_count(hass) == 1
    await pass_time(301, times=4)
    assert queued_count(hass) == 0
    assert get_issue(hass, entry, "creates_expired") is not None


async def test_a_restored_attempt_is_verified_half_a_minute_later(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    set_clock: Callable[[timedelta], None],
) -> None:
    cloud.faults.lose_answer_next(1, method="POST")
    assert (await create_event(hass, 1))["status"] == "queued"
    set_clock(-timedelta(days=1))
    await reload_entry(hass, entry)
    await pass_time(2, times=20)
    assert queued_count(hass) == 0
    assert numbers(cloud) == [1]
