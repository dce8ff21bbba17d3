"""Cameras and their event types (sections 3 and 4)."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .errors import ApiError

CAPS = ("can_be_triggered", "can_record", "can_snapshot", "is_periodic")

# The cap that a field of an event type requires.
REQUIRED_CAPS = {
    "record": "can_record",
    "snapshot": "can_snapshot",
    "period": "is_periodic",
}

PTZ_ACTIONS = ("left", "right", "top", "bottom", "zoom_in", "zoom_out", "stop")

UPDATABLE = ("receive", "record", "snapshot", "notify", "period", "generate_images")

DEFAULT_TYPES: tuple[dict[str, Any], ...] = (
    {
        "name": "motion",
        "caps": {"can_record": True, "can_snapshot": True},
        "receive": True,
        "record": True,
        "snapshot": True,
    },
    {
        "name": "sound",
        "caps": {"can_record": True, "can_snapshot": True},
        "receive": True,
        "record": True,
        "snapshot": True,
    },
    {"name": "net", "receive": True},
    {
        "name": "snapshot",
        "caps": {"can_snapshot": True, "is_periodic": True},
        "period": 0,
        "snapshot": True,
    },
)


def with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    """Return an event type with defaults, its keys in the documented order."""
    caps = {cap: bool(data.get("caps", {}).get(cap, False)) for cap in CAPS}
    full: dict[str, Any] = {"caps": caps}
    if data.get("custom"):
        full["custom"] = True
    full["generate_images"] = bool(data.get("generate_images", False))
    full["name"] = data["name"]
    full["notify"] = bool(data.get("notify", True))
    if caps["is_periodic"]:
        full["period"] = int(data.get("period", 0))
    full["receive"] = bool(data.get("receive", False))
    if caps["can_record"]:
        full["record"] = bool(data.get("record", False))
    if caps["can_snapshot"]:
        full["snapshot"] = bool(data.get("snapshot", False))
    return full


@dataclass(slots=True, kw_only=True)
class Camera:
    """A camera; tests and the web UI change it at any time."""

    id: int
    name: str
    manager_id: int
    status: str = "active"
    streaming: bool = True
    webrtc_only: bool = False
    rec_mode: str = "on"
    rec_status: str = "on"
    timezone: str = "UTC"
    brand: str = "VXG"
    model: str = "Simulated"
    serial_number: str = ""
    fw_version: str = "1.0"
    access: list[str] | None = field(default_factory=lambda: ["all"])
    created: datetime = datetime(2024, 5, 1, tzinfo=UTC)
    # Address and credentials of a pull camera, which responses contain.
    url: str | None = None
    login: str | None = None
    password: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    types: dict[str, dict[str, Any]] = field(default_factory=dict)
    presets: dict[int, str] = field(default_factory=dict)
    # Periods without recordings.
    gaps: list[tuple[datetime, datetime]] = field(default_factory=list)
    ptz_actions: list[str] = field(default_factory=lambda: list(PTZ_ACTIONS))
    backward_formats: list[str] = field(default_factory=list)
    ptz_log: list[dict[str, Any]] = field(default_factory=list)

    @property
    def online(self) -> bool:
        """Return whether the camera is online."""
        return self.status == "active"

    def require_streaming(self) -> None:
        """Raise a 503 if the camera is not streaming."""
        if not self.online or not self.streaming:
            raise ApiError(503, "The camera is not streaming")

    def rename(self, name: str) -> None:
        """Rename the camera."""
        self.name = name

    def add_type(self, data: dict[str, Any]) -> dict[str, Any]:
        """Add or replace an event type."""
        event_type = with_defaults(deepcopy(data))
        self.types[event_type["name"]] = event_type
        return event_type

    def remove_type(self, name: str) -> None:
        """Remove an event type."""
        del self.types[name]

    def get_type(self, name: str) -> dict[str, Any]:
        """Return an event type, or raise a 404."""
        try:
            return self.types[name]
        except KeyError:
            raise ApiError(404, f"No event type {name[:80]}") from None

    def create_type(self, body: Any, duplicate_status: int) -> dict[str, Any]:
        """Create a custom event type from the body of a POST."""
        name = body.get("name") if isinstance(body, dict) else None
        if not isinstance(name, str) or not name.strip():
            raise ApiError(400, "A name is wanted")
        if name in self.types:
            raise ApiError(duplicate_status, f"Event type {name[:80]} exists")
        return self.add_type(
            {"name": name, "custom": True, "notify": body.get("notify", True)}
        )

    def update_type(self, name: str, body: Any) -> dict[str, Any]:
        """Update an event type from the body of a PUT."""
        event_type = self.get_type(name)
        if not isinstance(body, dict):
            raise ApiError(400, "An object is wanted")
        for key, value in body.items():
            if key not in UPDATABLE:
                raise ApiError(400, f"Unknown field {key[:80]}")
            if key in REQUIRED_CAPS and not event_type["caps"][REQUIRED_CAPS[key]]:
                raise ApiError(400, f"{name[:80]} has no {key}")
            wanted: type = int if key == "period" else bool
            if type(value) is not wanted:
                raise ApiError(400, f"{key} must be {wanted.__name__}")
            if isinstance(value, int) and value < 0:
                raise ApiError(400, f"{key} cannot be negative")
        event_type.update(body)
        return event_type

    def as_json(self, *, detail: bool, include_meta: bool) -> dict[str, Any]:
        """Return the camera as JSON (section 3)."""
        data: dict[str, Any] = {
            "id": self.id,
            "cmngrid": self.manager_id,
            "name": self.name,
            "status": self.status,
            "rec_mode": self.rec_mode,
            "rec_status": self.rec_status,
            "timezone": self.timezone,
        }
        if detail:
            data |= {
                "uuid": f"00000000-0000-4000-8000-{self.id:012d}",
                "mode": "on",
                "latitude": 52.1,
                "longitude": 5.2,
                "brand": self.brand,
                "model": self.model,
                "serial_number": self.serial_number or f"SIM{self.id}",
                "fw_version": self.fw_version,
                "type": "camera",
                "led": "on",
                "memorycard_recording": False,
                **self.settings,
            }
            if self.access is not None:
                data["access"] = self.access
            pull = {"url": self.url, "login": self.login, "password": self.password}
            data |= {key: value for key, value in pull.items() if value is not None}
        if include_meta:
            data["meta"] = self.meta
        return data
