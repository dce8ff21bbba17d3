"""Save a current image of the first camera as `live.jpg`."""

import asyncio
from pathlib import Path

from connection import connect


async def main() -> None:
    """Ask for a signed address, then fetch it: never with the token."""
    async with connect() as client:
        camera = (await client.cameras()).items[0]
        image = await client.live_image(camera.id)
        content, _ = await client.media.fetch(image.url, max_bytes=10_000_000)
    await asyncio.to_thread(Path("live.jpg").write_bytes, content)
    print(f"Saved {len(content)} bytes of {camera.name}")


asyncio.run(main())
