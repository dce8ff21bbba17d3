"""Actions vxg.add_event_type and vxg.update_event_type."""

from ..aiovxg import VxgError
from ..coordinator import VxgData
from ..errors import failed, invalid
from ..outbox.sender import async_declare
from .result import Outcome, Status
from .validation import camera_name, check_writable


async def async_add_event_type(
    data: VxgData, camera_id: int, name: str, *, notify: bool = True
) -> Outcome:
    """Declare a custom event type. Raises a translated HomeAssistantError."""
    subject = camera_name(data, camera_id)
    if not name.strip():
        raise invalid("no_event_type", subject=subject)
    check_writable(data, camera_id)
    if name in (data.channels.data[camera_id].types or ()):
        return Outcome(status=Status.EXISTS)
    try:
        is_new = await async_declare(
            data.client, data.channels, camera_id, name, notify=notify
        )
    except VxgError as err:
        raise failed(err, subject) from err
    return Outcome(status=Status.ADDED if is_new else Status.EXISTS)
