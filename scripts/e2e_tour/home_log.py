"""What Home Assistant's log says of the integration."""

from collections.abc import Generator, Iterator
import contextlib
from dataclasses import dataclass
from pathlib import Path
import re

from scripts.demo.settings import ROOT

# Every camera entity here is ours, and so are troubles with its stream.
OURS = re.compile(r"vxg|(?<!components\.)\bcamera\.\w")
LOUD = {"WARNING", "ERROR", "CRITICAL"}
# A record, or what Python prints past the logging.
RECORD = re.compile(
    rb"^(?:\d{4}-\d\d-\d\d \S+ ([A-Z]+) \([^)]*\) \[|\S+:\d+: \w+(Warning): )",
    re.MULTILINE,
)
# Said of every custom integration; a log without it is not what it seems.
TALKERS = (
    "[aiohttp.access] ",
    "[custom_components.vxg.aiovxg] GET ",
    "[homeassistant.components.stream.stream.camera.",
    "[libav.",
)
UNAVOIDABLE = "We found a custom integration vxg which has not been tested"


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the log with all its lines, and where it begins."""

    start: int
    level: str
    text: str

    @property
    def is_loud(self) -> bool:
        """Whether it is above level info."""
        return self.level in LOUD

    @property
    def gist(self) -> str:
        """What it tells, without times and other figures."""
        return re.sub(r"\d+", "", self.text)

    @property
    def is_ours(self) -> bool:
        """Whether the integration wrote it, or it tells of the integration."""
        return OURS.search(self.text) is not None and UNAVOIDABLE not in self.text


class HomeLog:
    """The log of a Home Assistant that is still writing to it."""

    def __init__(self, path: Path) -> None:
        """Begin without a fault."""
        self.path = path
        self._faults: list[tuple[int, int]] = []

    @contextlib.contextmanager
    def fault(self) -> Generator[None]:
        """Excuse what is said of us while a fault is injected."""
        start = self.path.stat().st_size
        try:
            yield
        finally:
            self._faults.append((start, self.path.stat().st_size))

    def loud(self) -> Iterator[Record]:
        """Yield what is above level info and has no excuse."""
        for record in self._records():
            excused = any(start <= record.start < end for start, end in self._faults)
            if record.is_loud and not (excused and record.is_ours):
                yield record

    def tells(self, text: str) -> bool:
        """Whether it says something by now, which is written a little later."""
        return text.encode() in self.path.read_bytes()

    def is_understood(self) -> bool:
        """Whether what must be there was found, from each who could tell a secret."""
        is_warned = any(
            record.is_loud and UNAVOIDABLE in record.text for record in self._records()
        )
        return is_warned and all(map(self.tells, TALKERS))

    def _records(self) -> Iterator[Record]:
        content = self.path.read_bytes()
        found = list(RECORD.finditer(content))
        ends = [*(one.start() for one in found[1:]), len(content)]
        for one, end in zip(found, ends, strict=False):
            level = (one[1] or one[2]).decode().upper()
            yield Record(one.start(), level, _text(content[one.start() : end]))


def _text(content: bytes) -> str:
    # The folder of a clone may have our name.
    return content.decode("utf-8", "replace").replace(f"{ROOT}/", "").strip()
