"""Command vxg/events/list: read a page of stored events."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant

from ..actions.get_events import (
    require_known_types,
    require_order,
    require_valid_tags,
    validate_time,
)
from ..actions.responses import error_response
from ..aiovxg import FUTURE_WINDOW, Event, in_batches
from ..const import ATTR_EVENT_TYPES, ATTR_LIMIT, ATTR_TAGS
from ..errors import request_error, validation_error
from ..events.history import GroupBy, HistoryQuery, HistoryResult, async_read_histories
from ..frontend import async_get_bundle_version
from ..helpers.event_types import searchable_text
from ..helpers.review_tags import MARKER_PROCESSED
from ..helpers.time_range import EPOCH, is_plausible_day, local_day
from .cameras import EntryCameras, async_get_cameras
from .cursor import Cursor
from .gaps import async_get_gap_history, gap_message
from .pages import PageReader
from .serialization import EventSerializer, async_get_texts

MAX_PAGE_LENGTH = 200
MAX_SEARCH_TEXT = 255
# Events per turn of the event loop: to sign their paths takes 50 µs each.
SIGNED_BATCH = 50
# Requests for the counts of a day.
MAX_COUNT_REQUESTS = 6


async def async_list_events(
    hass: HomeAssistant, connection: ActiveConnection, message: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a page of events. Raises a translated HomeAssistantError."""
    sources = async_get_cameras(hass, connection.user, message)
    texts = await async_get_texts(hass, message.get("language"))
    counted: datetime | None = message.get("counts")
    day = None if counted is None else counted.date()
    if day is not None and not is_plausible_day(day):
        raise validation_error("bad_window", time=day.isoformat())
    query = _build_query(sources, message)
    identity = _identity(message)
    cursor = None
    if (text := message.get("cursor")) is not None:
        cursor = Cursor.decode(text, identity)
    matches, is_selective = _build_filter(query, texts, message.get("text") or "")
    reader = PageReader(
        hass=hass, query=query, matches=matches, is_selective=is_selective
    )
    page = await reader.async_read(sources, cursor)
    serializer = EventSerializer(hass=hass, connection=connection, texts=texts)
    events: list[dict[str, Any]] = []
    async for batch in in_batches(page.events, SIGNED_BATCH):
        events += (
            serializer.to_message(
                item.cameras.data,
                item.cameras.entity_ids[item.event.camera_id],
                item.event,
                has_image=item.has_image,
            )
            for item in batch
        )
    end = query.end if cursor is None else cursor.time
    start = query.start if page.next is None else page.next.time
    return {
        "version": async_get_bundle_version(hass),
        "events": events,
        "gaps": [
            gap_message(gap, sources)
            for gap in async_get_gap_history(hass).overlapping(sources, start, end)
        ],
        "cursor": None if page.next is None else page.next.encode(identity),
        "counts": None if day is None else await _count(sources, day),
        "can_control": _controllable(connection.user, sources),
        "errors": {
            entity_id: error_response(request_error(err, entity_id))
            for entity_id, err in page.errors.items()
        },
    }


def _controllable(user: User, sources: Iterable[EntryCameras]) -> list[str]:
    """Return the cameras for which actions are allowed, by the user and the token."""
    return [
        entity_id
        for cameras in sources
        for camera_id, entity_id in cameras.entity_ids.items()
        if user.permissions.check_entity(entity_id, POLICY_CONTROL)
        and cameras.data.client.writable(camera_id) is not False
    ]


def _identity(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a message that all pages of a query have in common."""
    return {
        key: sorted(value) if isinstance(value, list) else value
        for key, value in message.items()
        if value is not None
        and key not in ("id", "type", ATTR_LIMIT, "cursor", "counts")
    }


def _build_query(
    sources: Sequence[EntryCameras], message: Mapping[str, Any]
) -> HistoryQuery:
    limit: int = message[ATTR_LIMIT]
    if not 1 <= limit <= MAX_PAGE_LENGTH:
        raise validation_error(
            "bad_page_limit", limit=str(limit), most=str(MAX_PAGE_LENGTH)
        )
    if len(message.get("text") or "") > MAX_SEARCH_TEXT:
        raise validation_error("text_too_long", most=str(MAX_SEARCH_TEXT))
    tags: list[str] = message[ATTR_TAGS]
    require_valid_tags(tags)
    cameras = [
        (cameras.data, camera_id)
        for cameras in sources
        for camera_id in cameras.entity_ids
    ]
    require_known_types(cameras, message[ATTR_EVENT_TYPES])
    now = max(cameras.data.clock.now() for cameras in sources)
    # What is kept is for the cloud to know.
    start, end = (
        default if (time := message.get(key)) is None else validate_time(time, now)
        for key, default in (("start", EPOCH), ("end", now + FUTURE_WINDOW))
    )
    require_order(start, end)
    reviewed = message.get("reviewed")
    return HistoryQuery(
        start=start,
        end=end,
        event_types=frozenset(message[ATTR_EVENT_TYPES]),
        tags=frozenset(tags) | ({MARKER_PROCESSED} if reviewed else frozenset()),
        tags_absent=frozenset({MARKER_PROCESSED} if reviewed is False else ()),
        limit=limit,
    )


def _build_filter(
    query: HistoryQuery, texts: Mapping[str, str], text: str
) -> tuple[Callable[[EntryCameras, Event], bool], bool]:
    """Return the filter of a query, and whether the cloud's filters are not enough."""
    words = text.casefold().split()

    def matches(cameras: EntryCameras, event: Event) -> bool:
        if query.event_types and event.name not in query.event_types:
            return False
        if not query.tags <= event.meta.keys() or query.tags_absent & event.meta.keys():
            return False
        if not words:
            return True
        name = cameras.data.camera_name(event.camera_id)
        searched = searchable_text(texts, name, event)
        return all(word in searched for word in words)

    # The cloud lists events with any of several tags.
    return matches, bool(words) or len(query.tags) > 1


async def _count(sources: Collection[EntryCameras], day: date) -> dict[str, Any] | None:
    """Return the number of events of a day by type, None if it took too many requests."""
    lists = sum(
        len(cameras.entity_ids) if cameras.data.events.polls_per_camera else 1
        for cameras in sources
    )
    if lists > MAX_COUNT_REQUESTS:
        return None
    period = local_day(day)
    types: dict[str, int] = {}
    approximate = False
    for cameras in sources:
        results = await async_read_histories(
            cameras.data.client,
            cameras.entity_ids,
            HistoryQuery(
                start=period.start,
                end=period.end,
                limit=1,
                group_by=GroupBy.EVENT_TYPE,
                max_pages=MAX_COUNT_REQUESTS // lists,
            ),
            group_size=len(cameras.data.cameras.data),
            one_by_one=cameras.data.events.polls_per_camera,
        )
        for result in results.values():
            if not isinstance(result, HistoryResult):
                approximate = True
                continue
            approximate = approximate or not result.counts_complete
            for name, count in result.counts.items():
                types[name] = types.get(name, 0) + count
    return {"day": day.isoformat(), "types": types, "approximate": approximate}
