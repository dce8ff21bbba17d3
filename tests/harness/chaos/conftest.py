"""Fixtures: tests of the harness need no Home Assistant, as it starts its own."""

import pytest


@pytest.fixture(autouse=True)
def _custom_integrations() -> None:
    """Override the fixture that needs Home Assistant."""
