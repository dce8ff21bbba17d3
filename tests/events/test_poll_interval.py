"""The pace of polls: quick after something happened, within a quarter of any hour."""

from collections import deque
from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
from hypothesis import given, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.events.poll_interval import AdaptivePollInterval
from simulator import Cloud

from ..conftest import CAMERA_ID, Pass

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_it_is_quick_for_half_a_minute_after_an_event() -> None:
    pace = AdaptivePollInterval(2 * SECOND)
    assert pace.current(NOW) == 2 * SECOND
    pace.record_event(NOW)
    assert pace.current(NOW) == SECOND
    assert pace.current(NOW + 29 * SECOND) == SECOND
    assert pace.current(NOW + 30 * SECOND) == 2 * SECOND


def test_a_further_event_prolongs_it() -> None:
    pace = AdaptivePollInterval(2 * SECOND)
    pace.record_event(NOW)
    pace.record_event(NOW + 20 * SECOND)
    assert pace.current(NOW + 49 * SECOND) == SECOND
    assert pace.current(NOW + 50 * SECOND) == 2 * SECOND


@pytest.mark.parametrize("seconds", [1, 6, 60])
def test_an_interval_that_is_long_or_quick_already_stays(seconds: int) -> None:
    pace = AdaptivePollInterval(seconds * SECOND)
    pace.record_event(NOW)
    assert pace.current(NOW) == seconds * SECOND


@given(st.lists(st.integers(0, 120), max_size=400))
def test_never_more_than_a_quarter_of_any_hour_is_quick(pauses: list[int]) -> None:
    pace = AdaptivePollInterval(2 * SECOND)
    now = NOW
    hour: deque[datetime] = deque()
    for pause in pauses:
        pace.record_event(now)
        for second in range(pause):
            moment = now + second * SECOND
            if pace.current(moment) == SECOND:
                hour.append(moment)
            while hour and moment - hour[0] >= 3600 * SECOND:
                hour.popleft()
            assert len(hour) <= 15 * 60
        now += pause * SECOND


def test_steady_events_use_the_quarter_up_and_it_comes_back() -> None:
    pace = AdaptivePollInterval(2 * SECOND)
    quick = 0
    for number in range(3600):
        now = NOW + number * SECOND
        pace.record_event(now)
        quick += pace.current(now) == SECOND
    assert quick == 900
    later = NOW + 2 * 3600 * SECOND
    pace.record_event(later)
    assert pace.current(later) == SECOND


async def test_the_poll_follows_the_pace_for_fresh_events_that_are_not_periodic(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    events = entry.runtime_data.events
    cloud.raise_event(CAMERA_ID, "snapshot")
    old = datetime.now(UTC) - timedelta(seconds=130)
    cloud.raise_event(CAMERA_ID, "motion", time=old)
    await pass_time(3)
    assert entry.runtime_data.cameras.data[CAMERA_ID].types["snapshot"].is_periodic
    assert events.update_interval == 2 * SECOND
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert events.update_interval == SECOND
    cloud.requests.clear()
    for _ in range(5):
        await pass_time(1.01)
    assert len(cloud.requests) == 5
    await pass_time(30)
    assert events.update_interval == 2 * SECOND
