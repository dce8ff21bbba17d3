"""Test lists from servers that mark their end differently."""

from collections.abc import Iterable, Mapping
from typing import Any, override

import pytest

from custom_components.vxg.aiovxg import (
    Event,
    EventType,
    Page,
    VxgResponseError,
    VxgResponseSizeError,
    pagination,
)
from custom_components.vxg.aiovxg.models import ListedModel
from custom_components.vxg.aiovxg.pagination import read_list, read_pages


def event(number: int) -> dict[str, Any]:
    """Return an event as JSON."""
    return {"id": number, "camid": 1, "name": "x", "time": "2024-05-01T12:00:00"}


class Server:
    """A list with a maximum page size and given metadata."""

    def __init__(self, count: int, cap: int, **meta: Any) -> None:
        self.objects = [event(number) for number in range(count)]
        self.cap = cap
        self.meta = meta
        self.offsets: list[int] = []

    async def get(self, page_params: Mapping[str, str | int]) -> Any:
        """Return one page."""
        offset, limit = (
            int(page_params["offset"]),
            min(self.cap, int(page_params["limit"])),
        )
        self.offsets.append(offset)
        more = offset + limit < len(self.objects)
        meta = {
            key: value(more) if callable(value) else value
            for key, value in self.meta.items()
        }
        return {"meta": meta, "objects": self.objects[offset : offset + limit]}


class Responses:
    """Given responses, one after the other."""

    def __init__(self, *responses: Any) -> None:
        self.responses = list(responses)

    async def get(self, page_params: Mapping[str, str | int]) -> Any:
        """Return the next response."""
        return self.responses.pop(0)


def next_link(more: bool) -> str | None:
    """Return the value of `meta.next`."""
    return "/api/v2/storage/events/?limit=3" if more else None


METAS: list[dict[str, Any]] = [
    {},
    {"total_count": 7},
    {"total_count": "7"},
    {"total_count": 7, "limit": 3, "next": next_link},
    {"next": next_link},
    {"next": next_link, "limit": 1000},
    {"next": next_link, "limit": 1000, "total_count": 1},
    {"next": next_link, "limit": 1000, "total_count": 3},
    {"next": None, "limit": 3},
    {"next": None, "limit": "3", "total_count": 0},
    {"next": None, "total_count": 7},
    {"limit": 1000, "total_count": None},
    {"limit": 1000, "total_count": 1},
    {"total_count": 1_000_000},
    {"total_count": -1},
    {"total_count": "many", "limit": "x"},
    {"next": "/for/ever"},
]


@pytest.mark.parametrize("meta", METAS)
@pytest.mark.parametrize("count", [0, 1, 3, 6, 7])
async def test_all_objects_are_read_whatever_metadata_the_server_returns(
    meta: dict[str, Any], count: int
) -> None:
    if meta.get("total_count") in (7, "7"):
        meta = meta | {"total_count": count}
    server = Server(count, cap=3, **meta)
    page = await read_list(server.get, Event)
    assert [item.id for item in page.items] == list(range(count))
    assert page.valid
    assert len(server.offsets) <= count // 3 + 2


@pytest.mark.parametrize(
    "meta",
    [
        {"total_count": 3},
        {"total_count": 3, "limit": 3, "next": None},
        {"limit": 1000, "next": None},
    ],
)
async def test_one_page_is_one_request_if_the_server_marks_the_end(
    meta: dict[str, Any],
) -> None:
    server = Server(3, cap=1000, **meta)
    await read_list(server.get, Event)
    assert server.offsets == [0]


@pytest.mark.parametrize("meta", [{"total_count": 99}, {"next": "/x"}, {}])
async def test_reading_stops_if_the_server_repeats_a_page(meta: dict[str, Any]) -> None:
    calls = 0

    async def get(page_params: Mapping[str, str | int]) -> Any:
        nonlocal calls
        calls += 1
        # Signed addresses differ each time.
        objects = [event(1) | {"thumb": {"url": f"https://x/{calls}"}}, event(2)]
        return {"meta": meta, "objects": objects}

    page = await read_list(get, Event)
    assert [item.id for item in page.items] == [1, 2]
    assert calls == 2


