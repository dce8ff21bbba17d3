"""What is known of cameras, and how orders change it."""

from custom_components.vxg.aiovxg import Camera, EventType
from custom_components.vxg.cameras.state import (
    CameraState,
    changed,
    with_recording_mode,
    with_type,
)

STATES = {1: CameraState(camera=Camera(id=1, name="Door", rec_mode="on"))}


def test_a_type_joins_or_replaces_and_nothing_is_changed_in_place() -> None:
    first = changed(STATES, 1, with_type(EventType(name="a")))
    second = changed(first, 1, with_type(EventType(name="b")))
    third = changed(second, 1, with_type(EventType(name="a", receive=True)))
    assert third[1].types == {
        "a": EventType(name="a", receive=True),
        "b": EventType(name="b"),
    }
    assert STATES[1].types is None


def test_a_recording_mode_changes_nothing_else() -> None:
    state = changed(STATES, 1, with_recording_mode("off"))[1]
    assert state == CameraState(camera=Camera(id=1, name="Door", rec_mode="off"))


def test_a_camera_that_is_gone_stays_so() -> None:
    assert changed(STATES, 2, with_recording_mode("off")) == STATES
