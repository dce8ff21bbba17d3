"""Bounded caches of media."""

from asyncio import Lock, Semaphore
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import timedelta
from weakref import WeakValueDictionary

from ..aiovxg import RecordingSegment
from ..const import PARALLEL_READS

# Used if the cloud sends no expiry; a URL that expires earlier is fetched anew.
SIGNED_URL_TTL = timedelta(minutes=4)

# Limits of the caches of an entry, which bound its memory.
MAX_IMAGE_BYTES = 32 * 1024 * 1024
MAX_VIDEO_BYTES = 32 * 1024 * 1024
# Two lists of a thousand events or recordings.
MAX_SIGNED_URLS = 2000
MAX_CLIPS = 256


class LruCache[KeyT: Hashable, ValueT]:
    """Cache with a limit on the total weight; evicts the least recently used value."""

    def __init__(
        self, limit: int, get_weight: Callable[[ValueT], int] = lambda _: 1
    ) -> None:
        """Initialize; by default each value has a weight of one."""
        self._limit = limit
        self._weigh = get_weight
        self._values: OrderedDict[KeyT, ValueT] = OrderedDict()
        self.weight = 0

    def get(self, key: KeyT) -> ValueT | None:
        """Return a value, None if it is not cached."""
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def put(self, key: KeyT, value: ValueT) -> None:
        """Store a value, unless it alone exceeds the limit."""
        self.discard(key)
        weight = self._weigh(value)
        if weight > self._limit:
            return
        self._values[key] = value
        self.weight += weight
        while self.weight > self._limit:
            _, evicted = self._values.popitem(last=False)
            self.weight -= self._weigh(evicted)

    def discard(self, key: KeyT) -> None:
        """Remove a value."""
        if key in self._values:
            self.weight -= self._weigh(self._values.pop(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUrl:
    """A signed URL and the uptime when it expires."""

    url: str = field(repr=False)
    expires: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSource:
    """Where a video is: one URL, or consecutive segments.

    The video is an excerpt of `length` seconds that begins at `skip` seconds; without a
    length it is all of one segment. `main_segment` is played if no excerpt can be made.
    `content_type` is that of the bytes, once they were seen. `loaded` is whether to load a segment as a whole; None if that is not known yet, False
    if it is not possible.
    """

    segments: tuple[RecordingSegment, ...]
    expires: timedelta
    main_segment: int = 0
    skip: float = 0
    length: float = 0
    content_type: str | None = None
    loaded: bool | None = None

    @property
    def is_cut(self) -> bool:
        """Return whether the video is an excerpt of the segments."""
        return self.length > 0

    @property
    def in_memory(self) -> bool:
        """Return whether the video is sent from memory, not as it is read."""
        return self.is_cut or self.loaded is True


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaCache:
    """The cached media of an entry, in memory only.

    URLs and sources save a request for each image of a list that was just read, and for
    each part of a video that a player requests. `clips` are the ids of clips that
    actions created, by event id.
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
    # By host: a browser requests all images of a list at once.
    _image_slots: WeakValueDictionary[str, Semaphore] = field(
        default_factory=WeakValueDictionary
    )
    # One excerpt at a time, which bounds memory and load.
    remux_lock: Lock = field(default_factory=Lock)

    def image_slots(self, host: str) -> Semaphore:
        """Return the limit of concurrent requests for images to one host."""
        slots = self._image_slots.get(host)
        if slots is None:
            slots = self._image_slots[host] = Semaphore(PARALLEL_READS)
        return slots
