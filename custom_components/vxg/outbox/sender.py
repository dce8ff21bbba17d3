"""Sending of one event: look for an earlier attempt, ensure its type, create it."""

from homeassistant.util import dt as dt_util

from ..aiovxg import (
    EventType,
    VxgBadRequestError,
    VxgClient,
    VxgConnectionError,
    VxgRefusedError,
    VxgRequestError,
    VxgResponseError,
)
from ..cameras.coordinator import CameraCoordinator
from ..const import LOGGER
from .pending_event import PendingEvent


async def async_send_event(
    client: VxgClient, channels: CameraCoordinator, create: PendingEvent
) -> int | None:
    """Create an event unless an earlier attempt did; return its id if known.

    Raises a VxgRequestError, and notes in `tried` whether the event may be there then.
    """
    if create.attempted_at is not None:
        if (found := await _find(client, create)) is not None:
            LOGGER.debug("Event %s is there already", found)
            return found
        create.attempted_at = None
    if create.create_event_type:
        await async_ensure_event_type(
            client, channels, create.camera_id, create.event_type
        )
        create.create_event_type = False
    # Whoever looks meanwhile, or is cut off, must know that it may be there.
    create.attempted_at = dt_util.utcnow()
    try:
        return await client.create_event(
            create.camera_id, create.event_type, time=create.time, meta=create.meta
        )
    except VxgRequestError as err:
        in_doubt = isinstance(err, VxgConnectionError) and not err.not_executed
        create.attempted_at = dt_util.utcnow() if in_doubt else None
        raise


async def async_ensure_event_type(
    client: VxgClient,
    channels: CameraCoordinator,
    camera_id: int,
    name: str,
    *,
    notify: bool = True,
) -> bool:
    """Declare a custom event type; return whether it is new. Raises a VxgRequestError."""
    try:
        added = await client.add_event_type(camera_id, name, notify=notify)
    except VxgBadRequestError as refusal:
        # 400 and 409 also mean "already there": only the cloud's list can tell.
        try:
            known = await client.event_type(camera_id, name)
        except VxgRefusedError:
            raise refusal from None
        channels.async_add_type(camera_id, known)
        return False
    # What the cloud does not show, it shows at the next read of the types.
    channels.async_add_type(
        camera_id, added or EventType(name=name, custom=True, notify=notify)
    )
    return True


async def _find(client: VxgClient, create: PendingEvent) -> int | None:
    """Return the id of an event if the cloud lists it."""
    start, end = create.window
    found = None
    try:
        async for page in client.event_pages(
            start=start,
            end=end,
            camera_id=create.camera_id,
            names=[create.event_type],
            # Who wrote can read, which a group's token may not be allowed to.
            as_camera=True,
        ):
            if not page.valid:
                raise VxgResponseError("No list of events in the answer")
            for event in page.items:
                if create.is_listed_as(event):
                    found = event.id
    except VxgRefusedError as err:
        # Who may not look cannot know, and twice is better than never.
        LOGGER.debug("It cannot be looked whether an event is there: %s", err)
    return found
