"""Cloud of the demo, with plausible events by a seeded schedule."""

import asyncio
from random import Random

from .camera import Camera
from .cloud import FIRST_ID, Cloud

NAMES = ("Anna", "Ben", "Chris", "unknown")


def demo_cloud(cameras: int, seed: int, first_id: int = FIRST_ID) -> Cloud:
    """Return the cloud of the demo, which depends on the seed only."""
    cloud = Cloud(seed=seed, first_id=first_id)
    names = ("Front door", "Garden", "Driveway", "Garage")
    for number in range(cameras):
        name = names[number] if number < len(names) else f"Camera {number + 1}"
        camera = cloud.add_camera(310245 + number, name)
        camera.add_type({"name": "doorbell_pressed", "custom": True})
        camera.add_type(
            {
                "name": "object_and_scene_detection",
                "caps": {"can_snapshot": True},
                "receive": True,
                "snapshot": True,
            }
        )
        camera.add_type(
            {
                "name": "siren",
                "caps": {"can_be_triggered": True, "can_record": True},
                "receive": True,
                "record": True,
            }
        )
    return cloud


def random_event(random: Random, cloud: Cloud) -> tuple[Camera, str, dict[str, str]]:
    """Return camera, type and metadata of a random event."""
    camera = random.choice(list(cloud.cameras.values()))
    kind = random.choices(
        ("motion", "sound", "object_and_scene_detection", "net"), (10, 4, 5, 1)
    )[0]
    meta = {
        "motion": {"zone": random.choice(("door", "path", "lawn"))},
        "sound": {"level": str(random.randint(40, 95))},
        "object_and_scene_detection": {
            "Person": str(random.randint(60, 99)),
            "name": random.choice(NAMES),
        },
    }
    return camera, kind, meta.get(kind, {})


async def raise_events(cloud: Cloud, seed: int, mean_seconds: float) -> None:
    """Raise random events until cancelled."""
    random = Random(seed)
    while True:
        await asyncio.sleep(min(120, random.expovariate(1 / mean_seconds)))
        camera, kind, meta = random_event(random, cloud)
        if camera.online:
            cloud.raise_event(camera.id, kind, meta)
