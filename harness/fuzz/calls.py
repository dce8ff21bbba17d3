"""All calls of the client that read responses."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
import json
from types import SimpleNamespace
from typing import Any, cast

from homeassistant.core import HomeAssistant

from custom_components.vxg.aiovxg import Event, EventLog, VxgClient
from custom_components.vxg.streaming.playlists import PlaylistFetcher

CAMERA_ID = 310245
CLIP_ID = 1
TYPE = "motion"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
START = NOW - timedelta(hours=2)
MAX_MEDIA = 20_000_000

type Call = Callable[[VxgClient, int], Awaitable[Any]]


async def _events(client: VxgClient, event_id: int) -> list[Event]:
    found: list[Event] = []
    async with aclosing(
        client.event_pages(start=START, end=NOW, page_size=100)
    ) as pages:
        async for page in pages:
            found += page.items
    return found


async def _poll(client: VxgClient, event_id: int) -> None:
    """Read twice as the coordinator does, and store the event log."""
    log = EventLog(max_age=timedelta(minutes=2))
    for minute in range(2):
        now = NOW + timedelta(minutes=minute)
        start, end = log.window(now)
        events: list[Event] = []
        pages = client.event_pages(start=start, end=end, page_size=100)
        async with aclosing(pages):
            async for page in pages:
                page.raise_for_invalid()
                events += page.items
        for new in log.select_new(events, now, since=start):
            log.mark_seen(new.event, now)
        log.record_read(start, end, now)
        log.finish_read(start, now, (len(events),))
        if (state := log.snapshot(now)) is not None:
            json.dumps((state.recent(), state.archive()), allow_nan=False)
            log.restore(state.recent(), state.archive())


API_CALLS: dict[str, Call] = {
    "server_time": lambda client, _: client.server_time(),
    "cameras": lambda client, _: client.cameras(),
    "camera": lambda client, _: client.camera(CAMERA_ID),
    "update_camera": lambda client, _: client.update_camera(CAMERA_ID, rec_mode="on"),
    "channels": lambda client, _: client.channels(),
    "event_types": lambda client, _: client.event_types(CAMERA_ID),
    "event_type": lambda client, _: client.event_type(CAMERA_ID, TYPE),
    "add_event_type": lambda client, _: client.add_event_type(CAMERA_ID, "new"),
    "update_event_type": lambda client, _: client.update_event_type(
        CAMERA_ID, TYPE, record=True
    ),
    "create_event": lambda client, _: client.create_event(CAMERA_ID, TYPE, time=NOW),
    "trigger_event": lambda client, _: client.trigger_event(
        CAMERA_ID, "siren", time=NOW
    ),
    "event_pages": _events,
    "poll": _poll,
    "event": lambda client, event_id: client.event(event_id, CAMERA_ID),
    "set_tag": lambda client, event_id: client.set_tag(
        CAMERA_ID, event_id, "a", "b", exists=False
    ),
    "change_tag": lambda client, event_id: client.set_tag(
        CAMERA_ID, event_id, "zone", "b", exists=True
    ),
    "delete_tag": lambda client, event_id: client.delete_tag(CAMERA_ID, event_id, "a"),
    "live_stream_urls": lambda client, _: client.live_stream_urls(CAMERA_ID),
    "live_image": lambda client, _: client.live_image(CAMERA_ID),
    "segments": lambda client, _: client.recordings.segments(
        CAMERA_ID, start=START, end=NOW
    ),
    "days": lambda client, _: client.recordings.days(CAMERA_ID),
    "create_clip": lambda client, _: client.recordings.create_clip(
        CAMERA_ID, title="x", start=START, end=NOW
    ),
    "clip": lambda client, _: client.recordings.clip(CAMERA_ID, CLIP_ID),
    "clips": lambda client, _: client.recordings.clips(CAMERA_ID),
    "clips_of_event": lambda client, _: client.recordings.clips(
        CAMERA_ID, event_time=NOW
    ),
    "ptz": lambda client, _: client.ptz.read(CAMERA_ID),
    "ptz_move": lambda client, _: client.ptz.move(CAMERA_ID, "left", milliseconds=9),
    "ptz_preset": lambda client, _: client.ptz.go_to(CAMERA_ID, 1),
}


async def _fetch(client: VxgClient, url: str) -> int:
    content, _ = await client.media.fetch(url, max_bytes=MAX_MEDIA)
    return len(content)


async def _stream(client: VxgClient, url: str) -> int:
    """Read a part, as a player does."""
    size = 0
    async with client.media.open(url, byte_range="bytes=10-99") as media:
        size += media.size or 0
        async for chunk in media.chunks:
            size += len(chunk)
            if size > MAX_MEDIA:
                break
    return size


async def _playlist(client: VxgClient, url: str) -> int:
    loop = asyncio.get_running_loop()

    def run(job: Callable[..., Any], *args: Any) -> Awaitable[Any]:
        return loop.run_in_executor(None, job, *args)

    hass = cast(HomeAssistant, SimpleNamespace(async_add_executor_job=run))
    text, _ = await PlaylistFetcher(hass, client).fetch(url)
    return len(text)


# Each with the kind of media that it reads.
MEDIA_CALLS: dict[str, tuple[str, Callable[[VxgClient, str], Awaitable[Any]]]] = {
    "fetch_image": ("image", _fetch),
    "fetch_video": ("record", _fetch),
    "stream_video": ("record", _stream),
    "playlist": ("hls", _playlist),
}
