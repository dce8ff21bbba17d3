"""Helpers for tests in which one clock moves and another does not."""

from datetime import timedelta

import pytest

from custom_components.vxg.helpers import cloud_clock


def set_house_clock(monkeypatch: pytest.MonkeyPatch, change: timedelta) -> None:
    """Set the house's clock, while no time passes."""
    house_now = cloud_clock.house_now
    monkeypatch.setattr(cloud_clock, "house_now", lambda: house_now() + change)


def stop_monotonic(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Have the monotonic clock miss some seconds of the time that passes."""
    monotonic = cloud_clock.monotonic
    monkeypatch.setattr(cloud_clock, "monotonic", lambda: monotonic() - seconds)
