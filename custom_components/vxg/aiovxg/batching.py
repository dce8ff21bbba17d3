"""Batches of long lists, so that other tasks get their turn."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import batched


async def in_batches[ItemT](
    items: Sequence[ItemT], size: int
) -> AsyncGenerator[tuple[ItemT, ...]]:
    """Yield items so many at a time; of more than one slice each is a turn of its own."""
    for batch in batched(items, size, strict=False):
        if len(items) > size:
            await asyncio.sleep(0)
        yield batch
