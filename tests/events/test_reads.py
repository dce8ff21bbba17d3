"""Test what is read when: requests, bytes of events, and delays, as counts."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
import json
from random import Random
from statistics import median
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import RANDOM_MICROSECOND_MAX
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.vxg.const import EVENT_VXG
from simulator import Cloud, CloudServer, StoredEvent
from simulator.handlers import events as handlers

from ..common.automations import add_automations, automation_on, calls_of, event_ids
from ..conftest import CAMERA_ID, set_up_group

DURATION = timedelta(minutes=10)
# Until the last image is listed, and the next full read.
REST = timedelta(seconds=50)
STEP = 0.5
INTERVAL = 2

type Step = Callable[[], Awaitable[None]]


class Recorder:
    """Times of the first report of each event and image, and the bytes of events."""

    def __init__(self, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sizes: dict[int, list[int]] = defaultdict(list)
        self.fired: dict[int, datetime] = {}
        self.shown: dict[int, datetime] = {}
        hass.bus.async_listen(EVENT_VXG, self._record_event)
        hass.bus.async_listen("state_changed", self._record_state)
        as_json = handlers.event_as_json

        def counted(*args: Any) -> dict[str, Any]:
            data = as_json(*args)
            self.sizes[data["id"]].append(len(json.dumps(data)))
            return data

        monkeypatch.setattr(handlers, "event_as_json", counted)

    @callback
    def _record_event(self, event: Event) -> None:
        self.fired.setdefault(event.data["event_id"], dt_util.utcnow())

    @callback
    def _record_state(self, event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        if state is not None and state.domain == "image":
            event_id = state.attributes.get("event_id")
            if event_id is not None:
                self.shown.setdefault(event_id, dt_util.utcnow())

    @property
    def size_ratio(self) -> float:
        """The bytes that events took, over those that they have."""
        return sum(map(sum, self.sizes.values())) / sum(map(max, self.sizes.values()))


@pytest.fixture
def step(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Step:
    """Return a function that moves the clock by a step, and runs exactly what is due.

    `async_fire_time_changed` runs what is due half a second later, too.
    """

    async def step() -> None:
        freezer.tick(STEP)
        early = timedelta(microseconds=RANDOM_MICROSECOND_MAX)
        async_fire_time_changed(hass, dt_util.utcnow() - early)
        await hass.async_block_till_done(wait_background_tasks=True)

    return step


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_an_event_crosses_the_wire_few_times_and_each_image_is_reported(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    step: Step,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twenty cameras have an event every two seconds for ten minutes.

    Each is listed a second later, and its image 2 to 15 s after it.
    """
    for number in range(1, 20):
        cloud.add_camera(number, f"Camera {number}")
    await set_up_group(hass, cloud, server)
    calls = calls_of(hass)
    cameras = [
        entity.entity_id
        for entity in er.async_get(hass).entities.values()
        if entity.domain == "camera"
    ]
    await add_automations(hass, automation_on("media_ready", {"entity_id": cameras}))
    recorder = Recorder(hass, monkeypatch)
    random = Random(15)
    raised: list[StoredEvent] = []
    cloud.requests.clear()
    end = cloud.now() + DURATION
    while cloud.now() < end:
        if len(raised) * 2 <= (cloud.now() - end + DURATION).total_seconds():
            raised.append(
                cloud.raise_event(
                    random.choice(list(cloud.cameras)),
                    "motion",
                    listed_after=1,
                    thumb_after=random.uniform(2, 15),
                )
            )
        await step()
    requests = len(cloud.requests) / (DURATION / timedelta(minutes=1))
    size_ratio = recorder.size_ratio
    for _ in range(int(REST.total_seconds() / STEP)):
        await step()

    assert len(raised) == 300
    assert set(recorder.fired) == {event.id for event in raised}
    assert sorted(event_ids(calls)) == [event.id for event in raised]
    assert len(recorder.shown) >= 291
    assert requests <= 62
    assert size_ratio <= 15
    delays = [
        (recorder.fired[event.id] - event.listed_at).total_seconds() for event in raised
    ]
    assert median(delays) <= INTERVAL / 2
    assert max(delays) <= 30
    image_delays = [
        (recorder.shown[event.id] - event.thumb_at).total_seconds()
        for event in raised
        if event.id in recorder.shown and event.thumb_at is not None
    ]
    assert median(image_delays) < INTERVAL
    assert max(image_delays) <= 30


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_clock_that_is_ahead_costs_a_request_a_poll_but_no_more_bytes(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    step: Step,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two of three cameras are five minutes ahead; each has an event every 3 s."""
    for number in (1, 2):
        cloud.add_camera(number, f"Camera {number}")
    await set_up_group(hass, cloud, server)
    recorder = Recorder(hass, monkeypatch)
    minutes = timedelta(minutes=5)
    ahead = {1: minutes, 2: minutes, CAMERA_ID: timedelta()}
    raised: list[StoredEvent] = []
    duration = timedelta(minutes=8)
    cloud.requests.clear()
    start = cloud.now()
    while cloud.now() < start + duration:
        if len(raised) < (cloud.now() - start).total_seconds():
            camera_id = list(ahead)[len(raised) % len(ahead)]
            raised.append(
                cloud.raise_event(
                    camera_id,
                    "motion",
                    time=cloud.now() + ahead[camera_id],
                    listed_after=1,
                )
            )
        await step()
        await step()
    requests = len(cloud.requests) / (duration / timedelta(minutes=1))
    for _ in range(4):
        await step()
    assert set(recorder.fired) == {event.id for event in raised}
    delays = [
        (recorder.fired[event.id] - event.listed_at).total_seconds() for event in raised
    ]
    assert median(delays) <= INTERVAL
    assert max(delays) <= 30
    assert requests <= 2 * 62
    # 142 with one request a poll.
    assert recorder.size_ratio <= 50
