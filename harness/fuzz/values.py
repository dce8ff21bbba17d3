"""Random changes of JSON and of bytes."""

from collections.abc import Callable
from copy import deepcopy
import json
from random import Random
from typing import Any

# Changed values are nested no deeper.
MAX_LEVELS = 8
HTML = b"<html><body><h1>502 Bad gateway</h1></body></html>"

# As Python's JSON can write them; some are no JSON of the standard.
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**31,
    2**63,
    -(2**63) - 1,
    10**30,
    10**400,
    0.5,
    1e308,
    -1e-308,
    float("nan"),
    float("inf"),
    float("-inf"),
    "",
    " ",
    "0",
    "-5",
    "1e400",
    "true",
    "null",
    "\ud800",
    "a\udfffb",
    "\x00",
    "\u202e\u2066\ufeff",
    "x" * 5000,
    "\U0001f98a" * 300,
    "![x](http://192.0.2.1/x.png)",
    "{{ states('sensor.x') }}",
    "%s %n %(x)s {0}",
    "../../../etc/passwd",
    "2026-11-31T12:00:00",
    "0000-01-01T00:00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "1969-12-31T23:59:59Z",
    "2026-03-01T11:59:59.123456789Z",
    1_772_366_400,
    1_772_366_400_000,
    "file:///etc/passwd",
    "http://169.254.169.254/latest",
    "https://user:secret-word-1@192.0.2.1/x?sig=0123456789abcdef",
    "http://[::1",
    "//",
    "javascript:alert(1)",
    [],
    {},
    [[]],
    [None],
    {"": None},
    {"objects": []},
    {"id": {}},
)


def change_json(random: Random, data: Any, secrets: tuple[str, ...]) -> Any:
    """Return a copy of JSON in which a few values are changed."""
    data = json.loads(json.dumps(data))
    changes = random.choice((1, 1, 1, 2, 3, 8))
    # Long lists within long lists would be responses of gigabytes.
    repeats = (1, 5, 1200) if changes == 1 else (1, 5)
    for _ in range(changes):
        data = _change_one(random, data, secrets, repeats)
    return data


def odd_value(random: Random, secrets: tuple[str, ...]) -> Any:
    """Return a value that is not expected, at times one that contains a secret."""
    kind = random.random()
    if kind < 0.05:
        return f"Denied: {random.choice(secrets)}"
    if kind < 0.07:
        return _nested(random.choice((20, 400)))
    if kind < 0.08:
        return [deepcopy(random.choice(ODD_VALUES))] * random.choice((2, 50, 3000))
    if kind < 0.09:
        return {f"key{number}": number for number in range(random.choice((2, 900)))}
    return deepcopy(random.choice(ODD_VALUES))


def _nested(depth: int) -> Any:
    value: Any = 1
    for number in range(depth):
        value = [value] if number % 2 else {"id": value}
    return value


def _change_one(
    random: Random, data: Any, secrets: tuple[str, ...], repeats: tuple[int, ...]
) -> Any:
    places = _places(data) if isinstance(data, dict | list) else []
    if not places or random.random() < 0.05:
        wrapped = ([data], {"objects": data}, {"data": data}, json.dumps(data))
        return random.choice((odd_value(random, secrets), *wrapped))
    parent, key = random.choice(places)
    change = random.random()
    if change < 0.12:
        del parent[key]
    elif change < 0.2 and isinstance(parent, list):
        parent[key:key] = [parent[key]] * random.choice(repeats)
    elif change < 0.25 and isinstance(parent, dict):
        parent[random.choice(("id", "objects", "meta", "next", "", "\ud800"))] = parent[
            key
        ]
    elif change < 0.3:
        parent[key] = [parent[key]]
    else:
        parent[key] = odd_value(random, secrets)
    return data


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Return where values are, those that are nested least first."""
    places: list[tuple[Any, Any]] = []
    level = [data]
    for _ in range(MAX_LEVELS):
        keyed = [
            (item, key)
            for item in level
            for key in (item if isinstance(item, dict) else range(len(item)))
        ]
        places += keyed
        level = [item[key] for item, key in keyed if isinstance(item[key], dict | list)]
    return places


def _flip(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(min(len(changed), random.randint(1, 9))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _insert(random: Random, content: bytes) -> bytes:
    position = random.randint(0, len(content))
    return content[:position] + random.randbytes(9) + content[position:]


def _recode(random: Random, content: bytes) -> bytes:
    name = random.choice(("utf-16", "utf-32", "utf-8-sig", "utf-7", "cp037"))
    return content.decode(errors="replace").encode(name, errors="replace")


BYTES_CHANGES: tuple[Callable[[Random, bytes], bytes], ...] = (
    lambda random, content: content[: random.randint(0, len(content))],
    lambda random, content: content[random.randint(0, len(content)) :],
    _flip,
    _insert,
    _recode,
    lambda random, content: b"",
    lambda random, content: content * 2,
    lambda random, content: b"\xef\xbb\xbf" + content,
    lambda random, content: b")]}',\n" + content,
    lambda random, content: random.randbytes(random.randint(1, 300)),
    lambda random, content: HTML,
    lambda random, content: b"\x00" * 300,
    lambda random, content: b"[" * random.choice((900, 60_000)),
    lambda random, content: b"[" + b"1" * random.choice((30, 5000)) + b"]",
)


def change_bytes(random: Random, content: bytes) -> bytes:
    """Return changed bytes."""
    return random.choice(BYTES_CHANGES)(random, content)