async def test_no_object_is_returned_twice_if_pages_shift_while_they_are_read() -> None:
    meta = {"total_count": 4}
    responses = Responses(
        {"meta": meta, "objects": [event(1), event(2)]},
        {"meta": meta, "objects": [event(2), event(3)]},
    )
    page = await read_list(responses.get, Event)
    assert [item.id for item in page.items] == [1, 2, 3]


async def test_event_types_are_identified_by_name() -> None:
    objects = [{"id": 1, "name": "a"}, {"id": 1, "name": "b"}, {"name": "a"}]
    page = await read_list(
        Responses({"meta": {}, "objects": objects}, None).get, EventType
    )
    assert [item.name for item in page.items] == ["a", "b"]


async def test_reading_stops_if_the_list_never_ends(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pagination, "MAX_PAGES", 3)
    caplog.set_level("DEBUG")
    server = Server(100, cap=1, next=next_link)
    page = await read_list(server.get, Event)
    assert [item.id for item in page.items] == [0, 1, 2]
    assert "does not end" in caplog.text


async def read(response: Any, model: type[ListedModel] = Event) -> Page[Any]:
    """Return the list of one response."""
    return await read_list(Responses(response, None).get, model)


@pytest.mark.parametrize(
    "response",
    [
        None,
        [],
        {"objects": []},
        {"objects": {}},
        {"objects": None},
        {"meta": None, "objects": None},
        {"meta": {"total_count": 0}, "objects": None},
    ],
)
async def test_an_empty_list_is_valid_in_any_format(response: Any) -> None:
    page = await read(response)
    assert page == Page(items=(), valid=True)
    page.raise_for_invalid()


@pytest.mark.parametrize(
    "response",
    [
        {},
        {"meta": {"total_count": 0}},
        {"meta": {"total_count": 5}, "objects": None},
        {"error": "x"},
        {"objects": "x"},
        {"objects": 5},
        {"objects": True},
        {"objects": [1, "x", None]},
        {"objects": {"a": 1}},
        [1],
        "x",
        5,
        True,
    ],
)
async def test_a_response_without_a_list_is_not_valid(response: Any) -> None:
    page = await read(response)
    assert page == Page(items=(), valid=False)
    with pytest.raises(VxgResponseError):
        page.raise_for_invalid()


async def test_a_list_is_not_valid_if_one_of_its_pages_is_not() -> None:
    responses = Responses({"meta": {"total_count": 2}, "objects": [event(1)]}, {})
    page = await read_list(responses.get, Event)
    assert [item.id for item in page.items] == [1]
    assert not page.valid


@pytest.mark.parametrize(
    "response",
    [
        [event(1), event(2)],
        {"objects": [event(1), event(2)]},
        {"objects": {"1": event(1), "2": event(2)}},
        {"objects": [None, event(1), 5, {}, "x", [], event(2), {"id": None}]},
        {"objects": [event(1) | {"x_future": [1]}, event(2), event(3) | {"time": 0}]},
    ],
)
async def test_objects_are_read_in_any_shape_and_unusable_ones_are_skipped(
    response: Any,
) -> None:
    page = await read(response)
    assert [item.id for item in page.items] == [1, 2]
    assert page.valid


async def test_unusable_objects_do_not_end_a_list() -> None:
    server = Server(4, cap=1, total_count=4)
    server.objects[0] = {"id": None}
    server.objects[2] = {"junk": 1}
    page = await read_list(server.get, Event)
    assert [item.id for item in page.items] == [1, 3]


