"""Sending an event: look for an earlier attempt, ensure its type, create it."""

from ..aiovxg import (
    Event,
    EventLog,
    EventType,
    VxgBadRequestError,
    VxgClient,
    VxgConnectionError,
    VxgRefusedError,
    VxgRequestError,
)
from ..cameras.coordinator import CameraCoordinator
from ..const import LOGGER
from ..helpers import clocks
from .pending_event import PendingEvent


async def async_send_event(
    client: VxgClient, cameras: CameraCoordinator, log: EventLog, event: PendingEvent
) -> int | None:
    """Create an event unless an earlier attempt did; return its id if known.

    Raises VxgRequestError; `attempted_at` is set if the event may have been created.
    """
    if event.attempted_at is not None:
        listed = await _list_like(client, event)
        event_id = event.find_in(listed, has_fractions=log.known.has_fractions)
        if event_id is not None:
            LOGGER.debug("Event %s exists already", event_id)
            return event_id
        event.known_ids |= {item.id for item in listed}
        event.attempted_at = None
    if event.create_event_type:
        await async_ensure_event_type(
            client, cameras, event.camera_id, event.event_type
        )
        event.create_event_type = False
    # Set before the request: it may be saved meanwhile, or the task be cancelled.
    event.known_ids |= log.known.ids_between(*event.window)
    event.attempted_at = clocks.monotonic()
    try:
        return await client.create_event(
            event.camera_id, event.event_type, time=event.time, meta=event.meta
        )
    except VxgRequestError as err:
        uncertain = isinstance(err, VxgConnectionError) and not err.not_executed
        event.attempted_at = clocks.monotonic() if uncertain else None
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


async def _list_like(client: VxgClient, event: PendingEvent) -> list[Event]:
    """Return the listed events of an event's camera, type and time."""
    start, end = event.window
    listed: list[Event] = []
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
            listed += page.items
    except VxgRefusedError as err:
        # Without permission to read, a duplicate is better than a lost event.
        LOGGER.debug("Could not look for an earlier attempt: %s", err)
    return listed
