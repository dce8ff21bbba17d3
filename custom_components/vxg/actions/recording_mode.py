"""Setting the recording mode of a camera."""

from ..aiovxg import VxgError
from ..data import VxgRuntimeData
from .result import write_error
from .validation import require_writable


async def async_set_recording_mode(
    data: VxgRuntimeData, camera_id: int, mode: str
) -> None:
    """Set the recording mode. Raises a translated HomeAssistantError."""
    require_writable(data, camera_id)
    try:
        camera = await data.client.update_camera(camera_id, rec_mode=mode)
    except VxgError as err:
        raise write_error(data, camera_id, err) from err
    confirmed = None if camera is None else camera.rec_mode
    data.cameras.async_set_recording_mode(camera_id, confirmed or mode)
