"""Tests for the state of a camera."""

from custom_components.vxg.aiovxg import Camera, EventType
from custom_components.vxg.cameras.state import CameraState

STATE = CameraState(camera=Camera(id=1, name="Door", rec_mode="on"))


def test_an_event_type_is_added_or_replaced_in_a_copy() -> None:
    first = STATE.with_type(EventType(name="a"))
    second = first.with_type(EventType(name="b"))
    third = second.with_type(EventType(name="a", receive=True))
    assert third.types == {
        "a": EventType(name="a", receive=True),
        "b": EventType(name="b"),
    }
    assert STATE.types is None


def test_a_recording_mode_is_changed_in_a_copy() -> None:
    state = STATE.with_recording_mode("off")
    assert state == CameraState(camera=Camera(id=1, name="Door", rec_mode="off"))
