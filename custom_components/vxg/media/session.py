"""Dependencies of the functions that fetch media."""

from dataclasses import dataclass, field

from ..aiovxg import VxgClient
from ..helpers.clocks import CloudClock
from .cache import MediaCache


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSession:
    """Client, clock and cache of an entry."""

    client: VxgClient
    clock: CloudClock
    cache: MediaCache = field(default_factory=MediaCache)
