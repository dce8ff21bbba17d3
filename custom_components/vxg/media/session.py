"""What it takes to read media: the client, the cloud's clock and the cache."""

from dataclasses import dataclass, field

from ..aiovxg import VxgClient
from ..helpers.cloud_clock import CloudClock
from .cache import MediaCache


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSession:
    """What the functions of this package work with; one for each config entry."""

    client: VxgClient
    clock: CloudClock
    cache: MediaCache = field(default_factory=MediaCache)
