"""The state of a camera, and how it is changed."""

from custom_components.vxg.aiovxg import Camera, EventType
from custom_components.vxg.cameras.state import CameraState

STATE = CameraState(camera=Camera(id=1, name="Door", rec_mode="on"))


def test_a_type_is_added_or_replaced_and_nothing_is_changed_in_place() -> None:
    first = STATE.with_type(EventType(name="a"))
    second = first.with_type(EventType(name="b"))
    third = second.with_type(EventType(name="a", receive=True))
    assert third.types == {
        "a": EventType(name="a", receive=True),
        "b": EventType(name="b"),
    }
    assert STATE.types is None


def test_a_recording_mode_changes_nothing_else() -> None:
    state = STATE.with_recording_mode("off")
    assert state == CameraState(camera=Camera(id=1, name="Door", rec_mode="off"))
