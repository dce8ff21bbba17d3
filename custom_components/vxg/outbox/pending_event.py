"""Events that wait to be written into the cloud, and the file that keeps them."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from ..aiovxg import Event
from ..const import DOMAIN, LOGGER, OUTBOX_SAVE_DELAY
from ..helpers.storage import async_load

VERSION = 1

# A cloud may spell, or keep, times without fractions; the events that could then be
# mistaken for one another lie this close.
SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
TWIN_SPAN = 2 * SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an event: written, its id where the cloud tells it, or queued."""

    event_id: int | None = None
    queued: bool = False


@dataclass(slots=True, kw_only=True)
class Order:
    """A first try that somebody waits for; `keep` is whether the event may be queued."""

    keep: bool
    answer: asyncio.Future[Receipt | Exception]


type Identity = tuple[int, str, datetime, frozenset[tuple[str, str]]]


@dataclass(slots=True, kw_only=True)
class Create:
    """An event that is to be written into the cloud, with its true time.

    `declare` says that the event type may have to be declared first. `ordered` is a time
    of our clock. `tried` is when the cloud may have taken the event although no answer
    said so; None means that it surely has not. A `twin` has a like, so close in time that
    only its exact time tells the two apart. `order` is whoever waits for the first try to
    end; None while the event itself waits.
    """

    camera_id: int
    event_type: str
    time: datetime
    meta: Mapping[str, str]
    declare: bool = False
    ordered: datetime = field(default_factory=dt_util.utcnow)
    tried: datetime | None = None
    twin: bool = False
    order: Order | None = field(default=None, compare=False)

    @property
    def identity(self) -> Identity:
        """What makes two events the same."""
        return self.camera_id, self.event_type, self.time, frozenset(self.meta.items())

    @property
    def window(self) -> tuple[datetime, datetime]:
        """Where the cloud may list the event, whatever became of fractions.

        It also does not matter whether the ends of a window belong to it.
        """
        return self.time.replace(microsecond=0) - SECOND, self.time + SECOND

    def is_like(self, other: Create) -> bool:
        """Tell whether only the exact time is different."""
        return (
            self.camera_id == other.camera_id
            and self.time != other.time
            and self.event_type == other.event_type
            and self.meta == other.meta
            and abs(self.time - other.time) < TWIN_SPAN
        )

    def is_listed_as(self, event: Event) -> bool:
        """Tell whether an event of the cloud is this one."""
        if event.name != self.event_type or event.meta != self.meta:
            return False
        if self.twin or event.time.microsecond % 1000:
            return event.time == self.time
        step = MILLISECOND if event.time.microsecond else SECOND
        return abs(event.time - self.time) < step

    def as_dict(self) -> dict[str, Any]:
        """Return the event as JSON."""
        return {
            "camera_id": self.camera_id,
            "event_type": self.event_type,
            "time": self.time.isoformat(),
            "meta": dict(self.meta),
            "declare": self.declare,
            "ordered": self.ordered.isoformat(),
            "tried": self.tried and self.tried.isoformat(),
            "twin": self.twin,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an event back; raises what a foreign file makes it raise."""
        return cls(
            camera_id=int(data["camera_id"]),
            event_type=str(data["event_type"]),
            time=_time(data["time"]),
            meta={str(tag): str(value) for tag, value in data["meta"].items()},
            declare=bool(data["declare"]),
            ordered=_time(data["ordered"]),
            tried=None if data["tried"] is None else _time(data["tried"]),
            twin=bool(data["twin"]),
        )


class CreateStore:
    """One file of an entry's waiting events; nothing in it is a credential."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        snapshot: Callable[[], Iterable[Create]],
    ) -> None:
        """Keep what `snapshot` returns."""
        self._snapshot = snapshot
        self._store = _store(hass, entry_id)
        self._pending = False
        self._closed = False
        self._in_use = False

    async def async_load(self) -> list[Create]:
        """Return what waited when the last run ended, each marked as it is to be sent.

        After a crash any of them may have been sent since the last save.
        """
        stored = await _read(self._store)
        creates = _creates(stored)
        self._in_use = bool(stored)
        now = dt_util.utcnow()
        closed = stored.get("closed") is True
        for create in creates:
            if not closed:
                create.tried = now
            elif create.tried is not None:
                # A clock that was set back must not make it wait for ever.
                create.tried = min(create.tried, now)
        return creates

    def changed(self) -> None:
        """See to it that the present state is saved soon, also when all stops."""
        if not self._pending:
            self._pending = True
            self._store.async_delay_save(self._take, OUTBOX_SAVE_DELAY)

    async def async_save(self) -> None:
        """Save now."""
        await self._store.async_save(self._take())

    def close(self) -> None:
        """Note that nothing is sent any more, when Home Assistant writes at its end."""
        self._closed = True
        if self._is_needed():
            self.changed()

    async def async_close(self) -> None:
        """Note that nothing is sent any more, now."""
        self._closed = True
        if self._is_needed():
            await self.async_save()

    def _is_needed(self) -> bool:
        return self._in_use or any(True for _ in self._snapshot())

    def _take(self) -> dict[str, Any]:
        self._pending = False
        self._in_use = True
        creates = [create.as_dict() for create in self._snapshot()]
        return {"closed": self._closed, "creates": creates}


async def async_remove_creates(hass: HomeAssistant, entry_id: str) -> int:
    """Delete the file of an entry; return how many events were still in it."""
    store = _store(hass, entry_id)
    creates = _creates(await _read(store))
    await store.async_remove()
    return len(creates)


async def _read(store: Store[dict[str, Any]]) -> Mapping[str, Any]:
    try:
        return await async_load(store) or {}
    except ValueError as err:
        LOGGER.warning("The events that wait to be sent are not readable: %s", err)
        return {}


def _creates(stored: Mapping[str, Any]) -> list[Create]:
    """Return the events in a file, all that can be read of them."""
    items = stored.get("creates", [])
    creates = []
    unreadable = 0
    for item in items if isinstance(items, list) else [items]:
        try:
            creates.append(Create.from_dict(item))
        except AttributeError, KeyError, TypeError, ValueError:
            unreadable += 1
    if unreadable:
        LOGGER.warning(
            "Of the events that wait to be sent %s are not readable", unreadable
        )
    return creates


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("A time without a zone")
    return time


def _store(hass: HomeAssistant, entry_id: str) -> Store[dict[str, Any]]:
    return Store(hass, VERSION, f"{DOMAIN}.{entry_id}.outbox", atomic_writes=True)
