"""What the tests of the outbox share."""

import pytest

from custom_components.vxg.outbox import outbox


@pytest.fixture(autouse=True)
def _stop_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for requests under way: under a frozen clock that takes forever."""
    monkeypatch.setattr(outbox, "STOP_TIMEOUT", 0)
