"""Media source: events, recordings and clips of the cloud."""

import asyncio
from collections.abc import Callable
from operator import itemgetter
from typing import Any, override

from homeassistant.components import media_source
from homeassistant.components.media_player import (
    BrowseError,
    MediaClass,
    SearchMedia,
    SearchMediaQuery,
)
from homeassistant.components.media_source import (
    BrowseMediaSource,
    MediaSource,
    MediaSourceItem,
    PlayMedia,
    Unresolvable,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..aiovxg import Event
from ..const import DOMAIN
from ..data import VxgConfigEntry, VxgRuntimeData, async_get_runtime_data
from ..errors import translated_error
from ..helpers.unexpected import operation_error
from ..media.identifier import (
    PLAYABLE,
    WITH_IMAGE,
    InvalidIdentifierError,
    MediaIdentifier,
)
from ..media.images import ImageNotFoundError, async_get_image, image_type
from ..media.videos import ClipPendingError, VideoNotFoundError, async_resolve_video
from .browse import async_browse
from .nodes import node, readable_cameras
from .search import MAX_RESULTS, async_search


async def async_get_media_source(hass: HomeAssistant) -> MediaSource:
    """Return the media source of all entries."""
    return VxgMediaSource(hass)


class VxgMediaSource(MediaSource):
    """Cameras with their events, recordings and clips."""

    name = "VXG Cloud VMS"

    def __init__(self, hass: HomeAssistant) -> None:
        super().__init__(DOMAIN)
        self.hass = hass

    @override
    async def async_browse_media(self, item: MediaSourceItem) -> BrowseMediaSource:
        """Browse a node; without an identifier all cameras."""
        if not item.identifier:
            return self._browse_cameras()
        data, identifier = self._resolve(item, BrowseError)
        try:
            return await async_browse(self.hass, data, identifier)
        except Exception as err:
            subject = data.camera_name(identifier.camera_id)
            raise operation_error(
                self.hass, "media browser", err, subject, BrowseError
            ) from err

    @override
    async def async_resolve_media(self, item: MediaSourceItem) -> PlayMedia:
        """Return the URL of our view, once the video is known to exist."""
        data, identifier = self._resolve(item, Unresolvable)
        subject = data.camera_name(identifier.camera_id)
        if identifier.kind not in PLAYABLE:
            raise translated_error(Unresolvable, "no_such_medium")
        try:
            await async_resolve_video(data.media, identifier)
        except ClipPendingError as err:
            raise translated_error(
                Unresolvable, "clip_pending", subject=subject
            ) from err
        except VideoNotFoundError as err:
            raise translated_error(Unresolvable, "no_video", subject=subject) from err
        except Exception as err:
            raise operation_error(
                self.hass, "media player", err, subject, Unresolvable
            ) from err
        return PlayMedia(url=identifier.video_path, mime_type="video/mp4")

    async def async_get_media_image(self, item: MediaSourceItem) -> Any:
        """Return the image of an event or clip, None if there is none.

        Home Assistant 2026.11 calls this, so that AI tasks and notifications can be given
        the identifier of an event.
        """
        # By its name, as Home Assistant 2026.10 lacks it, and so do its types.
        media_image: Callable[..., Any] = getattr(media_source, "MediaImage")  # noqa: B009
        data, identifier = self._resolve(item, Unresolvable)
        if identifier.kind not in WITH_IMAGE:
            return None
        try:
            content = await async_get_image(data.media, identifier)
        except ImageNotFoundError:
            return None
        except Exception as err:
            subject = data.camera_name(identifier.camera_id)
            raise operation_error(
                self.hass, "media image", err, subject, Unresolvable
            ) from err
        return media_image(content=content, mime_type=image_type(content))

    @override
    async def async_search_media(
        self, item: MediaSourceItem, query: SearchMediaQuery
    ) -> SearchMedia:
        """Return the newest events whose camera, type or metadata contain all words."""
        classes = query.media_filter_classes
        words = query.search_query.split()
        if not words or (classes and MediaClass.VIDEO not in classes):
            return SearchMedia(result=[])
        searches: list[tuple[str, VxgRuntimeData, MediaIdentifier | None]] = [
            (entry.entry_id, entry.runtime_data, None) for entry in self._entries()
        ]
        if item.identifier:
            data, identifier = self._resolve(item, BrowseError)
            searches = [(identifier.entry_id, data, identifier)]
        found = await asyncio.gather(
            *(
                async_search(self.hass, entry_id, data, words, identifier)
                for entry_id, data, identifier in searches
            ),
            return_exceptions=True,
        )
        results: list[tuple[Event, BrowseMediaSource]] = []
        failures: list[HomeAssistantError] = []
        for result, (_, data, _) in zip(found, searches, strict=True):
            if isinstance(result, Exception):
                subject = data.cameras.config_entry.title
                failures.append(
                    operation_error(
                        self.hass, "media search", result, subject, BrowseError
                    )
                )
            elif isinstance(result, BaseException):
                raise result
            else:
                results += result
        # What one cloud has is shown while another one cannot be reached.
        if failures and len(failures) == len(searches):
            raise failures[0]
        results.sort(key=lambda item: item[0].time, reverse=True)
        return SearchMedia(result=list(map(itemgetter(1), results[:MAX_RESULTS])))

    def _entries(self) -> list[VxgConfigEntry]:
        entries: list[VxgConfigEntry] = self.hass.config_entries.async_loaded_entries(
            DOMAIN
        )
        return entries

    def _browse_cameras(self) -> BrowseMediaSource:
        cameras = [
            (
                entry.runtime_data.camera_name(camera_id),
                MediaIdentifier(entry_id=entry.entry_id, camera_id=camera_id),
            )
            for entry in self._entries()
            for camera_id in readable_cameras(self.hass, entry.runtime_data)
        ]
        cameras.sort(key=lambda camera: (camera[0].casefold(), str(camera[1])))
        children = [
            node(name, identifier, can_search=True) for name, identifier in cameras
        ]
        return node(self.name, None, children, can_search=True)

    def _resolve[ErrorT: HomeAssistantError](
        self, item: MediaSourceItem, error_type: type[ErrorT]
    ) -> tuple[VxgRuntimeData, MediaIdentifier]:
        """Return the runtime data and the parsed identifier."""
        try:
            identifier = MediaIdentifier.parse(item.identifier).event
        except InvalidIdentifierError as err:
            raise translated_error(error_type, "no_such_medium") from err
        data = async_get_runtime_data(self.hass, identifier)
        if data is None or identifier.camera_id not in readable_cameras(
            self.hass, data
        ):
            raise translated_error(error_type, "no_such_medium")
        return data, identifier
