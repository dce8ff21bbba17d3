"""Step: give images of events to a language model."""

import hashlib
from typing import Any

from scripts.demo.client import wait_until

from .environment import MODEL
from .served_media import CAMERA, IMAGE, NAME, TIMEOUT
from .tour import Tour

# Of Home Assistant; before, AI tasks take images of entities only.
MEDIA_IMAGES_SINCE = (2026, 11)


async def show_images_to_model(tour: Tour) -> None:
    """Show the image of an event to a model, by the identifiers that there are."""
    env = tour.env
    camera_id = env.camera_id(NAME)
    event = env.cloud.raise_event(camera_id, "motion", thumb_after=0)

    async def is_shown() -> bool:
        state = await env.home.state(IMAGE)
        return bool(state["attributes"].get("event_id") == event.id)

    await wait_until(f"The image of {CAMERA}", is_shown, TIMEOUT)
    (entry,) = await env.home.command("config_entries/get", domain="vxg")
    place = f"{entry['entry_id']}/{camera_id}/event/{event.id}"
    image = await env.home.get(f"/api/vxg/picture/{place}", login=True)
    assert image.status == 200, image.status
    expected = hashlib.sha256(image.content).hexdigest()
    media_ids = [f"media-source://image/{IMAGE}"]
    version = (await env.home.command("get_config"))["version"]
    if tuple(map(int, version.split(".")[:2])) >= MEDIA_IMAGES_SINCE:
        media_ids.append(f"media-source://vxg/{place}")
    seen = await _generate_data(tour, media_ids)
    assert seen == [expected] * len(media_ids), f"{seen} for {media_ids}"


async def _generate_data(tour: Tour, media_ids: list[str]) -> Any:
    data = {
        "task_name": "Tour",
        "entity_id": f"ai_task.{MODEL}",
        "instructions": "What does the image show?",
        "attachments": [
            {"media_content_id": media_id, "media_content_type": "image/jpeg"}
            for media_id in media_ids
        ],
    }
    result = await tour.env.home.command(
        "call_service",
        domain="ai_task",
        service="generate_data",
        service_data=data,
        return_response=True,
    )
    return result["response"]["data"]
