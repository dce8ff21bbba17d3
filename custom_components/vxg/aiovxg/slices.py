"""Work on long lists that leaves others their turn."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from itertools import batched


async def in_slices[ItemT](
    items: Iterable[ItemT], size: int
) -> AsyncGenerator[tuple[ItemT, ...]]:
    """Yield items so many at a time; in between others on the event loop may run."""
    for number, some in enumerate(batched(items, size, strict=False)):
        if number:
            await asyncio.sleep(0)
        yield some
