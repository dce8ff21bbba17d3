"""Malformed input: of the config flow, and the data of actions."""

from base64 import b64decode, b64encode
from collections.abc import Callable
import json
from random import Random
from typing import Any

import voluptuous as vol

from custom_components.vxg.actions import schemas
from custom_components.vxg.aiovxg import VxgError, parse_token, parse_url

from .values import change_bytes, change_json, odd_value

URLS = (
    "https://web.example.com:8443/vxg",
    "http://192.168.1.5:8088",
    "https://[2001:db8::1]/",
)
SCHEMAS = tuple(
    (vol.Schema(value), [str(key) for key in value])
    for name, value in sorted(vars(schemas).items())
    if name.endswith("_SCHEMA")
)


def read_token(random: Random, token: str) -> None:
    """Parse a changed token."""
    content = b64decode(token)
    if random.random() < 0.7:
        content = json.dumps(change_json(random, json.loads(content), (token,))).encode(
            errors="surrogatepass"
        )
    if random.random() < 0.4:
        content = change_bytes(random, content)
    pasted = b64encode(content)
    if random.random() < 0.3:
        pasted = change_bytes(random, pasted)
    parsed = parse_token(pasted.decode(errors="surrogateescape"))
    _ = (parsed.share_id, parsed.end_of_life, parsed.authorization)


def read_url(random: Random, token: str) -> None:
    """Parse a changed address of a server."""
    url = change_bytes(random, random.choice(URLS).encode())
    parse_url(url.decode(errors="surrogateescape"))


def check_action(random: Random, token: str) -> None:
    """Check odd data of an action."""
    schema, fields = random.choice(SCHEMAS)
    chosen = random.sample(fields, random.randint(1, min(4, len(fields))))
    schema({field: odd_value(random, (token,)) for field in chosen})


INPUTS: dict[str, Callable[[Random, str], None]] = {
    "token": read_token,
    "url": read_url,
    "action": check_action,
}
INPUT_ERRORS: tuple[type[Exception], ...] = (VxgError, vol.Invalid)


def refused(change: Callable[[], Any]) -> Exception | None:
    """Return the error with which input was refused."""
    try:
        change()
    except INPUT_ERRORS as err:
        return err
    return None
