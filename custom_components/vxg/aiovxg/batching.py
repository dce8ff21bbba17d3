"""Iteration over long lists without blocking the event loop."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import batched


async def in_batches[ItemT](
    items: Sequence[ItemT], size: int
) -> AsyncGenerator[tuple[ItemT, ...]]:
    """Yield batches of `size` items; yield to the event loop before each of several."""
    for batch in batched(items, size, strict=False):
        if len(items) > size:
            await asyncio.sleep(0)
        yield batch
