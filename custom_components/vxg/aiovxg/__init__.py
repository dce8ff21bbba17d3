"""Client of the VXG Cloud VMS: asyncio, no requirement but aiohttp, no Home Assistant."""

from .batching import in_slices
from .client import VxgClient
from .event_log import Delivery, EventLog
from .exceptions import (
    VxgAuthenticationError,
    VxgBadRequestError,
    VxgConnectionError,
    VxgError,
    VxgInsecureUrlError,
    VxgInvalidTokenError,
    VxgLicenseKeyError,
    VxgMediaError,
    VxgMediaExpiredError,
    VxgMediaMissingError,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRateLimitError,
    VxgRefusedError,
    VxgRequestError,
    VxgResponseError,
    VxgTimeoutError,
    VxgTokenError,
    VxgUnavailableError,
)
from .models import Camera, Channel, Event, EventType, Live, Picture
from .pagination import Page
from .ptz import Ptz
from .recordings import Clip, ClipStatus, Footage, Record
from .tokens import Token, TokenKind, parse_token, parse_url
from .transport import MediaAnswer

__all__ = [
    "Camera",
    "Channel",
    "Clip",
    "ClipStatus",
    "Delivery",
    "Event",
    "EventLog",
    "EventType",
    "Footage",
    "Live",
    "MediaAnswer",
    "Page",
    "Picture",
    "Ptz",
    "Record",
    "Token",
    "TokenKind",
    "VxgAuthenticationError",
    "VxgBadRequestError",
    "VxgClient",
    "VxgConnectionError",
    "VxgError",
    "VxgInsecureUrlError",
    "VxgInvalidTokenError",
    "VxgLicenseKeyError",
    "VxgMediaError",
    "VxgMediaExpiredError",
    "VxgMediaMissingError",
    "VxgNotFoundError",
    "VxgPermissionError",
    "VxgRateLimitError",
    "VxgRefusedError",
    "VxgRequestError",
    "VxgResponseError",
    "VxgTimeoutError",
    "VxgTokenError",
    "VxgUnavailableError",
    "in_slices",
    "parse_token",
    "parse_url",
]
