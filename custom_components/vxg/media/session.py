"""Dependencies of the functions that fetch media."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..aiovxg import Event, VxgClient
from ..helpers.clocks.cloud_clock import CloudClock
from .cache import MediaCache


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSession:
    """Client, clock and cache of an entry.

    `on_events` is called with events that were listed for media: their images may be
    awaited.
    """

    client: VxgClient
    clock: CloudClock
    on_events: Callable[[Iterable[Event]], None]
    cache: MediaCache = field(default_factory=MediaCache)
