"""Recordings, which are computed from a camera's gaps (section 7)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import heapq

from .camera import Camera
from .cloud import Cloud

RECORDING_LENGTH = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording of at most half a minute."""

    camera: Camera
    number: int
    start: datetime
    end: datetime

    @property
    def id(self) -> int:
        """Return an id that is unique among all cameras."""
        return self.number * 10**6 + self.camera.id % 10**6


def recordings(
    cloud: Cloud,
    cameras: Iterable[Camera],
    start: datetime | None,
    end: datetime | None,
    *,
    newest_first: bool = False,
) -> Iterator[Recording]:
    """Yield the recordings of cameras in a time range, ordered by time."""
    return heapq.merge(
        *(_of_camera(cloud, camera, start, end, newest_first) for camera in cameras),
        key=lambda recording: recording.number,
        reverse=newest_first,
    )


def _of_camera(
    cloud: Cloud,
    camera: Camera,
    start: datetime | None,
    end: datetime | None,
    newest_first: bool,
) -> Iterator[Recording]:
    now = cloud.now()
    oldest = now - cloud.retention
    start = oldest if start is None else max(start, oldest)
    end = now if end is None else min(end, now)
    length = RECORDING_LENGTH.total_seconds()
    numbers = range(int(start.timestamp() // length), -int(-end.timestamp() // length))
    for number in reversed(numbers) if newest_first else numbers:
        begin = datetime.fromtimestamp(number * length, UTC)
        # The newest recording grows.
        stop = min(begin + RECORDING_LENGTH, now)
        if not any(begin < last and stop > first for first, last in camera.gaps):
            yield Recording(camera=camera, number=number, start=begin, end=stop)
