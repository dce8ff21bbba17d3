"""Store an event of a type of one's own, with metadata."""

import asyncio
from contextlib import suppress

from aiovxg import VxgBadRequestError
from connection import connect

EVENT_TYPE = "package_delivered"


async def main() -> None:
    """Declare the type where it is missing, then create the event."""
    async with connect() as client:
        camera = (await client.cameras()).items[0]
        # A type that exists is an error of the request.
        with suppress(VxgBadRequestError):
            await client.add_event_type(camera.id, EVENT_TYPE)
        time = await client.server_time()
        meta = {"parcels": "2", "received_by": "Robin"}
        event_id = await client.create_event(
            camera.id, EVENT_TYPE, time=time, meta=meta
        )
        # The cloud lists it seconds later, and until then it cannot be tagged.
        print(f"Created event {event_id} on {camera.name}")


asyncio.run(main())
