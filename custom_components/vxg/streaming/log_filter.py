"""Keeps signed addresses out of what Home Assistant's player logs."""

import logging
import re
from typing import override

# An address: a name and password, the host, and the rest, which is as good as a key.
ADDRESS = re.compile(
    r"((?:https?|rtsps?|rtmps?)://)(?:[^/?#\s'\"]*@)?"
    r"((?:\[[0-9a-f:.]+\]|[^/?#\s'\"@<>)\]])+)([/?#]?)[^\s'\"<>)\]]*",
    re.IGNORECASE,
)


def _shortened(found: re.Match[str]) -> str:
    """Return an address without what is secret; a host alone stays as it is."""
    scheme, host, more = found.groups()
    return f"{scheme}{host}{more and '/…'}"


# Who tells addresses: the player of one camera, and the library that it plays with.
PLAYER = "homeassistant.components.stream.stream."
LIBRARY = tuple(
    f"libav.{part}"
    for part in ("hls", "http", "https", "rtmp", "rtmps", "rtsp", "tcp", "tls")
)


class AddressFilter(logging.Filter):
    """Takes the paths of addresses out of what is logged about streams of ours.

    Home Assistant hides passwords in them but not signatures, and tells them even in
    plain errors.
    """

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass, of addresses no more than the host."""
        message = record.getMessage()
        if ADDRESS.search(message):
            record.msg = ADDRESS.sub(_shortened, message)
            record.args = None
        return True


ADDRESS_FILTER = AddressFilter()


def hide_addresses(entity_id: str) -> None:
    """Keep the addresses of a camera's stream out of the log."""
    for name in (f"{PLAYER}{entity_id}", *LIBRARY):
        # The same filter twice counts once.
        logging.getLogger(name).addFilter(ADDRESS_FILTER)
