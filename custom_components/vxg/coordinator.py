"""The coordinators of the integration."""

from .cameras.coordinator import ChannelCoordinator
from .events.coordinator import EventCoordinator

__all__ = ["ChannelCoordinator", "EventCoordinator"]
