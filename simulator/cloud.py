"""State and rules of the cloud, without I/O."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from .camera import DEFAULT_TYPES, Camera
from .errors import ApiError
from .faults import Faults
from .metadata import check_meta
from .models import Clip, RecordedRequest, StoredEvent
from .tokens import Credential, encode_token, make_inner_token
from .wire_format import WireFormat

# Group and license tokens have share ids apart from those of cameras.
GROUP_SHARE = 900_000
FIRST_ID = 1001


class Cloud:
    """A cloud with cameras, events and credentials.

    Delays are computed from the clock at the time of a request. Nothing sleeps, so a
    frozen clock works.
    """

    def __init__(
        self,
        now: Callable[[], datetime] | None = None,
        seed: int = 0,
        first_id: int = FIRST_ID,
    ) -> None:
        """Create an empty cloud; tokens depend on the seed only."""
        self._now = now or (lambda: datetime.now(UTC))
        self.seed = seed
        self.skew = timedelta()
        # The `Date` header of responses; None omits it.
        self.date_header: Callable[[], datetime | None] = self.now
        self.listing_delay = timedelta()
        self.trigger_delay = timedelta(seconds=1)
        self.thumb_delay = timedelta(seconds=3)
        self.clip_delay = timedelta(seconds=5)
        self.media_expiry = timedelta(minutes=5)
        self.retention = timedelta(days=7)
        # What HLS segments require: their own signature ("own"), or the query of the
        # playlist ("ticket") or its cookies ("cookie") on URLs without a signature.
        self.segment_access = "own"
        self.clips_fail = False
        # Whether a clip without `wait_for_data` fails if its end is not recorded yet.
        self.clips_need_data = True
        self.clip_list_status = 200
        self.page_cap = 1000
        self.wire_format = WireFormat()
        self.group_list_status = 200
        self.group_may_write = False
        # Whether the cookie of a session counts more than the header.
        self.trusts_cookies = False
        # Statuses that refuse group tokens, by a part of the path.
        self.group_refusals: dict[str, int] = {}
        self.faults = Faults(self.now)
        # Faults of the media host.
        self.media_faults = Faults(self.now)
        self.cameras: dict[int, Camera] = {}
        self.events: list[StoredEvent] = []
        self.clips: dict[int, Clip] = {}
        self.requests: list[RecordedRequest] = []
        self.media_requests: list[RecordedRequest] = []
        self.credentials: dict[str, Credential] = {}
        self.camera_tokens: dict[int, str] = {}
        self.api_host = "127.0.0.1"
        self.api_port: int | None = None
        self.media_url = ""
        self._ordered: list[StoredEvent] = []
        self._by_id: dict[int, StoredEvent] = {}
        self._first_id = first_id
        self._ids = count(first_id)
        self.license_key = f"v3.{sha256(f'license/{seed}'.encode()).hexdigest()[:32]}"
        self.credentials[self.license_key] = Credential(
            kind="license", inner=self.license_key, access="all", camera_ids=None
        )

    def now(self) -> datetime:
        """Return the time on the server's clock."""
        return self._now() + self.skew

    def next_id(self) -> int:
        """Return a new id."""
        return next(self._ids)

    # Cameras and credentials

    def add_camera(
        self,
        camera_id: int,
        name: str,
        types: Iterable[dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> Camera:
        """Add a camera with the given event types (as JSON) or the default ones."""
        camera = Camera(id=camera_id, name=name, manager_id=camera_id + 457, **kwargs)
        for event_type in DEFAULT_TYPES if types is None else types:
            camera.add_type(event_type)
        self.cameras[camera_id] = camera
        return camera

    def add_storage_channel(self, camera_id: int, user: str) -> Camera:
        """Add the pseudo channel of a user's clips, which is not a camera (section 3)."""
        return self.add_camera(
            camera_id,
            f"#StorageFor{user}",
            (),
            status="offline",
            meta={"isstorage": ""},
        )

    def channel_token(
        self,
        camera_id: int,
        access: str = "all",
        *,
        expires: datetime | None = None,
        api: str | None = None,
        api_p: int | None = None,
        serial: int = 1,
        **extra: Any,
    ) -> str:
        """Issue a channel token; `v5/channels` returns the newest one."""
        inner = make_inner_token(camera_id, f"{self.seed}/{access}/{serial}")
        content: dict[str, Any] = {
            "camid": camera_id,
            "cmngrid": self.cameras[camera_id].manager_id,
            "access": access,
            "token": inner,
            **self._api_location(api, api_p),
            **extra,
        }
        if expires is not None:
            content["expires"] = (
                expires.astimezone(UTC).replace(tzinfo=None).isoformat()
            )
        token = encode_token(content)
        self.credentials[token] = Credential(
            kind="channel",
            inner=inner,
            access=access,
            camera_ids=frozenset({camera_id}),
        )
        self.camera_tokens[camera_id] = token
        return token

    def group_token(
        self,
        camera_ids: Iterable[int] | None = None,
        *,
        api: str | None = None,
        api_p: int | None = None,
        **extra: Any,
    ) -> str:
        """Issue a group token of some cameras, or of all present and future ones."""
        ids = None if camera_ids is None else frozenset(camera_ids)
        share = GROUP_SHARE + (sum(ids) if ids else 0)
        inner = make_inner_token(share, f"{self.seed}/group")
        token = encode_token(
            {"token": inner, **self._api_location(api, api_p), **extra}
        )
        self.credentials[token] = Credential(
            kind="group", inner=inner, access="all", camera_ids=ids
        )
        return token

    def revoke(self, token: str) -> None:
        """Revoke a credential."""
        del self.credentials[token]

    def _api_location(self, api: str | None, api_p: int | None) -> dict[str, Any]:
        place: dict[str, Any] = {"api": api or self.api_host}
        if port := api_p or self.api_port:
            place["api_p"] = port
        return place

    # Events

    def raise_event(
        self,
        camera_id: int,
        name: str,
        meta: dict[str, str] | None = None,
        time: datetime | None = None,
        *,
        listed_after: float | None = None,
        thumb_after: float | None = None,
        event_id: int | None = None,
        stored_after: float = 0,
    ) -> StoredEvent:
        """Store an event, even of an unknown type. Delays are in seconds."""
        stored_at = self.now() + timedelta(seconds=stored_after)
        hidden = (
            self.listing_delay
            if listed_after is None
            else timedelta(seconds=listed_after)
        )
        camera = self.cameras[camera_id]
        thumb_at = None
        if thumb_after is not None:
            thumb_at = stored_at + timedelta(seconds=thumb_after)
        elif camera.types.get(name, {}).get("snapshot"):
            thumb_at = stored_at + self.thumb_delay
        event = StoredEvent(
            id=self.next_id() if event_id is None else event_id,
            camera_id=camera_id,
            name=name,
            time=time or stored_at,
            meta=dict(meta or {}),
            stored_at=stored_at,
            listed_at=stored_at + hidden,
            thumb_at=thumb_at,
        )
        self.events.append(event)
        self._by_id[event.id] = event
        insort(self._ordered, event, key=lambda item: item.sort_key)
        return event

    def forget_events(self) -> None:
        """Be a server set up anew: without events, and their ids begin again."""
        self.events.clear()
        self._ordered.clear()
        self._by_id.clear()
        self._ids = count(self._first_id)

    def create_event(
        self, camera: Camera, body: dict[str, Any], time: datetime
    ) -> StoredEvent:
        """Store an event that a client creates (section 5)."""
        name = body.get("name")
        if not isinstance(name, str) or name not in camera.types:
            raise ApiError(400, f"No event type {str(name)[:80]}")
        return self.raise_event(camera.id, name, check_meta(body.get("meta")), time)

    def trigger_event(
        self, camera: Camera, name: str, body: dict[str, Any], time: datetime
    ) -> None:
        """Let a camera raise an event after the trigger delay (section 5)."""
        event_type = camera.get_type(name)
        if not event_type["caps"]["can_be_triggered"]:
            raise ApiError(400, f"{name[:80]} cannot be triggered")
        if not camera.online:
            raise ApiError(503, "The camera is offline")
        if event_type["receive"]:
            self.raise_event(
                camera.id,
                name,
                check_meta(body.get("meta")),
                time,
                stored_after=self.trigger_delay.total_seconds(),
            )

    def create_clip(
        self,
        camera_id: int,
        start: datetime,
        end: datetime,
        title: str = "",
        event_time: datetime | None = None,
        *,
        delete_at: datetime | None = None,
        wait_for_data: bool = True,
        source_camera_id: int | None = None,
    ) -> Clip:
        """Create a clip, which is done after the clip delay (section 7)."""
        now = self.now()
        clip = Clip(
            id=self.next_id(),
            camera_id=camera_id,
            title=title,
            start=start,
            end=end,
            done_at=max(now, end) + self.clip_delay,
            event_time=event_time,
            delete_at=delete_at,
            source_camera_id=source_camera_id,
            fails=self.clips_fail
            or (end > now and self.clips_need_data and not wait_for_data),
        )
        self.clips[clip.id] = clip
        return clip

    def kept_clips(self) -> dict[int, Clip]:
        """Return the clips that are not deleted yet."""
        now = self.now()
        return {
            clip.id: clip
            for clip in self.clips.values()
            if clip.delete_at is None or clip.delete_at > now
        }

    def listed_events(
        self, start: datetime | None, end: datetime | None
    ) -> list[StoredEvent]:
        """Return the listed events by time; start and end are inclusive."""

        def key(event: StoredEvent) -> datetime:
            return event.time

        low = 0 if start is None else bisect_left(self._ordered, start, key=key)
        high = (
            len(self._ordered)
            if end is None
            else bisect_right(self._ordered, end, key=key)
        )
        now = self.now()
        return [event for event in self._ordered[low:high] if event.listed_at <= now]

    def get_event(self, event_id: int) -> StoredEvent:
        """Return a listed event, or raise a 404."""
        event = self._by_id.get(event_id)
        if event is None or event.listed_at > self.now():
            raise ApiError(404, f"No event {event_id}")
        return event
