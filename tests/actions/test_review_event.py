"""Tests for the action review_event, whose marks are those of the vendor's web page."""

from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, Unauthorized
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.vxg.aiovxg import Event, VxgClient, VxgConnectionError
from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, call_action, get_response
from ..conftest import CAMERA_ID, make_entry, set_up

# As the page leaves an event that somebody has opened.
IN_PROGRESS = {
    "process": "in_progress",
    "status_in_progress": "",
    "user_id": "5",
    "start_time": "2026-11-24T12:00:00",
    "Person": "2",
}


def writes(cloud: Cloud) -> list[tuple[str, str]]:
    """Return the method and the tag of each request that changes tags."""
    return [
        (
            request.method,
            request.body["tag"]
            if request.method == "POST"
            else request.path.rstrip("/").rpartition("/")[2],
        )
        for request in cloud.requests
        if request.method != "GET"
    ]


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    ("meta", "fields", "expected", "order"),
    [
        (
            {"Person": "2"},
            {},
            {"Person": "2", "process": "processed", "status_processed": ""},
            [("POST", "process"), ("POST", "status_processed")],
        ),
        (
            {"status_not_handled": "", "result": "true", "result_true": ""},
            {"result": False},
            {
                "process": "processed",
                "status_processed": "",
                "result": "false",
                "result_false": "",
            },
            [
                ("PUT", "result"),
                ("POST", "result_false"),
                ("DELETE", "result_true"),
                ("POST", "process"),
                ("DELETE", "status_not_handled"),
                ("POST", "status_processed"),
            ],
        ),
        (
            IN_PROGRESS,
            {"result": True},
            {
                "process": "processed",
                "status_processed": "",
                "result": "true",
                "result_true": "",
                "user_id": "5",
                "start_time": "2026-11-24T12:00:00",
                "Person": "2",
            },
            [
                ("POST", "result"),
                ("POST", "result_true"),
                ("PUT", "process"),
                ("DELETE", "status_in_progress"),
                ("POST", "status_processed"),
            ],
        ),
        # Again: nothing is left to do.
        ({"process": "processed", "status_processed": "x"}, {}, None, []),
        (
            {
                "process": "processed",
                "status_processed": "",
                "result": "true",
                "result_true": "",
                "description": "Postman",
            },
            {"undo": True},
            {"description": "Postman"},
            [
                ("DELETE", "status_processed"),
                ("DELETE", "process"),
                ("DELETE", "result"),
                ("DELETE", "result_true"),
            ],
        ),
        ({"Person": "2"}, {"undo": True}, None, []),
    ],
)
async def test_the_tags_are_written_in_an_order_that_leaves_no_half_review(
    hass: HomeAssistant,
    cloud: Cloud,
    meta: dict[str, str],
    fields: dict[str, Any],
    expected: dict[str, str] | None,
    order: list[tuple[str, str]],
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", meta)
    cloud.requests.clear()
    response = await get_response(hass, "review_event", event_id=event.id, **fields)
    assert response[CAMERA]["success"] is True
    assert response[CAMERA]["status"] == "updated"
    assert response[CAMERA]["event_id"] == event.id
    assert event.meta == (meta if expected is None else expected)
    assert writes(cloud) == order


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("failing", range(5))
async def test_whatever_fails_leaves_the_event_new_and_can_be_repeated(
    hass: HomeAssistant, cloud: Cloud, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", dict(IN_PROGRESS))
    sent = 0
    with monkeypatch.context() as patched:
        for name in ("set_tag", "delete_tag"):
            original = getattr(VxgClient, name)

            async def write(
                *args: Any, original: Any = original, **kwargs: Any
            ) -> None:
                nonlocal sent
                sent += 1
                if sent > failing:
                    raise VxgConnectionError("Gone")
                await original(*args, **kwargs)

            patched.setattr(VxgClient, name, write)
        with pytest.raises(HomeAssistantError):
            await call_action(hass, "review_event", event_id=event.id, result=True)
    assert sent == failing + 1
    assert "status_processed" not in event.meta
    await call_action(hass, "review_event", event_id=event.id, result=True)
    assert event.meta["status_processed"] == ""
    assert event.meta["process"] == "processed"


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("status", [400, 409])
async def test_a_tag_that_somebody_else_wrote_meanwhile_is_replaced(
    hass: HomeAssistant, cloud: Cloud, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    cloud.wire_format.duplicate_tag_status = status
    event = cloud.raise_event(CAMERA_ID, "motion", {"Person": "2"})
    read = VxgClient.event

    async def read_then_change(*args: Any) -> Event:
        found = await read(*args)
        event.meta["process"] = "in_progress"
        return found

    monkeypatch.setattr(VxgClient, "event", read_then_change)
    await call_action(hass, "review_event", event_id=event.id)
    assert event.meta == {
        "Person": "2",
        "process": "processed",
        "status_processed": "",
    }


@pytest.mark.parametrize("is_group", [False, True])
async def test_tags_are_known_where_only_lists_contain_them(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, is_group: bool
) -> None:
    entry = make_entry(cloud, server, token=cloud.group_token() if is_group else None)
    await set_up(hass, entry)
    cloud.group_list_status = 403
    cloud.wire_format.meta_in_detail = False
    event = cloud.raise_event(CAMERA_ID, "motion", dict(IN_PROGRESS))
    await call_action(hass, "review_event", event_id=event.id, result=True)
    assert "status_in_progress" not in event.meta
    await call_action(hass, "review_event", event_id=event.id, result=False)
    assert "result_true" not in event.meta
    await call_action(hass, "review_event", event_id=event.id, undo=True)
    remaining = {"user_id", "start_time", "Person"}
    assert set(event.meta) == remaining
    await call_action(hass, "update_event", event_id=event.id, remove=["Person"])
    assert set(event.meta) == remaining - {"Person"}
    # A list that fails, or does not contain the event, is no reason to refuse.
    cloud.faults.fail_next(1, path="/storage/events/$", method="GET")
    await call_action(hass, "update_event", event_id=event.id, set={"a": "1"})
    cloud.faults.answer_next(body={"objects": []}, path="/storage/events/$")
    await call_action(hass, "update_event", event_id=event.id, set={"b": "2"})
    assert (event.meta["a"], event.meta["b"]) == ("1", "2")


async def test_an_event_of_another_camera_is_not_reviewed(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    cloud.add_camera(7, "Garden")
    event = cloud.raise_event(7, "motion")
    with pytest.raises(HomeAssistantError):
        await call_action(hass, "review_event", event_id=event.id)
    assert event.meta == {}


@pytest.mark.usefixtures("entry")
async def test_it_takes_the_right_to_control_the_camera(
    hass: HomeAssistant, cloud: Cloud, hass_read_only_user: MockUser
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    context = Context(user_id=hass_read_only_user.id)
    with pytest.raises(Unauthorized):
        await call_action(hass, "review_event", event_id=event.id, context=context)
    assert event.meta == {}
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {CAMERA: True}}})
    await call_action(hass, "review_event", event_id=event.id, context=context)
    assert "status_processed" in event.meta
