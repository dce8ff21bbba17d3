"""The coordinators of the integration."""

from .cameras.coordinator import CameraCoordinator
from .events.coordinator import EventCoordinator

__all__ = ["CameraCoordinator", "EventCoordinator"]
