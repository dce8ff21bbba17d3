"""Search for events by camera, type and metadata, within the last days."""

from collections.abc import Iterable
from datetime import timedelta
from heapq import nlargest

from homeassistant.components.media_source import BrowseMediaSource
from homeassistant.core import HomeAssistant

from ..aiovxg import FUTURE_WINDOW, Event
from ..data import VxgRuntimeData
from ..events.history import HistoryQuery, HistoryResult, async_read_histories
from ..helpers.event_types import searchable_text
from ..media.identifier import MediaIdentifier, MediaKind
from ..media.images import cache_image_urls
from .nodes import MAX_NODE_EVENTS, event_item, readable_cameras
from .titles import MediaTitles

SEARCH_RANGE = timedelta(days=7)
MAX_RESULTS = 100


async def async_search(
    hass: HomeAssistant,
    entry_id: str,
    data: VxgRuntimeData,
    words: Iterable[str],
    node: MediaIdentifier | None = None,
) -> list[tuple[Event, BrowseMediaSource]]:
    """Return the newest events of an entry or node that contain all words.

    Cameras that cannot be read are left out. Raises VxgError if none can be read.
    """
    now = data.clock.now()
    cameras = readable_cameras(hass, data) if node is None else [node.camera_id]
    if not cameras:
        return []
    query = HistoryQuery(
        start=now - SEARCH_RANGE,
        end=now + FUTURE_WINDOW,
        event_types=frozenset(_types(node)),
        limit=MAX_NODE_EVENTS,
    )
    titles = await MediaTitles.async_load(hass, now)
    lowercase_words = [word.casefold() for word in words]
    events = []
    results = await async_read_histories(
        data.client, cameras, query, group_size=len(data.cameras.data)
    )
    histories = [
        result for result in results.values() if isinstance(result, HistoryResult)
    ]
    if not histories:
        for error in results.values():
            assert not isinstance(error, HistoryResult)
            raise error
    for history in histories:
        events += [
            event
            for event in history.events
            if _matches(
                lowercase_words,
                searchable_text(titles.texts, data.camera_name(event.camera_id), event),
            )
        ]
    newest = nlargest(MAX_RESULTS, events, key=lambda event: (event.time, event.id))
    cache_image_urls(data.media, newest)
    return [(event, _item(entry_id, data, titles, event)) for event in newest]


def _types(node: MediaIdentifier | None) -> tuple[str, ...]:
    if node is None or node.kind is not MediaKind.EVENTS or node.event_type is None:
        return ()
    return (node.event_type,)


def _matches(words: Iterable[str], text: str) -> bool:
    return all(word in text for word in words)


def _item(
    entry_id: str, data: VxgRuntimeData, titles: MediaTitles, event: Event
) -> BrowseMediaSource:
    title = titles.event(event, with_day=True)
    return event_item(entry_id, event, f"{data.camera_name(event.camera_id)}: {title}")
