"""Collects Home Assistant's warnings of deprecated or wrong use by this integration."""

import logging
import re
from typing import override

# Such messages contain the name of the integration, whatever the logger.
WARNING = re.compile(r"(?i)^Detected |deprecated")
DOMAIN_NAME = re.compile(r"\bvxg\b")


class DeprecationHandler(logging.Handler):
    """Collects messages about this integration."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._messages: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if WARNING.search(text) and DOMAIN_NAME.search(text):
            self._messages.append(text)

    def take(self) -> list[str]:
        """Return the messages since the last call."""
        messages, self._messages = self._messages, []
        return messages


DEPRECATIONS = DeprecationHandler()
logging.getLogger().addHandler(DEPRECATIONS)
