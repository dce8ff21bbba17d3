"""What is remembered stays within its bound."""

from datetime import UTC, datetime

from hypothesis import given, strategies as st

from custom_components.vxg.media.cache import LruCache, MediaCache, SignedUrl


def test_the_least_recently_used_go_first() -> None:
    shelf: LruCache[str, int] = LruCache(2)
    shelf.put("a", 1)
    shelf.put("b", 2)
    assert shelf.get("a") == 1
    shelf.put("c", 3)
    assert [shelf.get(key) for key in "abc"] == [1, None, 3]


def test_a_value_takes_the_place_of_the_one_before() -> None:
    shelf: LruCache[str, bytes] = LruCache(10, len)
    shelf.put("a", b"123")
    shelf.put("a", b"12345")
    assert shelf.weight == 5
    shelf.discard("a")
    shelf.discard("a")
    assert shelf.weight == 0


def test_what_is_above_the_limit_is_not_kept_and_drives_nothing_out() -> None:
    shelf: LruCache[str, bytes] = LruCache(4, len)
    shelf.put("a", b"123")
    shelf.put("b", b"12345")
    assert shelf.get("a") == b"123"
    shelf.put("a", b"12345")
    assert shelf.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 5), st.binary(max_size=8))))
def test_a_shelf_never_weighs_more_than_its_limit(
    puts: list[tuple[int, bytes]],
) -> None:
    shelf: LruCache[int, bytes] = LruCache(16, len)
    for key, value in puts:
        shelf.put(key, value)
        assert shelf.get(key) == value
        kept = [shelf.get(other) for other in range(6)]
        assert shelf.weight == sum(len(each) for each in kept if each) <= 16


def test_nothing_signed_is_shown() -> None:
    memory = MediaCache()
    address = SignedUrl(url="https://media/x?sig=geheim", expires=datetime.now(UTC))
    memory.image_urls.put("event/1", address)
    assert "geheim" not in f"{memory!r} {address!r}"
