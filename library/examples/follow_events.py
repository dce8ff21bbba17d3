"""Print the next event, with its metadata and whether it came too late to be news."""

import asyncio

from aiovxg import follow_events
from connection import connect


async def main() -> None:
    """Wait for one event; without `break` it goes on for ever."""
    async with connect() as client:
        async for new_event in follow_events(client):
            event = new_event.event
            late = " (late)" if new_event.late else ""
            print(
                f"{event.time} {event.camera_id} {event.name}{late} {dict(event.meta)}"
            )
            break


asyncio.run(main())
