"""Test that the log at debug level tells what became of an event."""

from datetime import timedelta
import logging
from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from simulator import Cloud

from ..conftest import CAMERA_ID, PassTime

PAGE = Path(__file__).parent.parent.parent / "docs" / "troubleshooting.md"


@pytest.fixture(autouse=True)
def _debug(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "custom_components.vxg")


def lines(caplog: pytest.LogCaptureFixture, event_id: int) -> list[str]:
    """Return the lines about an event."""
    return [
        record.getMessage()
        for record in caplog.records
        if f"Event {event_id}" in record.getMessage()
    ]


@pytest.mark.usefixtures("entry")
async def test_an_event_and_its_image_are_a_story(
    hass: HomeAssistant,
    cloud: Cloud,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", listed_after=1, thumb_after=6)
    for _ in range(5):
        await pass_time(2)
    listed, image = lines(caplog, event.id)
    start, _, end = listed.partition(": first listed ")
    assert start == f"Event {event.id} (motion) of camera {CAMERA_ID}"
    seconds, _, verdict = end.partition(" s after its time, ")
    assert 1 <= float(seconds) <= 3
    assert verdict == "fresh"
    assert image == f"Event {event.id}: its image is available"
    # As the page shows it.
    page = PAGE.read_text(encoding="utf-8")
    assert f"Event 4711 (motion) of camera {CAMERA_ID}: first listed 1.4 s" in page
    assert "Event 4711: its image is available" in page


@pytest.mark.usefixtures("entry")
async def test_a_late_event_says_why_nothing_happened(
    hass: HomeAssistant,
    cloud: Cloud,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    time = cloud.now() - timedelta(seconds=130)
    event = cloud.raise_event(CAMERA_ID, "motion", time=time)
    await pass_time(40)
    (listed,) = lines(caplog, event.id)
    assert listed.endswith(", late")


@pytest.mark.usefixtures("entry")
async def test_an_idle_poll_is_one_line(
    hass: HomeAssistant, pass_time: PassTime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    await pass_time(2)
    assert [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.vxg")
        and "Finished fetching" not in record.getMessage()
    ] == ["GET /api/v2/storage/events/: 200"]
