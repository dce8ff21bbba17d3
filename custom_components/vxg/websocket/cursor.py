"""Cursors: where the next page of a query starts."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
import json
from typing import Any, Self

from ..errors import validation_error
from ..helpers.time_range import EPOCH, MICROSECOND

# Of the digest of a query, in hexadecimal.
DIGEST_LENGTH = 16
MAX_CURSOR_LENGTH = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The time of the last event that was listed, and the events listed at that time.

    Events are named by their entry and their id.
    """

    time: datetime
    listed: frozenset[tuple[str, int]] = frozenset()

    def encode(self, query: Mapping[str, Any]) -> str:
        """Return the cursor as text, for use with the same query only."""
        microseconds = (self.time - EPOCH) // MICROSECOND
        content = [query_digest(query), microseconds, sorted(self.listed)]
        packed = json.dumps(content, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(packed).decode()

    @classmethod
    def decode(cls, text: str, query: Mapping[str, Any]) -> Self:
        """Return a cursor of a query. Raises ServiceValidationError for any other."""
        try:
            content = json.loads(base64.urlsafe_b64decode(text.encode()))
        except ValueError, binascii.Error, RecursionError:
            content = None
        match content:
            case [digest, int() as microseconds, list() as listed] if (
                digest == query_digest(query)
            ):
                try:
                    return cls(
                        time=EPOCH + microseconds * MICROSECOND,
                        listed=frozenset(
                            (str(entry_id), int(event_id))
                            for entry_id, event_id in listed
                        ),
                    )
                except ValueError, TypeError, OverflowError:
                    pass
        raise validation_error("bad_cursor")


def query_digest(query: Mapping[str, Any]) -> str:
    """Return a digest that differs for another query."""
    content = json.dumps(query, sort_keys=True, default=str)
    return sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]
