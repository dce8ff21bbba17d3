"""Keeps signed addresses out of what Home Assistant's player logs."""

import logging
import re
from typing import override

# An address: a name and password, the host, and the rest, which is as good as a key.
STREAM_URL = re.compile(
    r"((?:https?|rtsps?|rtmps?)://)(?:[^/?#\s'\"]*@)?"
    r"((?:\[[0-9a-f:.]+\]|[^/?#\s'\"@<>)\]])+)([/?#]?)[^\s'\"<>)\]]*",
    re.IGNORECASE,
)


def _redact(found: re.Match[str]) -> str:
    """Return an address without what is secret; a host alone stays as it is."""
    scheme, host, more = found.groups()
    return f"{scheme}{host}{more and '/…'}"


# Who tells addresses: the player of one camera, and the library that it plays with.
PLAYER_LOGGER = "homeassistant.components.stream.stream."
LIBRARY_LOGGERS = tuple(
    f"libav.{part}"
    for part in ("hls", "http", "https", "rtmp", "rtmps", "rtsp", "tcp", "tls")
)


class StreamUrlFilter(logging.Filter):
    """Takes the paths of addresses out of what is logged about streams of ours.

    Home Assistant hides passwords in them but not signatures, and tells them even in
    plain errors.
    """

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass, of addresses no more than the host."""
        message = record.getMessage()
        if STREAM_URL.search(message):
            record.msg = STREAM_URL.sub(_redact, message)
            record.args = None
        return True


STREAM_URL_FILTER = StreamUrlFilter()


def redact_stream_urls(entity_id: str) -> None:
    """Keep the addresses of a camera's stream out of the log."""
    for name in (f"{PLAYER_LOGGER}{entity_id}", *LIBRARY_LOGGERS):
        # The same filter twice counts once.
        logging.getLogger(name).addFilter(STREAM_URL_FILTER)
