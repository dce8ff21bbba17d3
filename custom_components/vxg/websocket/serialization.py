"""Events and errors as messages contain them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant
from homeassistant.generated.languages import LANGUAGES
from homeassistant.helpers.translation import async_get_translations

from ..actions.responses import event_response
from ..aiovxg import Event
from ..const import ATTR_LATE, ATTR_METADATA, ATTR_PICTURE, DOMAIN
from ..data import VxgRuntimeData
from ..helpers.event_types import event_type_name
from ..helpers.review_tags import is_review_tag, is_reviewed, review_result
from ..media.identifier import MediaIdentifier, MediaKind
from .signed_paths import async_get_signed_paths


async def async_get_texts(
    hass: HomeAssistant, language: str | None
) -> Mapping[str, str]:
    """Return the names of event types in a language, by default Home Assistant's."""
    if language not in LANGUAGES:
        language = hass.config.language
    return await async_get_translations(hass, language, "entity", [DOMAIN])


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSerializer:
    """Converts events for one connection, with paths that open for its login only."""

    hass: HomeAssistant
    connection: ActiveConnection
    texts: Mapping[str, str]

    def to_message(
        self, data: VxgRuntimeData, entity_id: str, event: Event, *, has_image: bool
    ) -> dict[str, Any]:
        """Return an event as JSON; `data` is that of its entry."""
        entry = data.cameras.config_entry
        identifier = MediaIdentifier(
            entry_id=entry.entry_id,
            camera_id=event.camera_id,
            kind=MediaKind.EVENT,
            number=event.id,
        )
        return event_response(entry.entry_id, event) | {
            "entity_id": entity_id,
            "name": event_type_name(self.texts, event.name),
            ATTR_LATE: data.events.recent.is_late(event),
            ATTR_METADATA: {
                tag: value
                for tag, value in event.meta.items()
                if not is_review_tag(tag)
            },
            "reviewed": is_reviewed(event.meta),
            "result": review_result(event.meta),
            ATTR_PICTURE: self._sign(identifier.picture_path) if has_image else None,
            "video": self._sign(identifier.video_path),
        }

    def _sign(self, path: str) -> str | None:
        # Without a login, the path would be signed for somebody else.
        if (login := self.connection.refresh_token_id) is None:
            return None
        return async_get_signed_paths(self.hass).async_sign(path, login)
