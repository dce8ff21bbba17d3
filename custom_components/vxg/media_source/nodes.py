"""Nodes of the media browser."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from homeassistant.components.media_player import MediaClass, MediaType
from homeassistant.components.media_source import BrowseMediaSource
from homeassistant.components.websocket_api import current_connection
from homeassistant.core import HomeAssistant, callback

from ..aiovxg import Event
from ..const import DOMAIN
from ..data import VxgRuntimeData, async_may_read
from ..helpers.time_range import TimeRange
from ..media.identifier import MediaIdentifier, MediaKind
from .titles import MediaTitles, format_clock

# One event less than a page of the cloud's list, because the last one of a page only shows
# that there are more.
MAX_NODE_EVENTS = 999
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowseContext:
    """The node of a camera that is being browsed."""

    data: VxgRuntimeData
    titles: MediaTitles
    identifier: MediaIdentifier

    @property
    def now(self) -> datetime:
        """The cloud's time."""
        return self.data.clock.now()

    def child(
        self,
        kind: MediaKind,
        event_type: str | None = None,
        time_range: TimeRange | None = None,
    ) -> MediaIdentifier:
        """Return the identifier of another node of the same camera."""
        return MediaIdentifier(
            entry_id=self.identifier.entry_id,
            camera_id=self.identifier.camera_id,
            kind=kind,
            event_type=event_type,
            time_range=time_range,
        )


@callback
def readable_cameras(hass: HomeAssistant, data: VxgRuntimeData) -> list[int]:
    """Return the cameras of an entry that the user who browses may read.

    Only a websocket command has a user: automations may read all cameras.
    """
    cameras = list(data.cameras.data)
    if (connection := current_connection.get()) is None:
        return cameras
    entry = data.cameras.config_entry
    return [
        camera_id
        for camera_id in cameras
        if async_may_read(hass, connection.user, entry, camera_id)
    ]


def node(
    title: str,
    identifier: MediaIdentifier | None,
    children: Sequence[BrowseMediaSource] | None = None,
    *,
    can_search: bool = False,
) -> BrowseMediaSource:
    """Return a directory."""
    return BrowseMediaSource(
        domain=DOMAIN,
        identifier=None if identifier is None else str(identifier),
        media_class=MediaClass.DIRECTORY,
        media_content_type="",
        title=title,
        can_play=False,
        can_expand=True,
        children=children,
        can_search=can_search,
        search_media_classes=[MediaClass.VIDEO] if can_search else None,
    )


def video(
    title: str,
    identifier: MediaIdentifier,
    *,
    thumbnail: bool = False,
    can_play: bool = True,
) -> BrowseMediaSource:
    """Return a playable item."""
    return BrowseMediaSource(
        domain=DOMAIN,
        identifier=str(identifier),
        media_class=MediaClass.VIDEO,
        media_content_type=MediaType.VIDEO,
        title=title,
        can_play=can_play,
        can_expand=False,
        thumbnail=identifier.event.picture_path if thumbnail else None,
    )


def event_item(
    entry_id: str, event: Event, title: str, day: date | None = None
) -> BrowseMediaSource:
    """Return an event with its image, if it has one; in the list of a day, if named."""
    identifier = MediaIdentifier(
        entry_id=entry_id,
        camera_id=event.camera_id,
        kind=MediaKind.EVENT,
        number=event.id,
    )
    if day is not None:
        clock = format_clock(event.time).replace(":", "-")
        identifier = replace(identifier, kind=MediaKind.DAYS, day=day, clock=clock)
    return video(title, identifier, thumbnail=event.thumb is not None)
