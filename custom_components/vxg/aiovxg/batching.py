"""Batches of long lists, so that other tasks get their turn."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import batched


async def in_batches[ItemT](
    items: Sequence[ItemT], size: int
) -> AsyncGenerator[tuple[ItemT, ...]]:
    """Yield items in batches, with a turn of the event loop between them."""
    for some in batched(items, size, strict=False):
        if len(items) > size:
            await asyncio.sleep(0)
        yield some
