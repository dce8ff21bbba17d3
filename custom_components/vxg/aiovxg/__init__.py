"""Client of the VXG Cloud VMS: asyncio, no requirement but aiohttp, no Home Assistant."""

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
from .paging import Page
from .slices import in_slices
from .tokens import Token, TokenKind, parse_token, parse_url

__all__ = [
    "Camera",
    "Channel",
    "Delivery",
    "Event",
    "EventLog",
    "EventType",
    "Live",
    "Page",
    "Picture",
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
