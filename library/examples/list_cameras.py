"""Print each camera with its event types."""

import asyncio

from connection import connect


async def main() -> None:
    """Read the cameras, then the types of each."""
    async with connect() as client:
        cameras = await client.cameras()
        cameras.raise_for_invalid()
        for camera in cameras.items:
            types = await client.event_types(camera.id)
            names = ", ".join(event_type.name for event_type in types.items)
            print(f"{camera.id} {camera.name} ({camera.status}): {names}")


asyncio.run(main())
