"""Home Assistant's log, checked for problems of the integration."""

from collections.abc import Generator, Iterator
import contextlib
from dataclasses import dataclass
from pathlib import Path
import re

from scripts.demo.settings import ROOT

# All camera entities are the integration's, and so are problems of their streams.
OURS = re.compile(r"vxg|(?<!components\.)\bcamera\.\w")
PROBLEM_LEVELS = {"WARNING", "ERROR", "CRITICAL"}
# Start of a record, or of a warning that Python prints directly.
RECORD_START = re.compile(
    rb"^(?:\d{4}-\d\d-\d\d \S+ ([A-Z]+) \([^)]*\) \[|\S+:\d+: \w+(Warning): )",
    re.MULTILINE,
)
# Loggers that could reveal a secret; without their records the check proves nothing.
REQUIRED_TEXTS = (
    "[aiohttp.access] ",
    "[custom_components.vxg.aiovxg] GET ",
    "[homeassistant.components.stream.stream.camera.",
    "[libav.",
)
# Logged for every custom integration; a log without it cannot be parsed as expected.
UNTESTED_WARNING = "We found a custom integration vxg which has not been tested"


@dataclass(frozen=True, slots=True)
class LogRecord:
    """A log record with all its lines; `start` is its position in the file."""

    start: int
    level: str
    text: str

    @property
    def is_problem(self) -> bool:
        """Return whether its level is above info."""
        return self.level in PROBLEM_LEVELS

    @property
    def pattern(self) -> str:
        """Return the text without times and other numbers."""
        return re.sub(r"\d+", "", self.text)

    @property
    def is_ours(self) -> bool:
        """Return whether the integration wrote it or is mentioned in it."""
        return OURS.search(self.text) is not None and UNTESTED_WARNING not in self.text


class LogFile:
    """Log file of a running Home Assistant."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._expected: list[tuple[int, int]] = []
        self._expected_texts: list[str] = []

    def expect_text(self, text: str) -> None:
        """Ignore problems of the integration with a text."""
        self._expected_texts.append(text)

    @contextlib.contextmanager
    def expect_errors(self) -> Generator[None]:
        """Ignore problems of the integration while a fault is injected."""
        start = self.path.stat().st_size
        try:
            yield
        finally:
            self._expected.append((start, self.path.stat().st_size))

    def problems(self) -> Iterator[LogRecord]:
        """Yield the records above level info, except expected ones."""
        for record in self._records():
            is_expected = any(
                start <= record.start < end for start, end in self._expected
            ) or any(text in record.text for text in self._expected_texts)
            if record.is_problem and not (is_expected and record.is_ours):
                yield record

    def contains(self, text: str) -> bool:
        """Return whether the log contains a text; records are written with a delay."""
        return self.count(text) > 0

    def count(self, text: str) -> int:
        """Return how often the log contains a text."""
        return self.path.read_bytes().count(text.encode())

    def is_complete(self) -> bool:
        """Return whether all required loggers wrote and records are recognized."""
        is_warned = any(
            record.is_problem and UNTESTED_WARNING in record.text
            for record in self._records()
        )
        return is_warned and all(map(self.contains, REQUIRED_TEXTS))

    def _records(self) -> Iterator[LogRecord]:
        content = self.path.read_bytes()
        matches = list(RECORD_START.finditer(content))
        ends = [*(match.start() for match in matches[1:]), len(content)]
        for match, end in zip(matches, ends, strict=False):
            level = (match[1] or match[2]).decode().upper()
            yield LogRecord(match.start(), level, _text(content[match.start() : end]))


def _text(content: bytes) -> str:
    # The path of the repository may contain the integration's name.
    return content.decode("utf-8", "replace").replace(f"{ROOT}/", "").strip()
