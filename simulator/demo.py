"""Cloud of the demo, with plausible events by a seeded schedule."""

import asyncio
from datetime import timedelta
from random import Random

from .camera import Camera
from .cloud import FIRST_ID, Cloud
from .scenes import OBJECTS, PLATES, VISITOR, Step, random_scene, scene_events

EVENTS_PATH = "/api/v2/storage/events"

# In seconds: from the start, and from the first poll of a client, to a scene. The start
# of a client takes longer than that of the cloud.
FIRST_SCENE_AFTER = 3
MAX_PAUSE = 120
# After the first poll, one event is stored late.
LATE_AFTER = 40
LATE_BY = timedelta(minutes=4)


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
                "name": OBJECTS,
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
        if name == "Driveway":
            camera.add_type(
                {
                    "name": PLATES,
                    "caps": {"can_snapshot": True},
                    "receive": True,
                    "snapshot": True,
                }
            )
    return cloud


async def raise_events(cloud: Cloud, seed: int, mean_seconds: float) -> None:
    """Raise random events until cancelled."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_welcome_client(cloud, Random(seed)))
        random, pause = Random(seed), float(FIRST_SCENE_AFTER)
        while True:
            await asyncio.sleep(pause)
            if cloud.cameras:
                await _play(cloud, random, *random_scene(random, cloud))
            pause = min(MAX_PAUSE, random.expovariate(1 / mean_seconds))


async def _welcome_client(cloud: Cloud, random: Random) -> None:
    """Raise events soon after the first poll of a client, and one that is late."""

    def is_polled() -> bool:
        return any(one.path.startswith(EVENTS_PATH) for one in cloud.requests)

    while not is_polled():  # noqa: ASYNC110 - a cloud has no I/O of its own
        await asyncio.sleep(0.5)
    camera = next(iter(cloud.cameras.values()))
    await asyncio.sleep(FIRST_SCENE_AFTER)
    await _play(cloud, random, camera, VISITOR)
    await asyncio.sleep(LATE_AFTER)
    if camera.online:
        time = cloud.now() - LATE_BY
        cloud.raise_event(camera.id, "motion", {"zone": "path"}, time)


async def _play(
    cloud: Cloud, random: Random, camera: Camera, steps: tuple[Step, ...]
) -> None:
    """Raise the events of a scene at their times, while the camera is online."""
    passed = 0.0
    for after, name, metadata in scene_events(random, camera, steps):
        await asyncio.sleep(after - passed)
        passed = after
        if camera.online:
            cloud.raise_event(camera.id, name, metadata)
