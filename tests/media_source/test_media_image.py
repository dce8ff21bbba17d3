"""Images of events and clips by their identifiers, as Home Assistant 2026.11 asks for them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from homeassistant.components import media_source
from homeassistant.components.media_source import MediaSourceItem, Unresolvable
from homeassistant.core import HomeAssistant
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.media_source import async_get_media_source
from simulator import Cloud

from ..conftest import CAMERA_ID

type GetImage = Callable[[str], Awaitable[Any]]


@dataclass(slots=True)
class MediaImage:
    """Stand-in for the class of Home Assistant 2026.11."""

    content: bytes
    mime_type: str


@pytest.fixture
async def get_image(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> GetImage:
    """Return a function that gets the image of an identifier within the entry."""
    monkeypatch.setattr(media_source, "MediaImage", MediaImage, raising=False)
    source: Any = await async_get_media_source(hass)

    def get_image(place: str) -> Awaitable[Any]:
        identifier = f"{entry.entry_id}/{place}"
        return source.async_get_media_image(
            MediaSourceItem(hass, "vxg", identifier, None)
        )

    return get_image


async def test_the_image_of_an_event(cloud: Cloud, get_image: GetImage) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    image = await get_image(f"{CAMERA_ID}/event/{event.id}")
    assert isinstance(image, media_source.MediaImage)
    assert image.mime_type == "image/jpeg"
    with Image.open(BytesIO(image.content)) as decoded:
        decoded.load()


async def test_what_has_no_image_is_to_be_resolved_as_a_video(
    cloud: Cloud, get_image: GetImage
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=60)
    assert await get_image(f"{CAMERA_ID}/event/{event.id}") is None
    for place in ("", "/events/*", "/recordings", "/recording/0-1000000"):
        assert await get_image(f"{CAMERA_ID}{place}") is None


@pytest.mark.parametrize(
    "place", ["1/event/1", f"{CAMERA_ID}/event/x", f"{CAMERA_ID}/face"]
)
async def test_foreign_identifiers_are_refused(get_image: GetImage, place: str) -> None:
    with pytest.raises(Unresolvable, match="does not exist"):
        await get_image(place)


async def test_a_cloud_that_fails_is_an_error(
    cloud: Cloud, get_image: GetImage
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    cloud.faults.fail_next(10, status=502)
    with pytest.raises(Unresolvable, match="could not connect"):
        await get_image(f"{CAMERA_ID}/event/{event.id}")


async def test_an_event_of_another_camera_has_no_image_here(
    cloud: Cloud, get_image: GetImage
) -> None:
    cloud.add_camera(CAMERA_ID + 1, "Yard")
    event = cloud.raise_event(CAMERA_ID + 1, "motion", thumb_after=0)
    with pytest.raises(Unresolvable):
        await get_image(f"{CAMERA_ID}/event/{event.id}")
