"""Test that long lists are processed in batches."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.vxg.aiovxg import Event, in_batches
from custom_components.vxg.aiovxg.pagination import PARSE_BATCH, read_pages


class TurnCounter:
    """Another task, which counts how often it runs."""

    def __init__(self) -> None:
        self.count = 0
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while True:
            self.count += 1
            await asyncio.sleep(0)

    def stop(self) -> None:
        self._task.cancel()


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (9, [3, 3, 3])],
)
async def test_each_item_is_yielded_once_and_other_tasks_run_before_each_batch(
    count: int, sizes: list[int]
) -> None:
    turns = TurnCounter()
    batches = [batch async for batch in in_batches(range(count), 3)]
    assert [len(batch) for batch in batches] == sizes
    assert [item for batch in batches for item in batch] == list(range(count))
    assert turns.count == (len(sizes) if len(sizes) > 1 else 0)
    turns.stop()


async def test_a_long_page_is_parsed_in_batches() -> None:
    time = datetime(2024, 5, 1, tzinfo=UTC).isoformat()
    objects: list[Any] = [
        {"id": number, "camid": 1, "name": "motion", "time": time}
        for number in range(3 * PARSE_BATCH)
    ]
    objects[7] = None

    async def get(_page_params: Any) -> Any:
        return {"meta": {"total_count": len(objects)}, "objects": objects}

    turns = TurnCounter()
    pages = [page async for page in read_pages(get, Event)]
    assert [event.id for event in pages[0].items] == [
        number for number in range(3 * PARSE_BATCH) if number != 7
    ]
    assert turns.count == 3
    turns.stop()
