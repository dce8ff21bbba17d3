"""Tests for the poll interval, which is short for a while after an event."""

from collections import deque
from datetime import timedelta

from homeassistant.core import HomeAssistant
from hypothesis import given, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.aiovxg import VxgConnectionError, VxgRateLimitError
from custom_components.vxg.events.poll_interval import AdaptivePollInterval
from simulator import Cloud

from ..conftest import CAMERA_ID, PassTime

NOW = timedelta(days=30)
SECOND = timedelta(seconds=1)


def test_the_interval_is_short_for_half_a_minute_after_an_event() -> None:
    interval = AdaptivePollInterval(2 * SECOND)
    assert interval.current(NOW) == 2 * SECOND
    interval.record_event(NOW)
    assert interval.current(NOW) == SECOND
    assert interval.current(NOW + 29 * SECOND) == SECOND
    assert interval.current(NOW + 30 * SECOND) == 2 * SECOND


def test_a_further_event_extends_the_short_interval() -> None:
    interval = AdaptivePollInterval(2 * SECOND)
    interval.record_event(NOW)
    interval.record_event(NOW + 20 * SECOND)
    assert interval.current(NOW + 49 * SECOND) == SECOND
    assert interval.current(NOW + 50 * SECOND) == 2 * SECOND


@pytest.mark.parametrize("seconds", [1, 6, 60])
def test_a_long_or_very_short_interval_does_not_change(seconds: int) -> None:
    interval = AdaptivePollInterval(seconds * SECOND)
    interval.record_event(NOW)
    assert interval.current(NOW) == seconds * SECOND


@given(st.lists(st.integers(0, 120), max_size=400))
def test_the_interval_is_short_for_at_most_a_quarter_of_any_hour(
    pauses: list[int],
) -> None:
    interval = AdaptivePollInterval(2 * SECOND)
    now = NOW
    hour: deque[timedelta] = deque()
    for pause in pauses:
        interval.record_event(now)
        for second in range(pause):
            moment = now + second * SECOND
            if interval.current(moment) == SECOND:
                hour.append(moment)
            while hour and moment - hour[0] >= 3600 * SECOND:
                hour.popleft()
            assert len(hour) <= 15 * 60
        now += pause * SECOND


def test_steady_events_use_up_the_quota_which_is_renewed() -> None:
    interval = AdaptivePollInterval(2 * SECOND)
    quick = 0
    for number in range(3600):
        now = NOW + number * SECOND
        interval.record_event(now)
        quick += interval.current(now) == SECOND
    assert quick == 900
    later = NOW + 2 * 3600 * SECOND
    interval.record_event(later)
    assert interval.current(later) == SECOND


async def test_fresh_events_that_are_not_periodic_shorten_the_poll_interval(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    events = entry.runtime_data.events
    cloud.raise_event(CAMERA_ID, "snapshot")
    old = cloud.now() - timedelta(seconds=130)
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


@pytest.mark.parametrize(("seconds", "spread"), [(1, 6), (2, 6), (20, 20), (60, 30)])
def test_homes_that_start_at_the_same_time_poll_at_different_times(
    seconds: int, spread: int
) -> None:
    interval = AdaptivePollInterval(seconds * SECOND)
    delays = sorted(interval.startup_delay() / SECOND for _ in range(200))
    assert 0 <= delays[0] < delays[100] < delays[-1] <= spread
    assert delays[-1] - delays[0] > spread / 2


def test_the_delay_after_failures_grows_and_differs_between_homes() -> None:
    err = VxgConnectionError("x")
    intervals = [AdaptivePollInterval(2 * SECOND) for _ in range(100)]
    for maximum in (4, 8, 16, 32, 60, 60):
        delays = {interval.record_failure(err) / SECOND for interval in intervals}
        assert maximum / 2 <= min(delays) < max(delays) <= maximum
        assert len(delays) > 50
    for interval in intervals:
        interval.record_success()
        assert interval.record_failure(err) <= 4 * SECOND


@pytest.mark.parametrize(
    ("error", "least", "most"),
    [
        (VxgRateLimitError("x", retry_after=30), 30, 37.5),
        (VxgConnectionError("x", retry_after=30), 30, 37.5),
        # An outage may be over earlier, a limit is not.
        (VxgConnectionError("x", retry_after=3600), 60, 75),
        (VxgRateLimitError("x", retry_after=1e9), 3600, 4500),
        (VxgRateLimitError("x"), 2, 4),
    ],
)
def test_a_requested_delay_is_the_least_for_each_home(
    error: VxgConnectionError, least: float, most: float
) -> None:
    delays = {
        AdaptivePollInterval(2 * SECOND).record_failure(error) / SECOND
        for _ in range(100)
    }
    assert least <= min(delays) < max(delays) <= most
    assert len(delays) > 50
