"""Helpers for tests in which one clock moves and another does not."""

from datetime import timedelta

import pytest

from custom_components.vxg.helpers import clocks


def set_house_clock(monkeypatch: pytest.MonkeyPatch, change: timedelta) -> None:
    """Set the house's clock, while no time passes."""
    house_now = clocks.house_now
    monkeypatch.setattr(clocks, "house_now", lambda: house_now() + change)


def stop_monotonic(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Have the monotonic clock miss some seconds of the time that passes."""
    monotonic = clocks.monotonic
    monkeypatch.setattr(clocks, "monotonic", lambda: monotonic() - seconds)
