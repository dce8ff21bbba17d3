"""Tests for what the rendered images show of detected objects."""

from datetime import timedelta

from PIL import ImageChops
import pytest

from simulator import Cloud
from simulator.figures import COATS, COLORS, CROSSING, figures
from simulator.rendering import SIZE, render_frame

from ..conftest import CAMERA_ID
from .conftest import Clock

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def demo(clock: Clock) -> Cloud:
    cloud = Cloud(clock)
    for number in (0, 1):
        cloud.add_camera(CAMERA_ID + number, f"Camera {number}")
    return cloud


@pytest.mark.parametrize("tag", ["Person", "Car", "Cat"])
def test_an_object_crosses_the_scene_around_its_event(demo: Cloud, tag: str) -> None:
    event = demo.raise_event(CAMERA_ID, "objects", {tag: "1"}, listed_after=0)
    camera = demo.cameras[CAMERA_ID]

    def difference(seconds: float) -> tuple[int, int, int, int] | None:
        time = event.time + seconds * SECOND
        seen = figures(demo, camera, time, time)
        frame = render_frame(1, "x", time, SIZE, seen)
        return ImageChops.difference(frame, render_frame(1, "x", time)).getbbox()

    assert difference(-CROSSING.total_seconds()) is None
    assert difference(CROSSING.total_seconds()) is None
    early, late = difference(0), difference(6)
    assert early
    assert late
    assert early[0] < late[0]


def test_other_cameras_and_events_without_objects_show_nothing(demo: Cloud) -> None:
    event = demo.raise_event(CAMERA_ID, "motion", {"zone": "door"}, listed_after=0)
    demo.raise_event(CAMERA_ID + 1, "objects", {"Person": "1"}, listed_after=0)
    assert not figures(demo, demo.cameras[CAMERA_ID], event.time, event.time)


def test_events_of_one_crossing_show_one_figure(demo: Cloud, clock: Clock) -> None:
    start = clock.time
    for _ in range(3):
        demo.raise_event(CAMERA_ID, "objects", {"Person": "1"}, listed_after=0)
        clock.tick(2)
    camera = demo.cameras[CAMERA_ID]
    [figure] = figures(demo, camera, start, clock.time)
    assert figure.color in COATS
    clock.tick(CROSSING.total_seconds())
    demo.raise_event(CAMERA_ID, "objects", {"Person": "1"}, listed_after=0)
    assert len(figures(demo, camera, start, clock.time)) == 2


def test_a_vehicle_has_the_color_of_its_plate(demo: Cloud, clock: Clock) -> None:
    start = clock.time
    demo.raise_event(CAMERA_ID, "objects", {"Car": "1"}, listed_after=0)
    clock.tick(2)
    demo.raise_event(CAMERA_ID, "plates", {"car_color": "red"}, listed_after=0)
    [figure] = figures(demo, demo.cameras[CAMERA_ID], start, clock.time)
    assert figure.color == COLORS["red"]
