"""Hears what Home Assistant says of wrong or outdated use by us, from the first import on."""

import logging
import re
from typing import override

# Such sentences name the integration, whoever logs them.
TOLD = re.compile(r"(?i)^Detected |deprecated")
OURS = re.compile(r"\bvxg\b")


class Listener(logging.Handler):
    """Keeps what was said of us until it is taken."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._heard: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if TOLD.search(text) and OURS.search(text):
            self._heard.append(text)

    def take(self) -> list[str]:
        """Return what was said since this was last asked."""
        heard, self._heard = self._heard, []
        return heard


LISTENER = Listener()
logging.getLogger().addHandler(LISTENER)