async def test_defaults_replace_missing_and_null_fields() -> None:
    objects: list[Any] = [event(1) | {"camid": None}, event(2), {"id": 3}, 5]
    objects[1] = {key: objects[1][key] for key in ("id", "name", "time")}
    objects.append(event(4))
    pages = read_pages(Responses({"objects": objects}, None).get, Event, {"camid": 7})
    parsed = [item async for page in pages for item in page.items]
    assert [(item.id, item.camera_id) for item in parsed] == [(1, 7), (2, 7), (4, 1)]


@pytest.mark.parametrize(
    "broken",
    [
        {"time": None},
        {"time": "yesterday"},
        {"time": "9999-12-31T23:59:59"},
        {"id": "0b8b7e4c-0f6e-4d0a-9d2f-6a1d5a3f7c11"},
        {"id": 2**70},
        {"camid": []},
        {"name": None},
    ],
)
async def test_a_list_without_any_usable_object_is_not_valid(broken: Any) -> None:
    unusable = [event(1) | broken, event(2) | broken | {"more": 1}]
    assert await read({"objects": unusable}) == Page(items=(), valid=False)
    page = await read({"objects": [*unusable, event(3)]})
    assert page.valid
    assert len(page.items) == 1
    # A page of unusable objects after others is no reason to distrust the list.
    meta = {"total_count": 3}
    responses = Responses(
        {"meta": meta, "objects": [event(3)]}, {"meta": meta, "objects": unusable}
    )
    assert (await read_list(responses.get, Event)).valid


async def test_an_id_with_another_time_is_another_event() -> None:
    again = event(1) | {"time": "2024-05-01T13:00:00"}
    page = await read({"objects": [event(1), again, event(1)]})
    assert [item.time.hour for item in page.items] == [12, 13]


@pytest.mark.parametrize("size", [1000, 10, 3])
@pytest.mark.parametrize("cap", [20, 50, 100])
@pytest.mark.parametrize("count", [0, 1, 19, 20, 100, 101, 350])
async def test_a_total_that_may_be_the_length_of_the_page_is_not_believed(
    cap: int, count: int, size: int
) -> None:
    server = Server(count, cap)
    whole_get = server.get

    async def get(page_params: Mapping[str, str | int]) -> Any:
        response = await whole_get(page_params)
        response["meta"] = {"total_count": len(response["objects"])}
        return response

    pages = read_pages(get, Event, size=size)
    items = [item async for page in pages for item in page.items]
    assert [item.id for item in items] == list(range(count))
    assert len(server.offsets) <= count // min(cap, size) + 2


@pytest.mark.parametrize("most", [1000, 999, 500, 130, 25, 10])
async def test_a_page_that_is_too_large_is_requested_again_half_as_long(
    most: int,
) -> None:
    server = Server(1200, cap=1000, total_count=1200)
    limits: list[int] = []

    async def get(page_params: Mapping[str, str | int]) -> Any:
        limits.append(int(page_params["limit"]))
        if limits[-1] > most:
            raise VxgResponseSizeError("The response is too large")
        return await server.get(page_params)

    page = await read_list(get, Event)
    assert [item.id for item in page.items] == list(range(1200))
    assert limits == sorted(limits, reverse=True)
    assert len(limits) <= 7 + -(-1200 // limits[-1])


async def test_a_list_whose_shortest_page_is_too_large_is_an_error() -> None:
    limits: list[int] = []

    async def get(page_params: Mapping[str, str | int]) -> Any:
        limits.append(int(page_params["limit"]))
        raise VxgResponseSizeError("The response is too large")

    with pytest.raises(VxgResponseSizeError):
        await read_list(get, Event)
    assert limits == [1000, 500, 250, 125, 62, 31, 15, 10]


@pytest.mark.parametrize("shape", ["list", "dict"])
@pytest.mark.parametrize("key", ["id", "name", "camid", "thumb", "meta", "x"])
async def test_values_that_are_nested_too_deep_are_unusable(
    shape: str, key: str
) -> None:
    nested: Any = 1
    for _ in range(100_000):
        nested = [nested] if shape == "list" else {"id": nested}
    page = await read({"objects": [event(1) | {key: nested}, nested, event(2)]})
    assert [item.id for item in page.items][-1] == 2
    assert page.valid


async def test_a_list_without_end_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagination, "MAX_LISTED", 250)
    server = Server(10_000, cap=100, next=next_link)
    page = await read_list(server.get, Event)
    assert [item.id for item in page.items] == list(range(250))
    assert len(server.offsets) == 3


