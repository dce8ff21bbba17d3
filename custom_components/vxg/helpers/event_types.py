"""Known event types, and names for display."""

from collections.abc import Collection, Mapping

from ..aiovxg import Event
from ..const import DOMAIN, TEST_EVENT_TYPE

# API page, section 4. These have translated names.
KNOWN_TYPES = frozenset(
    {
        "crowd_detection",
        "face_detection",
        "facedetection",
        "facial_analysis",
        "intrusion",
        "line_crossing",
        "linecross",
        "memorycard",
        "motion",
        "net",
        "network",
        "object_and_scene_detection",
        "plate_recognition",
        "post_object_and_scene_detection",
        "qos-report",
        "record",
        "search_multiple_users_in_image_v2",
        "snapshot",
        "sound",
        "timeline-sync",
        "vehicle_stopped_detection",
        "wifi",
        "yolov4_detection",
    }
)

# Types about the camera's own state rather than what it sees.
DIAGNOSTIC_TYPES = frozenset(
    {"memorycard", "net", "network", "qos-report", "record", "timeline-sync", "wifi"}
    | {TEST_EVENT_TYPE}
)
# Frequent technical reports; their sensors start disabled.
DISABLED_TYPES = frozenset({"qos-report", "timeline-sync"})

# Types of doorbells, beside those that begin with "doorbell".
DOORBELL_TYPES = frozenset({"ring", "button_pressed"})

# An assistant's prompt contains the names of exposed entities.
MAX_DISPLAY_NAME = 80

EVENT_TYPE_TRANSLATIONS = (
    f"component.{DOMAIN}.entity.event.events.state_attributes.event_type.state."
)


def is_doorbell(name: str, doorbell_types: Collection[str]) -> bool:
    """Return whether an event type is a doorbell, as known or by the options."""
    plain = name.casefold().replace("-", "_").replace(" ", "_")
    return (
        plain.startswith("doorbell")
        or plain in DOORBELL_TYPES
        or name in doorbell_types
    )


def type_translation_key(name: str) -> str | None:
    """Return the translation key of an event type, None for an unknown one."""
    return name.replace("-", "_") if name in KNOWN_TYPES else None


def event_type_name(texts: Mapping[str, str], name: str) -> str:
    """Return the display name of an event type, from the texts of a language."""
    if type_translation_key(name) is None:
        return humanize_event_type(name)
    return texts.get(f"{EVENT_TYPE_TRANSLATIONS}{name}") or humanize_event_type(name)


def humanize_event_type(name: str) -> str:
    """Return a display name for an event type without translation."""
    words = name.replace("_", " ").replace("-", " ").split()
    return (" ".join(words).capitalize() if words else name)[:MAX_DISPLAY_NAME]


def searchable_text(texts: Mapping[str, str], camera_name: str, event: Event) -> str:
    """Return the text of an event in lower case: camera, type and metadata."""
    parts = [
        camera_name,
        event.name,
        event_type_name(texts, event.name),
        *(part for tag in event.meta.items() for part in tag),
    ]
    return "\n".join(parts).casefold()
