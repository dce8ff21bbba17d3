"""Count the events of the last day by type, reading page by page."""

import asyncio
from collections import Counter
from datetime import timedelta

from connection import connect


async def main() -> None:
    """Read a day of all cameras."""
    counts: Counter[str] = Counter()
    async with connect() as client:
        end = await client.server_time()
        async for page in client.event_pages(start=end - timedelta(days=1), end=end):
            counts.update(event.name for event in page.items)
    for name, count in counts.most_common():
        print(f"{count:6} {name}")


asyncio.run(main())
