"""Long lists in slices: nothing is lost, and others have their turn."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.vxg.aiovxg import Event, in_batches
from custom_components.vxg.aiovxg.pagination import PARSE_BATCH, read_pages


class Turns:
    """Somebody else on the event loop, who counts how often it is their turn."""

    def __init__(self) -> None:
        self.taken = 0
        self._task = asyncio.create_task(self._take())

    async def _take(self) -> None:
        while True:
            self.taken += 1
            await asyncio.sleep(0)

    def end(self) -> None:
        self._task.cancel()


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (9, [3, 3, 3])],
)
async def test_each_item_comes_once_and_others_have_a_turn_before_each_slice(
    count: int, sizes: list[int]
) -> None:
    turns = Turns()
    found = [some async for some in in_batches(range(count), 3)]
    assert [len(some) for some in found] == sizes
    assert [item for some in found for item in some] == list(range(count))
    assert turns.taken == (len(sizes) if len(sizes) > 1 else 0)
    turns.end()


async def test_a_long_page_is_read_in_slices() -> None:
    time = datetime(2024, 5, 1, tzinfo=UTC).isoformat()
    objects: list[Any] = [
        {"id": number, "camid": 1, "name": "motion", "time": time}
        for number in range(3 * PARSE_BATCH)
    ]
    objects[7] = None

    async def get(_place: Any) -> Any:
        return {"meta": {"total_count": len(objects)}, "objects": objects}

    turns = Turns()
    pages = [page async for page in read_pages(get, Event)]
    assert [event.id for event in pages[0].items] == [
        number for number in range(3 * PARSE_BATCH) if number != 7
    ]
    assert turns.taken == 3
    turns.end()
