"""Tests for the bounded caches."""

from datetime import UTC, datetime

from hypothesis import given, strategies as st

from custom_components.vxg.media.cache import LruCache, MediaCache, SignedUrl


def test_the_least_recently_used_value_is_evicted_first() -> None:
    cache: LruCache[str, int] = LruCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_a_value_replaces_the_previous_one() -> None:
    cache: LruCache[str, bytes] = LruCache(10, len)
    cache.put("a", b"123")
    cache.put("a", b"12345")
    assert cache.weight == 5
    cache.discard("a")
    cache.discard("a")
    assert cache.weight == 0


def test_a_value_above_the_limit_is_not_stored_and_evicts_nothing() -> None:
    cache: LruCache[str, bytes] = LruCache(4, len)
    cache.put("a", b"123")
    cache.put("b", b"12345")
    assert cache.get("a") == b"123"
    cache.put("a", b"12345")
    assert cache.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 5), st.binary(max_size=8))))
def test_the_weight_never_exceeds_the_limit(
    puts: list[tuple[int, bytes]],
) -> None:
    cache: LruCache[int, bytes] = LruCache(16, len)
    for key, value in puts:
        cache.put(key, value)
        assert cache.get(key) == value
        values = [cache.get(other) for other in range(6)]
        assert cache.weight == sum(len(value) for value in values if value) <= 16


def test_signed_urls_are_not_in_the_representation() -> None:
    cache = MediaCache()
    signed_url = SignedUrl(url="https://media/x?sig=geheim", expires=datetime.now(UTC))
    cache.image_urls.put("event/1", signed_url)
    assert "geheim" not in f"{cache!r} {signed_url!r}"
