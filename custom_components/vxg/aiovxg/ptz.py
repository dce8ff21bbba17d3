"""Pan, tilt and zoom of cameras (API page, section 8)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from .auth import Auth, parse_required
from .parse import as_name, as_object, as_strings

# Far more than cameras have.
MAX_PRESETS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PtzCapabilities:
    """PTZ actions of a camera, and the names of its presets by id."""

    actions: tuple[str, ...] = ()
    presets: Mapping[int | str, str] = field(default_factory=dict)

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse capabilities; they are empty for a camera without PTZ."""
        data = as_object(data)
        return cls(
            actions=as_strings(data.get("actions")),
            presets=dict(_presets(data.get("presets"))),
        )


class PtzApi:
    """PTZ part of the API. Every method may raise VxgRequestError."""

    def __init__(self, auth: Auth) -> None:
        self._auth = auth

    async def read(self, camera_id: int) -> PtzCapabilities:
        """Return the PTZ capabilities of a camera."""
        return parse_required(PtzCapabilities, await self._auth.get(_path(camera_id)))

    async def move(self, camera_id: int, action: str, *, milliseconds: int) -> None:
        """Move for a duration; `action` is one of the camera's actions."""
        body = {"action": action, "timeout": milliseconds}
        await self._send(camera_id, "execute/", body)

    async def go_to(self, camera_id: int, preset_id: int | str) -> None:
        """Move to a preset."""
        await self._send(camera_id, "presets/goto/", {"id": preset_id})

    async def _send(self, camera_id: int, path: str, body: Mapping[str, Any]) -> None:
        path = f"{_path(camera_id)}{path}"
        await self._auth.request_as_camera(camera_id, "POST", path, body=body)


def _path(camera_id: int) -> str:
    return f"/api/v2/cameras/{camera_id}/ptz/"


def _presets(data: Any) -> Iterator[tuple[int | str, str]]:
    """Yield ids and names from any shape: the API page does not document it."""
    if isinstance(data, dict):
        data = [{"id": key, "name": name} for key, name in data.items()]
    presets = data[:MAX_PRESETS] if isinstance(data, list) else ()
    for number, item in enumerate(presets, 1):
        preset_id = item.get("id") if isinstance(item, dict) else item
        if isinstance(preset_id, int | str) and not isinstance(preset_id, bool):
            name = as_name(as_object(item).get("name"))
            yield preset_id, name or as_name(preset_id) or str(number)
