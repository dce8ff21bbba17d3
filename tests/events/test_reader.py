"""Long pages of events: delivered a few at a time, and still once each and in order."""

import asyncio
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from homeassistant.core import Event as BusEvent, HomeAssistant, callback
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import EVENT_VXG
from custom_components.vxg.events.reader import DISPATCH_BATCH
from simulator import Cloud

from ..conftest import CAMERA_ID, Pass

COUNT = 3 * DISPATCH_BATCH


def raise_many(cloud: Cloud) -> list[int]:
    """Let a camera have many events at once, and return their ids."""
    now = datetime.now(UTC)
    return [cloud.raise_event(CAMERA_ID, "motion", time=now).id for _ in range(COUNT)]


async def test_others_have_a_turn_while_a_long_page_is_delivered(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    ids = raise_many(cloud)
    heard: list[int] = []
    turns: list[int] = []

    @callback
    def hear(event: BusEvent) -> None:
        if not heard:
            task = asyncio.create_task(take_turns())
            task.add_done_callback(lambda _: None)
        heard.append(event.data["event_id"])

    async def take_turns() -> None:
        while len(heard) < COUNT:
            turns.append(len(heard))
            await asyncio.sleep(0)

    hass.bus.async_listen(EVENT_VXG, hear)
    await pass_time(3)
    assert heard == ids
    assert turns == [DISPATCH_BATCH, 2 * DISPATCH_BATCH]


async def test_what_a_stop_cuts_off_comes_after_the_reload(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    ids = raise_many(cloud)
    events = entry.runtime_data.events
    note = events.log.mark_seen

    with patch.object(events.log, "mark_seen") as spy:

        def note_and_stop(*args: object) -> None:
            note(*args)
            events._reader.stopped = True

        spy.side_effect = note_and_stop
        await pass_time(3)
    assert [event.data["event_id"] for event in heard] == ids[:DISPATCH_BATCH]
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert [event.data["event_id"] for event in heard] == ids


async def test_what_a_sweep_delivers_meanwhile_is_not_delivered_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    reader = entry.runtime_data.events._reader
    ids = raise_many(cloud)
    now = datetime.now(UTC)
    window = now - timedelta(seconds=60), now + timedelta(seconds=60), now
    # Both have the same page before either has delivered all of it.
    await asyncio.gather(
        reader.read(*window),
        reader.read(*window, since=window[0]),
        reader.read(*window),
    )
    assert sorted(event.data["event_id"] for event in heard) == ids