class Handled(set[object]):
    """Keys of handled events."""

    @override
    def __contains__(self, key: object) -> bool:
        try:
            return super().__contains__(key)
        except TypeError:
            return False

    def mark(self, events: Iterable[Event]) -> None:
        """Mark events as handled."""
        self.update(event.key for event in events if event.key is not None)


async def read_handled(server: Server, handled: Handled) -> list[Page[Event]]:
    """Return the pages, and handle each before the next one is read."""
    pages = []
    async for page in read_pages(server.get, Event, handled=handled):
        pages.append(page)
        handled.mark(page.items)
    return pages


@pytest.mark.parametrize("meta", METAS)
@pytest.mark.parametrize("count", [0, 1, 3, 6, 7])
async def test_handled_events_are_counted_only(
    meta: dict[str, Any], count: int
) -> None:
    if meta.get("total_count") in (7, "7"):
        meta = meta | {"total_count": count}
    server = Server(count, cap=3, **meta)
    handled = Handled()
    pages = await read_handled(server, handled)
    assert sum(len(page.items) for page in pages) == count
    requests, server.offsets = server.offsets, []
    again = await read_handled(server, handled)
    # A repeated list costs the same requests, is as valid, and has nothing new.
    assert server.offsets == requests
    assert [page.handled for page in again] == [len(page.items) for page in pages]
    assert not any(page.items for page in again)
    assert all(page.valid for page in again)


@pytest.mark.parametrize("meta", [{"next": "/for/ever"}, {"total_count": 1_000_000}])
async def test_reading_stops_if_the_server_repeats_a_page_of_handled_events(
    meta: dict[str, Any],
) -> None:
    handled = Handled()
    requests = 0

    async def get(_params: Mapping[str, str | int]) -> Any:
        nonlocal requests
        requests += 1
        return {"meta": meta, "objects": [event(1), event(2)]}

    for _ in range(2):
        requests = 0
        async for page in read_pages(get, Event, handled=handled):
            handled.mark(page.items)
        assert requests == 2


@pytest.mark.parametrize(
    "change",
    [
        {"id": 2},
        {"time": "2024-05-01T12:00:00.5"},
        {"thumb": {"url": "https://x.com/1.jpg"}},
        {"meta": {"process": "processed"}},
        {"meta": {"a": [1]}},
        # Forms that are not recognized are parsed each time.
        {"id": 1.0},
        {"time": 1714564800},
    ],
)
async def test_an_event_that_changed_is_not_taken_for_a_handled_one(
    change: dict[str, Any],
) -> None:
    handled = Handled()
    first = Event.from_api({**event(1), "thumb": {}})
    assert first is not None
    handled.mark([first])
    get = Responses([event(1)], [], [{**event(1), **change}], []).get
    for size in (0, 1):
        pages = [page async for page in read_pages(get, Event, handled=handled)]
        assert [len(page.items) for page in pages] == [size]


@pytest.mark.parametrize(
    "item", [{"id": [1]}, {"id": None}, {"time": {}}, {"id": "1", "time": None}, 5]
)
async def test_an_object_without_a_key_is_never_handled(item: Any) -> None:
    handled = Handled()
    parsed = map(Event.from_api, [event(1), {**event(2), "time": 5e8}])
    handled.mark(filter(None, parsed))
    odd = {**event(2), **item} if isinstance(item, dict) else item
    get = Responses([event(1), odd], []).get
    pages = [page async for page in read_pages(get, Event, handled=handled)]
    assert [page.handled for page in pages] == [1]
