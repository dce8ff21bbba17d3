"""A plausible life before the cameras, by a seeded schedule."""

import asyncio
from random import Random

from .camera import Camera
from .cloud import FIRST_ID, Cloud

PEOPLE = ("Anna", "Ben", "Chris", "unknown")


def demo_cloud(cameras: int, seed: int, first_id: int = FIRST_ID) -> Cloud:
    """Return a cloud as the demo shows it; the same each time."""
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


def next_event(random: Random, cloud: Cloud) -> tuple[Camera, str, dict[str, str]]:
    """Choose what happens next."""
    camera = random.choice(list(cloud.cameras.values()))
    kind = random.choices(
        ("motion", "sound", "object_and_scene_detection", "net"), (10, 4, 5, 1)
    )[0]
    meta = {
        "motion": {"zone": random.choice(("door", "path", "lawn"))},
        "sound": {"level": str(random.randint(40, 95))},
        "object_and_scene_detection": {
            "Person": str(random.randint(60, 99)),
            "name": random.choice(PEOPLE),
        },
    }
    return camera, kind, meta.get(kind, {})


async def live(cloud: Cloud, seed: int, mean_seconds: float) -> None:
    """Raise events until cancelled, one in so many seconds on average."""
    random = Random(seed)
    while True:
        await asyncio.sleep(min(120, random.expovariate(1 / mean_seconds)))
        camera, kind, meta = next_event(random, cloud)
        if camera.online:
            cloud.raise_event(camera.id, kind, meta)
