"""A simulated VXG cloud, written from the API documentation alone."""

from .camera import Camera
from .cloud import Cloud
from .faults import Faults, Gate
from .models import RecordedRequest, StoredEvent
from .server import CloudServer

__all__ = [
    "Camera",
    "Cloud",
    "CloudServer",
    "Faults",
    "Gate",
    "RecordedRequest",
    "StoredEvent",
]
