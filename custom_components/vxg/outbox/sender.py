"""Sending an event: look for an earlier attempt, ensure its type, create it."""

from homeassistant.util import dt as dt_util

from ..aiovxg import (
    EventType,
    VxgBadRequestError,
    VxgClient,
    VxgConnectionError,
    VxgRefusedError,
    VxgRequestError,
)
from ..cameras.coordinator import CameraCoordinator
from ..const import LOGGER
from .pending_event import PendingEvent


async def async_send_event(
    client: VxgClient, cameras: CameraCoordinator, event: PendingEvent
) -> int | None:
    """Create an event unless an earlier attempt did; return its id if known.

    Raises VxgRequestError; `attempted_at` is set if the event may have been created.
    """
    if event.attempted_at is not None:
        if (event_id := await _find_event_id(client, event)) is not None:
            LOGGER.debug("Event %s exists already", event_id)
            return event_id
        event.attempted_at = None
    if event.create_event_type:
        await async_ensure_event_type(
            client, cameras, event.camera_id, event.event_type
        )
        event.create_event_type = False
    # Set before the request: it may be saved meanwhile, or the task be cancelled.
    event.attempted_at = dt_util.utcnow()
    try:
        return await client.create_event(
            event.camera_id, event.event_type, time=event.time, meta=event.meta
        )
    except VxgRequestError as err:
        uncertain = isinstance(err, VxgConnectionError) and not err.not_executed
        event.attempted_at = dt_util.utcnow() if uncertain else None
        raise


async def async_ensure_event_type(
    client: VxgClient,
    cameras: CameraCoordinator,
    camera_id: int,
    name: str,
    *,
    notify: bool = True,
) -> bool:
    """Create a custom event type; return whether it is new. Raises VxgRequestError."""
    try:
        added = await client.add_event_type(camera_id, name, notify=notify)
    except VxgBadRequestError as refusal:
        # 400 and 409 also mean "exists already": only the cloud's list shows which.
        try:
            known = await client.event_type(camera_id, name)
        except VxgRefusedError:
            raise refusal from None
        cameras.async_add_type(camera_id, known)
        return False
    # Details that are missing in the response come with the next read of the types.
    cameras.async_add_type(
        camera_id, added or EventType(name=name, custom=True, notify=notify)
    )
    return True


async def _find_event_id(client: VxgClient, event: PendingEvent) -> int | None:
    """Return the id of an event if the cloud lists it."""
    start, end = event.window
    event_id = None
    try:
        async for page in client.event_pages(
            start=start,
            end=end,
            camera_id=event.camera_id,
            names=[event.event_type],
            # A token that can write can read; a group's token may not be allowed to.
            as_camera=True,
        ):
            page.raise_for_invalid()
            for listed in page.items:
                if event.is_listed_as(listed):
                    event_id = listed.id
    except VxgRefusedError as err:
        # Without permission to read, a duplicate is better than a lost event.
        LOGGER.debug("Could not look for an earlier attempt: %s", err)
    return event_id
