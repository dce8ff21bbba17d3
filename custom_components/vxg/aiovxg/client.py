"""The cloud's API as methods (the API page's sections stand beside them)."""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
import logging
from typing import Any
from urllib.parse import quote

from aiohttp import ClientSession
from yarl import URL

from .exceptions import (
    VxgAuthenticationError,
    VxgPermissionError,
    VxgResponseError,
    VxgTokenError,
)
from .models import Camera, Channel, Event, EventType, Live, Picture, Readable
from .parse import as_int, as_object, as_time, wire_time
from .tokens import Token, TokenKind, parse_token
from .transport import Transport

_LOGGER = logging.getLogger(__package__)

# The cap that section 2 assumes; a server that caps lower says so in `meta.limit`.
PAGE = 1000

# A server that never comes to an end is left after so many pages.
MAX_PAGES = 1000

CAMERAS = "/api/v2/cameras/"
CHANNELS = "/api/v5/channels/"
EVENTS = "/api/v2/storage/events/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[ModelT]:
    """One page of a list. `sound` is False where the answer had no list in it."""

    items: tuple[ModelT, ...]
    sound: bool = True


class VxgClient:
    """What one token reaches.

    A group's token reads; whatever a camera's own token is needed for (writing, live)
    uses the one that `v5/channels` gives, kept in memory only and always sent to the
    same server. Every method may raise a VxgRequestError.
    """

    def __init__(
        self, session: ClientSession, token: Token, *, base_url: URL | None = None
    ) -> None:
        """Use the caller's session; `base_url` replaces the one the token names."""
        self.token = token
        self._transport = Transport(session, base_url or token.base_url)
        self._camera_tokens: dict[int, Token] = {}

    # Server (section 2)

    async def server_time(self) -> datetime:
        """Return the server's clock."""
        data = as_object(await self._get("/api/v2/server/time/"))
        if (time := as_time(data.get("utc"))) is None:
            raise VxgResponseError("No time in the answer")
        return time

    # Cameras (section 3)

    async def cameras(self) -> Page[Camera]:
        """Return all cameras that the token reaches."""
        return await self._list(CAMERAS, Camera, {"detail": "detail"})

    async def camera(self, camera_id: int) -> Camera:
        """Return one camera."""
        data = await self._get(f"{CAMERAS}{camera_id}/", {"detail": "detail"})
        return _one(Camera, data)

    async def update_camera(self, camera_id: int, **changes: str | bool) -> None:
        """Change `rec_mode` (or `led`, `mode`, `memorycard_recording`)."""
        await self._as_camera(camera_id, "PUT", f"{CAMERAS}{camera_id}/", body=changes)

    async def channel_status(self, camera_id: int) -> Mapping[str, Any]:
        """Return `v4/channel` as it comes: name, status, streaming, recording."""
        return as_object(await self._as_camera(camera_id, "GET", "/api/v4/channel/"))

    async def channels(self) -> Page[Channel]:
        """Return a group's channels and keep their tokens."""
        page = await self._list(CHANNELS, Channel, {})
        for channel in page.items:
            self._keep(channel)
        return page

    async def channel(self, camera_id: int) -> Channel:
        """Return one channel of a group and keep its token."""
        channel = _one(Channel, await self._get(f"{CHANNELS}{camera_id}/"))
        self._keep(channel)
        return channel

    def writable(self, camera_id: int) -> bool | None:
        """Tell without a request whether writes are allowed; None while unknown."""
        if self.token.kind is TokenKind.CHANNEL:
            return self.token.writable
        token = self._camera_tokens.get(camera_id)
        return None if token is None else token.writable

    # Event types (section 4)

    async def event_types(self, camera_id: int) -> Page[EventType]:
        """Return all event types of a camera."""
        return await self._list(_types_path(camera_id), EventType, {})

    async def event_type(self, camera_id: int, name: str) -> EventType:
        """Return one event type."""
        return _one(EventType, await self._get(_type_path(camera_id, name)))

    async def add_event_type(
        self, camera_id: int, name: str, *, notify: bool = True
    ) -> EventType | None:
        """Declare a custom event type; return it where the answer shows it."""
        return EventType.from_api(
            await self._as_camera(
                camera_id,
                "POST",
                _types_path(camera_id),
                body={"name": name, "notify": notify},
            )
        )

    async def update_event_type(
        self, camera_id: int, name: str, **changes: bool | int
    ) -> EventType | None:
        """Change `receive`, `record`, `snapshot`, `notify`, `period`, `generate_images`."""
        return EventType.from_api(
            await self._as_camera(
                camera_id, "PUT", _type_path(camera_id, name), body=changes
            )
        )

    # Creating and triggering (section 5)

    async def create_event(
        self,
        camera_id: int,
        name: str,
        *,
        time: datetime,
        meta: Mapping[str, str] | None = None,
    ) -> int | None:
        """Write an event into the cloud; return its id where the answer tells."""
        body = {"camid": camera_id, "name": name, **_happening(time, meta)}
        answer = await self._as_camera(camera_id, "POST", EVENTS, body=body)
        return as_int(as_object(answer).get("id"))

    async def trigger_event(
        self,
        camera_id: int,
        name: str,
        *,
        time: datetime,
        meta: Mapping[str, str] | None = None,
    ) -> None:
        """Order the camera to raise an event, which comes later under its own id."""
        await self._as_camera(
            camera_id,
            "POST",
            f"{_type_path(camera_id, name)}trigger/",
            body=_happening(time, meta),
        )

    # Stored events (section 6)

    async def event_pages(
        self,
        *,
        start: datetime,
        end: datetime,
        camera_id: int | None = None,
        names: Iterable[str] = (),
        newest_first: bool = False,
        tags: Iterable[str] = (),
        tags_absent: Iterable[str] = (),
    ) -> AsyncIterator[Page[Event]]:
        """Yield the stored events of a fixed window page by page, one request each."""
        params: dict[str, str | int] = {
            "start": wire_time(start),
            "end": wire_time(end),
            "order_by": "-time" if newest_first else "time",
            "include_meta": "true",
        }
        if (camera_id := camera_id or self.token.camera_id) is not None:
            params["camid"] = camera_id
        for key, values in (
            ("events", names),
            ("meta", tags),
            ("meta_not", tags_absent),
        ):
            if text := ",".join(values):
                params[key] = text
        async for page in self._pages(
            EVENTS, Event, params, defaults={"camid": camera_id}
        ):
            yield page

    async def event(self, event_id: int) -> Event:
        """Return one stored event with its metadata."""
        params = {"include_meta": "true"}
        return _one(Event, await self._get(f"{EVENTS}{event_id}/", params))

    async def set_tag(
        self, camera_id: int, event_id: int, tag: str, data: str, *, exists: bool
    ) -> None:
        """Write one tag of an event: a new one, or another value where it `exists`."""
        path = f"{EVENTS}{event_id}/meta/"
        if exists:
            await self._as_camera(
                camera_id, "PUT", f"{path}{_quote(tag)}/", body={"data": data}
            )
        else:
            await self._as_camera(
                camera_id, "POST", path, body={"tag": tag, "data": data}
            )

    async def delete_tag(self, camera_id: int, event_id: int, tag: str) -> None:
        """Remove one tag of an event."""
        path = f"{EVENTS}{event_id}/meta/{_quote(tag)}/"
        await self._as_camera(camera_id, "DELETE", path)

    # Live and media (section 7)

    async def live(self, camera_id: int) -> Live:
        """Return fresh signed addresses of the live stream.

        Raises VxgUnavailableError while the camera is not streaming.
        """
        return _one(
            Live, await self._as_camera(camera_id, "GET", "/api/v4/live/watch/")
        )

    async def live_image(self, camera_id: int) -> Picture:
        """Return a fresh signed address of a picture of now."""
        path = "/api/v4/live/image/"
        return _one(Picture, await self._as_camera(camera_id, "GET", path))

    async def fetch(self, url: str, *, max_bytes: int) -> tuple[bytes, str]:
        """Return bytes and content type of media. Raises VxgMediaError."""
        return await self._transport.fetch(url, max_bytes=max_bytes)

    # How it is done

    async def _get(
        self, path: str, params: Mapping[str, str | int] | None = None
    ) -> Any:
        return await self._transport.request(self.token, "GET", path, params=params)

    async def _as_camera(
        self,
        camera_id: int,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send with the camera's own token; one that died is read again, once."""
        if self.token.kind is TokenKind.CHANNEL:
            return await self._transport.request(self.token, method, path, body=body)
        token = self._camera_tokens.get(camera_id) or await self._camera_token(
            camera_id
        )
        try:
            return await self._transport.request(token, method, path, body=body)
        except VxgAuthenticationError:
            renewed = await self._camera_token(camera_id)
            if renewed == token:
                raise
        return await self._transport.request(renewed, method, path, body=body)

    async def _camera_token(self, camera_id: int) -> Token:
        await self.channel(camera_id)
        if (token := self._camera_tokens.get(camera_id)) is None:
            raise VxgPermissionError("The cloud gives no token for this camera")
        return token

    def _keep(self, channel: Channel) -> None:
        """Keep a channel's token; one that cannot be used counts as none."""
        self._camera_tokens.pop(channel.id, None)
        if channel.token is None:
            return
        try:
            token = parse_token(channel.token)
        except VxgTokenError as err:
            _LOGGER.debug("No usable token for channel %s: %s", channel.id, err)
            return
        if token.kind is TokenKind.CHANNEL:
            self._camera_tokens[channel.id] = token

    async def _list[ModelT: Readable](
        self, path: str, model: type[ModelT], params: Mapping[str, str | int]
    ) -> Page[ModelT]:
        items: list[ModelT] = []
        sound = True
        async for page in self._pages(path, model, params):
            items += page.items
            sound = sound and page.sound
        return Page(items=tuple(items), sound=sound)

    async def _pages[ModelT: Readable](
        self,
        path: str,
        model: type[ModelT],
        params: Mapping[str, str | int],
        *,
        defaults: Mapping[str, Any] | None = None,
    ) -> AsyncIterator[Page[ModelT]]:
        """Page by our own offset: `meta.next` may drop parts of the query (section 2)."""
        offset = 0
        last: list[Any] = []
        for _ in range(MAX_PAGES):
            answer = await self._get(path, {**params, "limit": PAGE, "offset": offset})
            raw, sound = _objects(answer)
            if offset and raw == last:
                _LOGGER.debug("%s repeats a page", path)
                return
            yield Page(items=tuple(_usable(model, raw, defaults or {})), sound=sound)
            offset += len(raw)
            if not raw or not _has_more(answer, offset, len(raw)):
                return
            last = raw


def _objects(answer: Any) -> tuple[list[Any], bool]:
    """Return the list in an answer, whatever its shape, and whether there was one."""
    if answer is None:
        return [], True
    objects = answer if isinstance(answer, list) else as_object(answer).get("objects")
    if isinstance(objects, list):
        return objects, True
    if isinstance(objects, dict):
        return list(objects.values()), True
    _LOGGER.debug("A list without objects (%s)", type(answer).__name__)
    return [], False


def _usable[ModelT: Readable](
    model: type[ModelT], raw: list[Any], defaults: Mapping[str, Any]
) -> Iterable[ModelT]:
    unusable = 0
    for item in raw:
        if isinstance(item, dict):
            missing = {
                key: value for key, value in defaults.items() if item.get(key) is None
            }
            if (
                found := model.from_api(item | missing if missing else item)
            ) is not None:
                yield found
                continue
        unusable += 1
    if unusable:
        _LOGGER.debug("Skipped %s unusable objects (%s)", unusable, model.__name__)


def _has_more(answer: Any, offset: int, count: int) -> bool:
    """Tell whether a page follows: by the total, else by whether this one was full."""
    meta = as_object(as_object(answer).get("meta"))
    total = as_int(meta.get("total_count"))
    # A total smaller than what is there already tells nothing.
    if total is not None and total >= offset:
        return total > offset
    return count >= (as_int(meta.get("limit")) or PAGE)


def _one[ModelT: Readable](model: type[ModelT], data: Any) -> ModelT:
    if (found := model.from_api(data)) is None:
        raise VxgResponseError(f"No {model.__name__.lower()} in the answer")
    return found


def _happening(time: datetime, meta: Mapping[str, str] | None) -> dict[str, Any]:
    body: dict[str, Any] = {"time": wire_time(time)}
    if meta:
        body["meta"] = dict(meta)
    return body


def _quote(name: str) -> str:
    """Encode a name as one path segment; dots alone would mean another folder."""
    return name.replace(".", "%2E") if not name.strip(".") else quote(name, safe="")


def _types_path(camera_id: int) -> str:
    return f"{CAMERAS}{camera_id}/event_processing/events/"


def _type_path(camera_id: int, name: str) -> str:
    return f"{_types_path(camera_id)}{_quote(name)}/"
