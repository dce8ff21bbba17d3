"""What Home Assistant's log says of the integration."""

from collections.abc import Generator, Iterator
import contextlib
from dataclasses import dataclass
from pathlib import Path
import re

from scripts.demo.settings import ROOT

# Every camera entity here is ours, and so are troubles with its stream.
OURS = re.compile(r"vxg|(?<!components\.)\bcamera\.\w")
PROBLEM_LEVELS = {"WARNING", "ERROR", "CRITICAL"}
# A record, or what Python prints past the logging.
RECORD_START = re.compile(
    rb"^(?:\d{4}-\d\d-\d\d \S+ ([A-Z]+) \([^)]*\) \[|\S+:\d+: \w+(Warning): )",
    re.MULTILINE,
)
# Said of every custom integration; a log without it is not what it seems.
REQUIRED_TEXTS = (
    "[aiohttp.access] ",
    "[custom_components.vxg.aiovxg] GET ",
    "[homeassistant.components.stream.stream.camera.",
    "[libav.",
)
UNTESTED_WARNING = "We found a custom integration vxg which has not been tested"


@dataclass(frozen=True, slots=True)
class LogRecord:
    """A record of the log with all its lines, and where it begins."""

    start: int
    level: str
    text: str

    @property
    def is_problem(self) -> bool:
        """Whether it is above level info."""
        return self.level in PROBLEM_LEVELS

    @property
    def pattern(self) -> str:
        """What it tells, without times and other figures."""
        return re.sub(r"\d+", "", self.text)

    @property
    def is_ours(self) -> bool:
        """Whether the integration wrote it, or it tells of the integration."""
        return OURS.search(self.text) is not None and UNTESTED_WARNING not in self.text


class LogFile:
    """The log of a Home Assistant that is still writing to it."""

    def __init__(self, path: Path) -> None:
        """Begin without a fault."""
        self.path = path
        self._expected: list[tuple[int, int]] = []

    @contextlib.contextmanager
    def expect_errors(self) -> Generator[None]:
        """Excuse what is said of us while a fault is injected."""
        start = self.path.stat().st_size
        try:
            yield
        finally:
            self._expected.append((start, self.path.stat().st_size))

    def problems(self) -> Iterator[LogRecord]:
        """Yield what is above level info and has no excuse."""
        for record in self._records():
            is_expected = any(
                start <= record.start < end for start, end in self._expected
            )
            if record.is_problem and not (is_expected and record.is_ours):
                yield record

    def contains(self, text: str) -> bool:
        """Whether it says something by now, which is written a little later."""
        return text.encode() in self.path.read_bytes()

    def is_complete(self) -> bool:
        """Whether what must be there was found, from each who could tell a secret."""
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
    # The folder of a clone may have our name.
    return content.decode("utf-8", "replace").replace(f"{ROOT}/", "").strip()
