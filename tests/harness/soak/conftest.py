"""Tests of the harness itself need no Home Assistant: it starts its own elsewhere."""

import pytest


@pytest.fixture(autouse=True)
def _custom_integrations() -> None:
    """Do without."""
