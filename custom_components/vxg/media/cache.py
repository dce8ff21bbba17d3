"""Bounded caches of media."""

from asyncio import Lock, Semaphore
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..aiovxg import RecordingSegment
from ..const import PARALLEL_READS

# Addresses whose end the cloud does not tell; one that dies earlier is fetched anew.
SIGNED_URL_TTL = timedelta(minutes=4)

# What an entry keeps of media, in memory alone: bytes of pictures and of videos, and
# numbers of addresses (two lists of a thousand) and clips.
MAX_IMAGE_BYTES = 32 * 1024 * 1024
MAX_VIDEO_BYTES = 32 * 1024 * 1024
MAX_SIGNED_URLS = 2000
MAX_CLIPS = 256


class LruCache[KeyT: Hashable, ValueT]:
    """Cache with a limit on the total weight; evicts the least recently used value."""

    def __init__(
        self, limit: int, weigh: Callable[[ValueT], int] = lambda _: 1
    ) -> None:
        """Initialize; without `weigh` each value weighs one."""
        self._limit = limit
        self._weigh = weigh
        self._values: OrderedDict[KeyT, ValueT] = OrderedDict()
        self.weight = 0

    def get(self, key: KeyT) -> ValueT | None:
        """Return a value, None if it is not cached."""
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def put(self, key: KeyT, value: ValueT) -> None:
        """Store a value; one above the limit is not stored."""
        self.discard(key)
        weight = self._weigh(value)
        if weight > self._limit:
            return
        self._values[key] = value
        self.weight += weight
        while self.weight > self._limit:
            _, gone = self._values.popitem(last=False)
            self.weight -= self._weigh(gone)

    def discard(self, key: KeyT) -> None:
        """Remove a value."""
        if key in self._values:
            self.weight -= self._weigh(self._values.pop(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUrl:
    """A signed URL and when it expires."""

    url: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSource:
    """Where a video is: one URL, or consecutive segments.

    `skip` and `length` in seconds say what of them is wanted; without a length it is the
    whole of one. `main` is the piece to play where nothing can be cut out of them.
    """

    segments: tuple[RecordingSegment, ...]
    expires: datetime
    main_segment: int = 0
    skip: float = 0
    length: float = 0

    @property
    def is_cut(self) -> bool:
        """Return whether the video is an excerpt of the segments."""
        return self.length > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaCache:
    """The cached media of an entry, in memory only.

    Pictures and videos are bytes and bounded as such. Addresses and sources spare a
    request for each picture of a list that was just read, and for each part of a video
    that a player asks for. Clips that actions had cut are known by event.
    """

    images: LruCache[str, bytes] = field(
        default_factory=lambda: LruCache(MAX_IMAGE_BYTES, len)
    )
    videos: LruCache[str, bytes] = field(
        default_factory=lambda: LruCache(MAX_VIDEO_BYTES, len)
    )
    image_urls: LruCache[str, SignedUrl] = field(
        default_factory=lambda: LruCache(MAX_SIGNED_URLS)
    )
    video_sources: LruCache[str, VideoSource] = field(
        default_factory=lambda: LruCache(MAX_SIGNED_URLS)
    )
    clips: LruCache[int, int] = field(default_factory=lambda: LruCache(MAX_CLIPS))
    # A list of a thousand pictures must not become a thousand requests at once.
    image_slots: Semaphore = field(default_factory=lambda: Semaphore(PARALLEL_READS))
    # One video is joined at a time, which bounds what that takes.
    remux_lock: Lock = field(default_factory=Lock)
