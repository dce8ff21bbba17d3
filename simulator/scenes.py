"""Scenes of the demo: events that belong together, as detections write them (section 6)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from random import Random

from .camera import Camera
from .cloud import Cloud

type Metadata = dict[str, str]
type MakeMetadata = Callable[[Random], Metadata]

OBJECTS = "object_and_scene_detection"
PLATES = "plate_recognition"
VEHICLES = (
    ("AB-123-C", "Volvo", "blue", "V60"),
    ("K-774-ZD", "Volkswagen", "white", "Golf"),
    ("XT-042-L", "Toyota", "red", "Yaris"),
    ("GZ-519-R", "Ford", "grey", "Transit"),
)
# How likely a scene is in each hour of a day: quiet nights, busy mornings and evenings.
HOURS = (1, 1, 1, 1, 1, 2, 5, 10, 9, 6, 5, 5, 7, 6, 5, 6, 8, 10, 10, 8, 6, 4, 2, 1)
SCENES_PER_DAY = 90

OFFLINE_BEFORE = timedelta(hours=9)
OFFLINE_FOR = timedelta(minutes=38)
LATE_BEFORE = timedelta(hours=4)
LATE_BY = timedelta(minutes=25)
# Older events have been reviewed, some of them.
REVIEWED_BEFORE = timedelta(hours=10)
REVIEWED_SHARE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An event of a scene, some seconds after its start."""

    after: float
    name: str
    metadata: MakeMetadata


def _motion(zone: str, after: float = 0) -> Step:
    return Step(after=after, name="motion", metadata=lambda _: {"zone": zone})


def _objects(label: str, most: int = 1, after: float = 2) -> Step:
    def make(random: Random) -> Metadata:
        number = f"{random.randint(1, most)}"
        return {label: number, "total": number, OBJECTS: ""}

    return Step(after=after, name=OBJECTS, metadata=make)


def _plate(after: float) -> Step:
    def make(random: Random) -> Metadata:
        plate, brand, color, model = random.choice(VEHICLES)
        return {
            "license_plate": plate,
            "car_brand": brand,
            "car_color": color,
            "car_model": model,
            PLATES: "",
        }

    return Step(after=after, name=PLATES, metadata=make)


SOUND = Step(
    after=0,
    name="sound",
    metadata=lambda random: {"level": f"{random.randint(45, 95)}"},
)
DOORBELL = Step(after=6, name="doorbell_pressed", metadata=lambda _: {})

VISITOR = (_motion("door"), _objects("Person", 2), DOORBELL)
# Scenes by camera, with their weights.
SCENES: Mapping[str, tuple[tuple[int, tuple[Step, ...]], ...]] = {
    "Front door": (
        (4, VISITOR),
        (4, (_motion("path"),)),
        (3, (_motion("path"), _objects("Person"))),
        (2, (SOUND,)),
    ),
    "Garden": (
        (4, (_motion("lawn"),)),
        (3, (_motion("lawn"), _objects("Cat"))),
        (2, (_motion("lawn"), _objects("Person", 3))),
        (1, (SOUND,)),
    ),
    "Driveway": (
        (5, (_motion("gate"), _objects("Car"), _plate(4))),
        (2, (_motion("gate"), _objects("Person"))),
        (1, (SOUND,)),
    ),
    "Garage": ((3, (_motion("inside"),)), (2, (_motion("inside"), _objects("Person")))),
}
OTHER_CAMERAS = SCENES["Garden"]


def scene_events(
    random: Random, camera: Camera, steps: tuple[Step, ...]
) -> Iterator[tuple[float, str, Metadata]]:
    """Yield the events of a scene: seconds after its start, type and metadata."""
    for step in steps:
        if step.name in camera.types:
            yield step.after, step.name, step.metadata(random)


def random_scene(random: Random, cloud: Cloud) -> tuple[Camera, tuple[Step, ...]]:
    """Return a random scene of a random camera."""
    camera = random.choice(list(cloud.cameras.values()))
    scenes = SCENES.get(camera.name, OTHER_CAMERAS)
    weights, steps = zip(*scenes, strict=True)
    return camera, random.choices(steps, weights)[0]


def raise_past_scenes(cloud: Cloud, seed: int, days: int = 1) -> None:
    """Store the events of the past days, with a gap and an event that was stored late.

    Images and recordings are rendered when they are requested.
    """
    if not cloud.cameras:
        return
    random, now = Random(seed), cloud.now()
    camera = list(cloud.cameras.values())[-1]
    offline = now - OFFLINE_BEFORE, now - OFFLINE_BEFORE + OFFLINE_FOR
    camera.gaps.append(offline)
    late = now - LATE_BEFORE
    past: list[tuple[datetime, Camera, str, datetime, Metadata]] = [
        (offline[0], camera, "net", offline[0], {"state": "disconnected"}),
        (offline[1], camera, "net", offline[1], {"state": "connected"}),
        (late + LATE_BY, camera, "motion", late, {"zone": "inside"}),
    ]
    for number in range(SCENES_PER_DAY * days):
        seen_by, steps = random_scene(random, cloud)
        start = _random_time(random, now - timedelta(days=days), now)
        for after, name, metadata in scene_events(random, seen_by, steps):
            time = start + timedelta(seconds=after)
            if seen_by is camera and offline[0] <= time <= offline[1]:
                continue
            if time < now - REVIEWED_BEFORE and random.random() < REVIEWED_SHARE:
                metadata.update(_review(number))
            past.append((time, seen_by, name, time, metadata))
    for stored, seen_by, name, time, metadata in sorted(past, key=itemgetter(0)):
        delay = (stored - now).total_seconds()
        cloud.raise_event(seen_by.id, name, metadata, time, stored_after=delay)


def _random_time(random: Random, start: datetime, end: datetime) -> datetime:
    """Return a time at a plausible hour."""
    while True:
        time = start + (end - start) * random.random()
        if random.random() * max(HOURS) < HOURS[time.hour]:
            return time


def _review(number: int) -> Metadata:
    """Return the tags of a review, as the vendor's web page writes them."""
    tags = {"process": "processed", "status_processed": ""}
    if number % 3:
        tags |= {"result": "true", "result_true": ""}
    return tags
