"""Reading of paginated lists, whose end servers mark differently (section 2)."""

import asyncio
from collections import deque
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Container,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Set as AbstractSet,
)
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
import logging
from typing import Any

from .exceptions import VxgResponseError, VxgResponseSizeError
from .models import Event, EventKey, ListedModel
from .parse import as_int, as_object, as_time, format_time

_LOGGER = logging.getLogger(__package__)

# The limit that section 2 of the API page assumes; a server may have a lower one.
PAGE_SIZE = 1000
# Pages become no shorter because of large objects.
MIN_PAGE_SIZE = 10
# The default limit of section 2, and so the shortest page that may be cut off unless a
# shorter one was requested.
MIN_FULL_PAGE = 20

# Parsing a full page of events at once would block the event loop for 6 ms on a fast
# machine and for 30 ms on a small one.
PARSE_BATCH = 100

# Stop reading from a server whose list never ends.
MAX_PAGES = 1000
# Cameras, channels or event types; lists of events are handled page by page.
MAX_LISTED = 20_000

_SCALAR = str | int | float

type Get = Callable[[Mapping[str, str | int]], Awaitable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[ModelT]:
    """One page of a list.

    `valid` is False if the response contained no list, or if no object of the list was
    usable until now. `more` is True if another page may follow. `expires` is when the
    signed URLs on this page expire, if the cloud says so. `last` is the last usable
    object, even if a filter removed it. `total` is the length of the whole list, if the
    cloud says more than the length of the page. `handled` events are not among the items.
    """

    items: tuple[ModelT, ...]
    handled: int = 0
    valid: bool = True
    more: bool = False
    expires: datetime | None = None
    last: ModelT | None = None
    total: int | None = None

    def raise_for_invalid(self) -> None:
        """Raise VxgResponseError if the response contained no usable list."""
        if not self.valid:
            raise VxgResponseError("The response has no list that can be read")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventListQuery:
    """Query of stored events (section 6): a time range, and filters unless empty.

    Events have any of the `names`, all of the `tags` and none of the `tags_absent`.
    """

    start: datetime
    end: datetime
    camera_id: int | None = None
    camera_ids: AbstractSet[int] = frozenset()
    names: AbstractSet[str] = frozenset()
    newest_first: bool = False
    tags: AbstractSet[str] = frozenset()
    tags_absent: AbstractSet[str] = frozenset()
    include_meta: bool = True

    def params(self) -> dict[str, str | int]:
        """Return the parameters of a request."""
        params: dict[str, str | int] = {
            "start": format_time(self.start),
            "end": format_time(self.end),
            "order_by": "-time" if self.newest_first else "time",
        }
        if self.include_meta:
            params["include_meta"] = "true"
        if self.camera_ids:
            params["camid"] = ",".join(map(str, sorted(self.camera_ids)))
        elif self.camera_id is not None:
            params["camid"] = self.camera_id
        for key, values in (
            ("events", self.names),
            ("meta", self.tags),
            ("meta_not", self.tags_absent),
        ):
            # The lists are separated by commas: read all if a name contains one.
            if values and not any("," in name for name in values):
                params[key] = ",".join(sorted(values))
        return params

    def matches(self, event: Event) -> bool:
        """Return whether a server that ignores filters may list an event."""
        return (
            (not self.names or event.name in self.names)
            and (self.camera_id is None or event.camera_id == self.camera_id)
            and (not self.camera_ids or event.camera_id in self.camera_ids)
            and self.tags <= event.meta.keys()
            and not self.tags_absent & event.meta.keys()
        )


async def in_batches[ItemT](
    items: Sequence[ItemT], size: int
) -> AsyncGenerator[tuple[ItemT, ...]]:
    """Yield batches of `size` items; yield to the event loop before each of several."""
    for batch in batched(items, size, strict=False):
        if len(items) > size:
            await asyncio.sleep(0)
        yield batch


async def read_pages[ModelT: ListedModel](
    get: Get,
    model: type[ModelT],
    defaults: Mapping[str, Any] | None = None,
    *,
    size: int = PAGE_SIZE,
    handled: Container[EventKey | None] | None = None,
) -> AsyncGenerator[Page[ModelT]]:
    """Yield the pages of a list, each object once even if the list shifts meanwhile.

    Uses its own offset, because `meta.next` may drop parts of the query. `defaults` are
    used for fields that objects lack. Events whose keys are `handled` are not parsed. If a
    page is too large, it is requested again, half as long, and so are the following ones.
    """
    # A list does not shift by more than a page while the next one is read.
    seen: deque[set[Hashable]] = deque(maxlen=2)
    offset = 0
    previous = 0
    any_usable = False
    for _ in range(MAX_PAGES):
        try:
            response = await get({"limit": size, "offset": offset})
        except VxgResponseSizeError:
            if size <= MIN_PAGE_SIZE:
                raise
            size = max(MIN_PAGE_SIZE, size // 2)
            previous = min(previous, size)
            continue
        raw, is_list = _extract_objects(response)
        new = _select_new(raw, model, seen)
        if offset and is_list and not new:
            return
        listed = len(new)
        if handled is not None:
            new = [i for i in new if Event.key_of(as_object(i)) not in handled]
        skipped = listed - len(new)
        items: list[ModelT] = []
        async for batch in in_batches(new, PARSE_BATCH):
            items += _parse(batch, model, defaults or {})
        any_usable = any_usable or bool(items) or skipped > 0
        if len(items) < len(new):
            unusable = len(new) - len(items)
            _LOGGER.debug("Skipped %s unusable objects (%s)", unusable, model.__name__)
        offset += len(raw)
        more = bool(raw) and _has_more(response, offset, len(raw), previous, size)
        meta = as_object(as_object(response).get("meta"))
        yield Page(
            items=tuple(items),
            handled=skipped,
            valid=is_list and (any_usable or not new),
            more=more,
            expires=as_time(meta.get("expire")),
            last=items[-1] if items else None,
            total=_believable_total(response, offset)
            if more or not is_list
            else offset,
        )
        if not more:
            return
        previous = len(raw)
    _LOGGER.debug("The list of %s does not end", model.__name__)


async def read_first[ModelT: ListedModel](
    get: Get, model: type[ModelT], defaults: Mapping[str, Any] | None = None
) -> Page[ModelT]:
    """Return the first page of a list, with one request."""
    async with aclosing(read_pages(get, model, defaults)) as pages:
        return await anext(pages)


async def read_list[ModelT: ListedModel](get: Get, model: type[ModelT]) -> Page[ModelT]:
    """Return a whole list as one page, which is valid if all pages are."""
    items: list[ModelT] = []
    valid = True
    async with aclosing(read_pages(get, model)) as pages:
        async for page in pages:
            items += page.items
            valid = valid and page.valid
            if len(items) > MAX_LISTED:
                _LOGGER.debug("The list of %s is too long", model.__name__)
                break
    return Page(items=tuple(items[:MAX_LISTED]), valid=valid)


def _extract_objects(response: Any) -> tuple[list[Any], bool]:
    """Return the objects in a response of any shape, and whether it had a list."""
    # A server may respond to an empty list with 204.
    if response is None:
        return [], True
    objects = response if isinstance(response, list) else None
    if isinstance(response, dict) and "objects" in response:
        objects = response["objects"]
        if objects is None and not _total(response):
            return [], True
        if isinstance(objects, dict):
            objects = list(objects.values())
    if isinstance(objects, list) and (
        not objects or any(isinstance(item, dict) for item in objects)
    ):
        return objects, True
    _LOGGER.debug("No list of objects in the response (%s)", type(response).__name__)
    return [], False


def _select_new(
    raw: list[Any], model: type[ListedModel], seen: deque[set[Hashable]]
) -> list[Any]:
    """Return the objects that are not in `seen` and add them."""
    new: dict[Hashable, Any] = {}
    key = model.KEY
    for item in raw:
        identity = _identity(as_object(item), key)
        for page in seen:
            if identity in page:
                break
        else:
            new.setdefault(identity, item)
    seen.append(set(new))
    return list(new.values())


def _identity(item: Mapping[str, Any], key: str) -> Hashable:
    """Return key and time of an object, or all values of one that lacks the key.

    Ids of events may begin again on a server that was set up anew: the same object has
    the same time, too. Only scalars count: others may be nested too deep.
    """
    value, time = item.get(key), item.get("time")
    if value and isinstance(value, _SCALAR):
        return str(value), time if isinstance(time, _SCALAR) else None
    return tuple(pair for pair in item.items() if isinstance(pair[1], _SCALAR))


def _parse[ModelT: ListedModel](
    raw: Iterable[Any], model: type[ModelT], defaults: Mapping[str, Any]
) -> Iterator[ModelT]:
    for item in raw:
        if (parsed := model.from_api(with_defaults(item, defaults))) is not None:
            yield parsed


def with_defaults(item: Any, defaults: Mapping[str, Any]) -> Any:
    """Return an object with defaults for fields that are missing or null."""
    missing = {
        key: value
        for key, value in defaults.items()
        if value is not None and as_object(item).get(key) is None
    }
    return item | missing if missing and isinstance(item, dict) else item


def _has_more(response: Any, offset: int, count: int, previous: int, size: int) -> bool:
    """Return whether a page may follow one of `count` objects that ends at `offset`.

    An unnecessary request costs little, but a missing one would lose events.
    """
    meta = as_object(as_object(response).get("meta"))
    total = _total(response)
    if meta.get("next"):
        return True
    # Ignore a total that is less than the number of objects read, or that may be the
    # number of those on the page.
    if total is not None and total >= offset:
        full = count >= min(size, MIN_FULL_PAGE)
        cut_off = total == count and full and "next" not in meta
        return total > offset or cut_off
    if "next" in meta:
        return count >= (as_int(meta.get("limit")) or size)
    # Without any mark and with an unknown limit, a shorter page is the last one.
    return count >= previous


def _believable_total(response: Any, offset: int) -> int | None:
    """Return the length of a list that goes on, which may be that of the page."""
    total = _total(response)
    return total if total is not None and total > offset else None


def _total(response: Any) -> int | None:
    return as_int(as_object(as_object(response).get("meta")).get("total_count"))
