"""Test what is read when: requests, bytes of events, and delays, as counts."""

from datetime import timedelta
from statistics import median

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from benchmarks.reads import CAMERAS, EarlierReads, Reads, Step, make_step, measure
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, set_up_group

INTERVAL = 2


@pytest.fixture
def step(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Step:
    """Return a function that moves the clock by a step, and runs exactly what is due."""
    return make_step(hass, freezer)


async def set_up_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, count: int
) -> None:
    """Set up an entry of a number of cameras."""
    for number in range(1, count):
        cloud.add_camera(number, f"Camera {number}")
    await set_up_group(hass, cloud, server)


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_an_event_crosses_the_wire_few_times_and_each_image_is_reported(
    hass: HomeAssistant, step: Step, cloud: Cloud, server: CloudServer
) -> None:
    """Twenty cameras have an event every two seconds for ten minutes.

    Each is listed a second later, and its image 2 to 15 s after it.
    """
    await set_up_cameras(hass, cloud, server, CAMERAS)
    reads = await measure(hass, cloud, step, 600)
    ids = [event.id for event in reads.raised]
    assert len(ids) == 300
    assert set(reads.fired) == set(ids)
    assert sorted(reads.reported) == ids
    assert len(reads.shown) >= 291
    assert reads.requests_per_minute <= 62
    assert reads.size_ratio <= 15
    assert median(reads.delays) <= INTERVAL / 2
    assert max(reads.delays) <= 30
    assert median(reads.image_delays) < INTERVAL
    assert max(reads.image_delays) <= 30


async def test_an_earlier_version_read_more(
    hass: HomeAssistant, step: Step, cloud: Cloud, server: CloudServer
) -> None:
    """The benchmark compares with it."""
    await set_up_cameras(hass, cloud, server, CAMERAS)
    with EarlierReads(hass).used():
        reads = await measure(hass, cloud, step, 60)
    assert set(reads.fired) == {event.id for event in reads.raised}
    assert reads.requests_per_minute > 80
    assert reads.size_ratio > 15
    assert len(reads.shown) > 20


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_clock_that_is_ahead_costs_a_request_a_poll_but_no_more_bytes(
    hass: HomeAssistant, step: Step, cloud: Cloud, server: CloudServer
) -> None:
    """Two of three cameras are five minutes ahead; each has an event every 3 s."""
    await set_up_cameras(hass, cloud, server, 3)
    reads = Reads(hass)
    await reads.listen()
    minutes = timedelta(minutes=5)
    ahead = {1: minutes, 2: minutes, CAMERA_ID: timedelta()}
    duration = 480
    cloud.requests.clear()
    with reads.counted():
        for number in range(duration):
            camera_id = list(ahead)[number % len(ahead)]
            reads.raised.append(
                cloud.raise_event(
                    camera_id,
                    "motion",
                    time=cloud.now() + ahead[camera_id],
                    listed_after=1,
                )
            )
            await step()
            await step()
        reads.finish(len(cloud.requests), duration)
    for _ in range(4):
        await step()
    assert set(reads.fired) == {event.id for event in reads.raised}
    assert median(reads.delays) <= INTERVAL
    assert max(reads.delays) <= 30
    assert reads.requests_per_minute <= 2 * 62
    # 142 with one request a poll.
    assert reads.size_ratio <= 50
