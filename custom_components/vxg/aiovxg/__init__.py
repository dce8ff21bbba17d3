"""Asynchronous client of the VXG Cloud VMS. Depends on aiohttp only."""

from .addresses import KNOWN_SECRETS, MediaPolicy
from .client import VxgClient
from .event_log import FUTURE_WINDOW, EventLog, NewEvent
from .exceptions import (
    VxgAuthenticationError,
    VxgBadRequestError,
    VxgCertificateError,
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
    VxgResponseSizeError,
    VxgTimeoutError,
    VxgTokenError,
    VxgUnavailableError,
    VxgUnsupportedStreamError,
)
from .follow import follow_events
from .media import MediaResponse
from .models import Camera, Channel, Event, EventType, LiveStreamUrls, SignedImage
from .pagination import Page, in_batches
from .parse import is_encodable, is_plausible_time
from .recordings import Clip, ClipStatus, PtzCapabilities, RecordingSegment
from .tokens import Token, TokenKind, parse_token, parse_url

__all__ = [
    "FUTURE_WINDOW",
    "KNOWN_SECRETS",
    "Camera",
    "Channel",
    "Clip",
    "ClipStatus",
    "Event",
    "EventLog",
    "EventType",
    "LiveStreamUrls",
    "MediaPolicy",
    "MediaResponse",
    "NewEvent",
    "Page",
    "PtzCapabilities",
    "RecordingSegment",
    "SignedImage",
    "Token",
    "TokenKind",
    "VxgAuthenticationError",
    "VxgBadRequestError",
    "VxgCertificateError",
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
    "VxgResponseSizeError",
    "VxgTimeoutError",
    "VxgTokenError",
    "VxgUnavailableError",
    "VxgUnsupportedStreamError",
    "follow_events",
    "in_batches",
    "is_encodable",
    "is_plausible_time",
    "parse_token",
    "parse_url",
]
