"""Titles in the media browser, in Home Assistant's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from ..aiovxg import Event
from ..const import DOMAIN, TAG_CAPTION
from ..helpers.event_types import event_type_name
from ..helpers.review_tags import is_review_tag

# Tags of an event's metadata in a title, and characters of their text.
MAX_TAGS = 3
MAX_METADATA_LENGTH = 60
MAX_CAPTION_LENGTH = 120
TRANSLATION_PREFIX = f"component.{DOMAIN}.common.media_"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaTitles:
    """Translated titles."""

    texts: Mapping[str, str]
    today: datetime

    @classmethod
    async def async_load(cls, hass: HomeAssistant, now: datetime) -> Self:
        """Load the titles in Home Assistant's language."""
        language = hass.config.language
        texts = {
            key: text
            for category in ("common", "entity")
            for key, text in (
                await async_get_translations(hass, language, category, [DOMAIN])
            ).items()
        }
        return cls(texts=texts, today=dt_util.as_local(now))

    def text(self, key: str, **placeholders: object) -> str:
        """Return a translated text."""
        return self.texts[f"{TRANSLATION_PREFIX}{key}"].format_map(placeholders)

    def event_type(self, name: str | None) -> str:
        """Return the name of an event type; None means all types."""
        if name is None:
            return self.text("all_events")
        return event_type_name(self.texts, name)

    def counted(self, title: str, count: int, key: str) -> str:
        """Return a title with a count, using the text with this key."""
        return self.text(key, title=title, count=count)

    def day(self, time: datetime) -> str:
        """Return the day of a time in Home Assistant's time zone."""
        date = dt_util.as_local(time).date()
        today = self.today.date()
        if date == today:
            return self.text("today", date=date.isoformat())
        if date == today - timedelta(days=1):
            return self.text("yesterday", date=date.isoformat())
        return date.isoformat()

    def event(self, event: Event, *, with_day: bool = False) -> str:
        """Return the title of an event: time, type, and caption or metadata."""
        parts = [format_clock(event.time), self.event_type(event.name)]
        if with_day:
            parts.insert(0, dt_util.as_local(event.time).date().isoformat())
        title = " ".join(parts)
        if caption := event.meta.get(TAG_CAPTION):
            return f"{title}: {_truncate(caption, MAX_CAPTION_LENGTH)}"
        metadata = describe_metadata(event)
        return f"{title} ({metadata})" if metadata else title


def format_clock(time: datetime) -> str:
    """Return the time of day in Home Assistant's time zone."""
    return dt_util.as_local(time).strftime("%H:%M:%S")


def format_clock_range(start: datetime, end: datetime) -> str:
    """Return a range within a day."""
    return f"{format_clock(start)} – {format_clock(end)}"


def describe_metadata(event: Event) -> str:
    """Return a summary of an event's metadata."""
    tags = [
        f"{tag}: {value}"
        for tag, value in event.meta.items()
        # Added when users review events.
        if not is_review_tag(tag)
    ]
    return _truncate(", ".join(tags[:MAX_TAGS]), MAX_METADATA_LENGTH)


def _truncate(text: str, max_length: int) -> str:
    return text if len(text) <= max_length else f"{text[: max_length - 1]}…"
