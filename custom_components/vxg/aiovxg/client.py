"""Methods of the cloud's API, grouped by the sections of the API page."""

from collections.abc import AsyncGenerator, Callable, Container, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiohttp import ClientSession
from yarl import URL

from .addresses import MediaPolicy
from .auth import CHANNELS_PATH, Auth, parse_required
from .exceptions import VxgResponseError
from .media import MediaClient
from .models import (
    Camera,
    Channel,
    Event,
    EventKey,
    EventType,
    ListedModel,
    LiveStreamUrls,
    SignedImage,
)
from .pagination import (
    PAGE_SIZE,
    PARSE_BATCH,
    EventListQuery,
    Page,
    in_batches,
    read_list,
    read_pages,
    with_defaults,
)
from .parse import as_int, as_object, as_time, format_time, quote_path
from .recordings import PtzApi, RecordingsApi
from .tokens import Token
from .transport import JsonDecoder, Transport

CAMERAS_PATH = "/api/v2/cameras/"
EVENTS_PATH = "/api/v2/storage/events/"


class VxgClient:
    """Client for one token. Every method may raise VxgRequestError."""

    def __init__(
        self,
        session: ClientSession,
        token: Token,
        *,
        base_url: URL | None = None,
        write_session: ClientSession | None = None,
        get_media_session: Callable[[MediaPolicy], ClientSession] | None = None,
        loads: JsonDecoder | None = None,
    ) -> None:
        """Initialize the client; `base_url` overrides the server named by the token.

        `write_session` and `loads` are those of the transport.
        """
        self.token = token
        self.base_url = base_url or token.base_url
        policy = MediaPolicy.for_server(self.base_url, configured=base_url is not None)
        media_session = get_media_session(policy) if get_media_session else session
        self.media = MediaClient(media_session, self.base_url, policy)
        self._transport = Transport(
            session, self.base_url, token, write_session=write_session, loads=loads
        )
        self._auth = Auth(self._transport, token, self.base_url)
        self._get = self._auth.get
        self._send = self._auth.request_as_camera
        self.recordings = RecordingsApi(self.media, self._auth)
        self.ptz = PtzApi(self._auth)

    @property
    def requests_last_hour(self) -> int:
        """Number of API requests sent in the last hour."""
        return self._transport.meter.last_hour()

    @property
    def response_time(self) -> float | None:
        """Seconds the latest response took; None before the first one."""
        return self._transport.meter.response_time

    def on_date(self, callback: Callable[[datetime | None, float], None]) -> None:
        """Call with the `Date` of each response and the seconds since its request."""
        self._transport.on_date = callback

    # Server (section 2)

    async def server_time(self) -> datetime:
        """Return the time of the server's clock."""
        data = as_object(await self._get("/api/v2/server/time/"))
        if (time := as_time(data.get("utc"))) is None:
            raise VxgResponseError("No time in the response")
        return time

    # Cameras (section 3)

    async def cameras(self) -> Page[Camera]:
        """Return all cameras that the token grants access to, without pseudo channels."""
        query = {"detail": "detail", "include_meta": "true", "meta_not": "isstorage"}
        page = await self._list(CAMERAS_PATH, Camera, query)
        items = tuple(item for item in page.items if not item.is_pseudo)
        return replace(page, items=items)

    async def camera(self, camera_id: int) -> Camera:
        """Return one camera; the response with another one is an error."""
        data = await self._get(f"{CAMERAS_PATH}{camera_id}/", {"detail": "detail"})
        camera = parse_required(Camera, data)
        if camera.id != camera_id:
            raise VxgResponseError("Another camera in the response")
        return camera

    async def update_camera(
        self, camera_id: int, **changes: str | bool
    ) -> Camera | None:
        """Change `rec_mode` (or `led`, `mode`, `memorycard_recording`).

        Return the camera from the response, in which fields may be missing.
        """
        path = f"{CAMERAS_PATH}{camera_id}/"
        response = await self._send(camera_id, "PUT", path, body=changes)
        return Camera.from_api(with_defaults(response, {"id": camera_id}))

    async def channels(self) -> Page[Channel]:
        """Return the channels of a group and store their tokens."""
        page = await self._list(CHANNELS_PATH, Channel)
        async for batch in in_batches(page.items, PARSE_BATCH):
            for channel in batch:
                self._auth.store_camera_token(channel)
        return page

    def writable(self, camera_id: int) -> bool | None:
        """Return whether writes are allowed, without a request; None if unknown."""
        return self._auth.writable(camera_id)

    # Event types (section 4)

    async def event_types(self, camera_id: int) -> Page[EventType]:
        """Return all event types of a camera."""
        return await self._list(_types_path(camera_id), EventType, camera_id=camera_id)

    async def event_type(self, camera_id: int, name: str) -> EventType:
        """Return one event type."""
        path = _type_path(camera_id, name)
        data = await self._auth.get_of_camera(camera_id, "event type", path)
        return parse_required(EventType, data)

    async def add_event_type(
        self, camera_id: int, name: str, *, notify: bool = True
    ) -> EventType | None:
        """Create a custom event type; return it if the response contains it."""
        return EventType.from_api(
            await self._send(
                camera_id,
                "POST",
                _types_path(camera_id),
                body={"name": name, "notify": notify},
            )
        )

    async def update_event_type(
        self, camera_id: int, name: str, **changes: bool | int
    ) -> EventType | None:
        """Change `receive`, `record`, `snapshot`, `notify`, `period`, `generate_images`.

        Return the event type if the response contains all of it.
        """
        path = _type_path(camera_id, name)
        response = as_object(await self._send(camera_id, "PUT", path, body=changes))
        return EventType.from_api(response) if response.get("caps") else None

    # Creating and triggering events (section 5)

    async def create_event(
        self,
        camera_id: int,
        name: str,
        *,
        time: datetime,
        meta: Mapping[str, str] | None = None,
    ) -> int | None:
        """Create an event in the cloud; return its id if the response contains it."""
        body = {"camid": camera_id, "name": name, **_event_body(time, meta)}
        response = await self._send(camera_id, "POST", EVENTS_PATH, body=body)
        return as_int(as_object(response).get("id"))

    async def trigger_event(
        self,
        camera_id: int,
        name: str,
        *,
        time: datetime,
        meta: Mapping[str, str] | None = None,
    ) -> None:
        """Make the camera raise an event, which is stored later with its own id."""
        path = f"{_type_path(camera_id, name)}trigger/"
        await self._send(camera_id, "POST", path, body=_event_body(time, meta))

    # Stored events (section 6)

    async def event_pages(
        self,
        *,
        start: datetime,
        end: datetime,
        camera_id: int | None = None,
        camera_ids: Iterable[int] = (),
        names: Iterable[str] = (),
        newest_first: bool = False,
        tags: Iterable[str] = (),
        tags_absent: Iterable[str] = (),
        include_meta: bool = True,
        page_size: int = PAGE_SIZE,
        as_camera: bool = False,
        handled: Container[EventKey | None] | None = None,
    ) -> AsyncGenerator[Page[Event]]:
        """Yield pages of the stored events between `start` and `end`, one request each.

        `as_camera` uses the camera's own token, for clouds that reject a group token.
        Events whose keys are `handled` are counted only.
        """
        queried_id = self.token.camera_id if camera_id is None else camera_id
        query = EventListQuery(
            start=start,
            end=end,
            camera_id=camera_id,
            camera_ids=frozenset(camera_ids),
            names=frozenset(names),
            newest_first=newest_first,
            tags=frozenset(tags),
            tags_absent=frozenset(tags_absent),
            include_meta=include_meta,
        )
        params = query.params()
        if queried_id is not None:
            params.setdefault("camid", queried_id)

        async def get(page_params: Mapping[str, str | int]) -> Any:
            params.update(page_params)
            if as_camera and queried_id is not None:
                return await self._send(queried_id, "GET", EVENTS_PATH, params=params)
            return await self._get(EVENTS_PATH, params)

        pages = read_pages(
            get, Event, {"camid": queried_id}, size=page_size, handled=handled
        )
        async for page in pages:
            # Most are empty, and copying one takes a while.
            items = tuple(filter(query.matches, page.items))
            yield replace(page, items=items) if items != page.items else page

    async def event(self, event_id: int, camera_id: int | None = None) -> Event:
        """Return one stored event, of any camera or of one, with its metadata."""
        path, params = f"{EVENTS_PATH}{event_id}/", {"include_meta": "true"}
        data = await self._auth.get_of_camera(camera_id, "event", path, params)
        return parse_required(
            Event, with_defaults(data, {"camid": self.token.camera_id})
        )

    async def set_tag(
        self, camera_id: int, event_id: int, tag: str, data: str, *, exists: bool
    ) -> None:
        """Add a tag to an event, or change its value if it `exists`."""
        path = f"{EVENTS_PATH}{event_id}/meta/"
        if exists:
            path, body = f"{path}{quote_path(tag)}/", {"data": data}
        else:
            body = {"tag": tag, "data": data}
        await self._send(camera_id, "PUT" if exists else "POST", path, body=body)

    async def delete_tag(self, camera_id: int, event_id: int, tag: str) -> None:
        """Remove one tag of an event."""
        path = f"{EVENTS_PATH}{event_id}/meta/{quote_path(tag)}/"
        await self._send(camera_id, "DELETE", path)

    # Live and media (section 7)

    async def live_stream_urls(self, camera_id: int) -> LiveStreamUrls:
        """Return fresh signed URLs. Raises VxgUnavailableError while it does not stream."""
        path = "/api/v4/live/watch/"
        return parse_required(LiveStreamUrls, await self._send(camera_id, "GET", path))

    async def live_image(self, camera_id: int) -> SignedImage:
        """Return a fresh signed URL of a current image."""
        path = "/api/v4/live/image/"
        return parse_required(SignedImage, await self._send(camera_id, "GET", path))

    async def request_preview(self, camera_id: int) -> None:
        """Ask the camera for a fresh preview, of which images are made."""
        path = f"{CAMERAS_PATH}{camera_id}/preview/update/"
        await self._send(camera_id, "POST", path)

    async def _list[ModelT: ListedModel](
        self,
        path: str,
        model: type[ModelT],
        params: Mapping[str, str | int] | None = None,
        *,
        camera_id: int | None = None,
    ) -> Page[ModelT]:
        async def get(page_params: Mapping[str, str | int]) -> Any:
            query = {**(params or {}), **page_params}
            return await self._auth.get_of_camera(
                camera_id, model.__name__, path, query
            )

        return await read_list(get, model)


def _event_body(time: datetime, meta: Mapping[str, str] | None) -> dict[str, Any]:
    body: dict[str, Any] = {"time": format_time(time)}
    if meta:
        body["meta"] = dict(meta)
    return body


def _types_path(camera_id: int) -> str:
    return f"{CAMERAS_PATH}{camera_id}/event_processing/events/"


def _type_path(camera_id: int, name: str) -> str:
    return f"{_types_path(camera_id)}{quote_path(name)}/"
