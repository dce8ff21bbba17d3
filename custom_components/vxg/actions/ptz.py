"""Action vxg.ptz: move a camera."""

from ..aiovxg import PtzCapabilities, VxgError
from ..data import VxgRuntimeData
from ..errors import request_error, validation_error
from .result import ActionResult, ActionStatus
from .validation import require_in_range, require_permission

# Moves as the action names them, and as the cloud does (API page, section 8).
MOVES = {
    "left": "left",
    "right": "right",
    "up": "top",
    "down": "bottom",
    "zoom_in": "zoom_in",
    "zoom_out": "zoom_out",
    "stop": "stop",
}
# Seconds.
MIN_MOVE_DURATION = 0.1
MAX_MOVE_DURATION = 10

# Required if the token lists permissions (API page, section 8).
PTZ_PERMISSION = "ptz"


async def async_ptz(
    data: VxgRuntimeData,
    camera_id: int,
    *,
    move: str | None,
    preset: str | None,
    duration: float,
) -> ActionResult:
    """Move a camera for `duration` seconds, or to a preset.

    Raises a translated HomeAssistantError.
    """
    subject = data.camera_name(camera_id)
    if (move is None) == (preset is None):
        raise validation_error("bad_ptz_order", subject=subject)
    require_in_range(
        subject, "duration", duration, MIN_MOVE_DURATION, MAX_MOVE_DURATION
    )
    require_permission(data, camera_id, PTZ_PERMISSION)
    api = data.client.ptz
    try:
        ptz = await api.read(camera_id, presets=preset is not None)
        if not ptz.actions and not ptz.presets:
            raise validation_error("no_ptz", subject=subject)
        if preset is not None:
            await api.go_to(camera_id, _find_preset_id(subject, ptz, preset))
        else:
            assert move is not None
            milliseconds = round(duration * 1000)
            action = _find_action(subject, ptz, move)
            await api.move(camera_id, action, milliseconds=milliseconds)
    except VxgError as err:
        raise request_error(err, subject) from err
    return ActionResult(status=ActionStatus.MOVED)


def _find_action(subject: str, ptz: PtzCapabilities, move: str) -> str:
    """Return the cloud's name of a move."""
    action = MOVES.get(move, move)
    if action not in ptz.actions:
        supported = [
            name for name, action_name in MOVES.items() if action_name in ptz.actions
        ]
        raise validation_error(
            "no_such_move",
            subject=subject,
            move=move,
            moves=", ".join(supported) or "–",
        )
    return action


def _find_preset_id(subject: str, ptz: PtzCapabilities, preset: str) -> int | str:
    """Return the id of the preset with this name or id."""
    wanted = preset.strip()
    folded = wanted.casefold()
    presets = ptz.presets.items()
    # Names are what people see, and may be numbers, too.
    found = (
        *(preset_id for preset_id, name in presets if name == wanted),
        *(preset_id for preset_id, name in presets if name.casefold() == folded),
        *(preset_id for preset_id, _ in presets if str(preset_id).casefold() == folded),
    )
    if found:
        return found[0]
    raise validation_error(
        "no_such_preset",
        subject=subject,
        preset=preset,
        presets=", ".join(ptz.presets.values()) or "–",
    )
