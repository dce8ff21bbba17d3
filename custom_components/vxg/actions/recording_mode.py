"""Change the recording mode of a camera."""

from ..aiovxg import VxgError
from ..data import VxgRuntimeData
from .result import write_failed
from .validation import require_writable


async def async_set_recording_mode(
    data: VxgRuntimeData, camera_id: int, mode: str
) -> None:
    """Set the recording mode. Raises a translated HomeAssistantError."""
    require_writable(data, camera_id)
    try:
        shown = await data.client.update_camera(camera_id, rec_mode=mode)
    except VxgError as err:
        raise write_failed(data, camera_id, err) from err
    told = None if shown is None else shown.rec_mode
    data.cameras.async_set_recording_mode(camera_id, told or mode)
