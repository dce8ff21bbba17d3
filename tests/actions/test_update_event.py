"""Tests for the actions update_event and update_event_type."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, call_action, get_response, sent_requests
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

UPDATED = {
    "success": True,
    "status": "updated",
    "event_id": None,
    "time": None,
    "error": None,
}


@pytest.fixture
async def loaded(cloud: Cloud, entry: MockConfigEntry) -> MockConfigEntry:
    """Return the entry, with an empty request log."""
    cloud.requests.clear()
    return entry


def current_type(entry: MockConfigEntry, name: str = "motion") -> Any:
    """Return the current state of an event type."""
    return entry.runtime_data.cameras.data[CAMERA_ID].types[name]


async def test_a_type_is_changed_with_one_request_and_updated_at_once(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    changes = {
        "receive": False,
        "record": False,
        "snapshot": False,
        "notify": False,
        "generate_images": True,
    }
    response = await get_response(
        hass, "update_event_type", event_type="motion", **changes
    )
    assert response == {CAMERA: UPDATED}
    (request,) = cloud.requests
    assert (request.method, request.body) == ("PUT", changes)
    stored = cloud.cameras[CAMERA_ID].types["motion"]
    assert {key: stored[key] for key in changes} == changes
    assert {key: getattr(current_type(loaded), key) for key in changes} == changes


async def test_a_period_is_sent_in_whole_seconds(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    # A form sends floats.
    await call_action(hass, "update_event_type", event_type="snapshot", period=300.0)
    assert cloud.requests[0].body == {"period": 300}
    assert current_type(loaded, "snapshot").period == 300


async def test_an_empty_or_partial_response_is_a_success(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    for body in ({}, {"name": "motion", "receive": False}):
        cloud.faults.answer_next(body=body, method="PUT")
        await call_action(hass, "update_event_type", event_type="motion", receive=False)
        assert current_type(loaded).receive is False
        assert current_type(loaded).can_record is True


async def test_the_settings_in_the_response_are_applied(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    unchanged = dict(cloud.cameras[CAMERA_ID].types["motion"])
    cloud.faults.answer_next(body=unchanged, method="PUT")
    await call_action(hass, "update_event_type", event_type="motion", receive=False)
    assert current_type(loaded).receive is True


async def test_a_concurrent_read_does_not_restore_the_old_settings(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    cameras = loaded.runtime_data.cameras
    before = dict(cloud.cameras[CAMERA_ID].types["motion"])
    page = {"meta": {"total_count": 1}, "objects": [before]}
    gate = cloud.faults.hold(method="GET", path=f"cameras/{CAMERA_ID}/$", count=1)
    cloud.faults.answer_next(body=page, method="GET", path="event_processing/events")
    read = hass.async_create_task(cameras.async_refresh_camera(CAMERA_ID))
    await gate.reached()
    await call_action(hass, "update_event_type", event_type="motion", receive=False)
    gate.release()
    await read
    await hass.async_block_till_done(wait_background_tasks=True)
    assert current_type(loaded).receive is False


async def test_after_a_lost_response_the_camera_is_read_again(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, pass_time: PassTime
) -> None:
    # aiohttp repeats idempotent requests once.
    cloud.faults.lose_answer_next(2, method="PUT")
    with pytest.raises(HomeAssistantError) as caught:
        await get_response(
            hass, "update_event_type", event_type="motion", receive=False
        )
    assert caught.value.translation_key == "cannot_connect"
    await pass_time(2)
    assert current_type(loaded).receive is False


async def test_while_types_were_never_read_the_cloud_decides(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.faults.fail_next(1, status=404, path="event_processing/events/")
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    cloud.faults.answer_next(body={}, method="PUT")
    await call_action(hass, "update_event_type", event_type="motion", notify=False)
    assert entry.runtime_data.cameras.data[CAMERA_ID].types is None
    with pytest.raises(HomeAssistantError, match="No event type ghost"):
        await call_action(hass, "update_event_type", event_type="ghost", notify=False)


@pytest.mark.usefixtures("loaded")
async def test_tags_are_set_and_removed_with_as_few_requests_as_possible(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    meta = {"old": "1", "same": "1", "gone": "1", "kept": "1"}
    event = cloud.raise_event(CAMERA_ID, "motion", meta)
    response = await get_response(
        hass,
        "update_event",
        event_id=event.id,
        set={"old": 2, "same": 1, "new": True},
        remove=["gone", "never"],
    )
    assert response == {
        CAMERA: {**UPDATED, "event_id": event.id, "time": event.time.isoformat()}
    }
    assert event.meta == {"old": "2", "same": "1", "new": "true", "kept": "1"}
    assert sent_requests(cloud) == [
        ("GET", str(event.id)),
        ("PUT", "old"),
        ("POST", "meta"),
        ("DELETE", "gone"),
    ]
    # Repeating it changes nothing, so nothing is sent.
    cloud.requests.clear()
    repeated = {"event_id": event.id, "set": {"new": True}, "remove": "gone"}
    await call_action(hass, "update_event", **repeated)
    assert [request.method for request in cloud.requests] == ["GET"]


@pytest.mark.usefixtures("loaded")
async def test_a_tag_that_was_deleted_meanwhile_is_a_success(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"a": "1", "b": "1"})
    cloud.faults.fail_next(1, status=404, method="DELETE")
    response = await get_response(
        hass, "update_event", event_id=event.id, remove=["a", "b"]
    )
    assert response[CAMERA]["success"] is True
    assert len(event.meta) == 1


async def test_an_event_of_another_camera_is_not_changed(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden")
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    event = cloud.raise_event(7, "motion")
    with pytest.raises(ServiceValidationError) as caught:
        await call_action(hass, "update_event", event_id=event.id, set={"a": 1})
    assert caught.value.translation_key == "foreign_event"
    assert event.meta == {}
    response = await get_response(
        hass,
        "update_event",
        target=[CAMERA, "camera.garden"],
        event_id=event.id,
        set={"a": 1},
    )
    assert response[CAMERA]["error"]["key"] == "foreign_event"
    assert response["camera.garden"]["success"] is True
    assert event.meta == {"a": "1"}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_the_clouds_message_about_a_tag_is_part_of_the_error(
    hass: HomeAssistant, cloud: Cloud, method: str
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    cloud.faults.fail_next(
        1, status=400, method=method, path="/events/", detail="Not today"
    )
    with pytest.raises(HomeAssistantError, match="Not today"):
        await call_action(hass, "update_event", event_id=event.id, set={"a": 1})
    # A partial failure can be repeated as a whole.
    await call_action(hass, "update_event", event_id=event.id, set={"a": 1})
    assert event.meta == {"a": "1"}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("action", "fields", "key"),
    [
        ("update_event_type", {"event_type": "motion"}, "nothing_to_change"),
        (
            "update_event_type",
            {"event_type": "ghost", "receive": True},
            "unknown_event_type",
        ),
        ("update_event_type", {"event_type": "net", "record": True}, "not_offered"),
        ("update_event_type", {"event_type": "net", "snapshot": True}, "not_offered"),
        ("update_event_type", {"event_type": "motion", "period": 5}, "not_offered"),
        ("update_event_type", {"event_type": "snapshot", "period": -1}, "bad_period"),
        ("update_event", {"event_id": 1}, "nothing_to_change"),
        ("update_event", {"event_id": 1, "set": {"a.b": 1}}, "bad_tag"),
        ("update_event", {"event_id": 1, "set": {"a": None}}, "bad_metadata_value"),
        ("update_event", {"event_id": 1, "set": {"a": "x" * 256}}, "metadata_too_long"),
        ("update_event", {"event_id": 1, "remove": ["a@b"]}, "bad_tag"),
        (
            "update_event",
            {"event_id": 1, "set": {"a": 1}, "remove": ["a"]},
            "tag_set_and_removed",
        ),
    ],
)
async def test_an_invalid_request_is_refused_without_a_request_to_the_cloud(
    hass: HomeAssistant, cloud: Cloud, action: str, fields: dict[str, Any], key: str
) -> None:
    with pytest.raises(ServiceValidationError) as caught:
        await get_response(hass, action, **fields)
    assert caught.value.translation_key == key
    assert "Front door" in str(caught.value)
    assert "{" not in str(caught.value)
    assert not cloud.requests


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_an_event_that_a_group_token_may_not_read_is_updated(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, status: int
) -> None:
    cloud.add_camera(61, "Garden")
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    event = cloud.raise_event(CAMERA_ID, "motion")
    # Only the first request has the group token.
    cloud.faults.fail_next(status=status, path=rf"/events/{event.id}/$", method="GET")
    await call_action(hass, "update_event", event_id=event.id, set={"seen": "yes"})
    assert event.meta["seen"] == "yes"


@pytest.mark.parametrize(
    ("caption", "stored"),
    [
        ("A person with a parcel", "A person with a parcel"),
        ("Two\n\nlines,\tand \u202ereversed\x07\u200b", "Two lines, and reversed"),
        ("x" * 256, "x" * 254 + "…"),
        ("{{ states('sensor.x') }}", "{{ states('sensor.x') }}"),
        # What templates make of a text.
        (["a", "b"], "['a', 'b']"),
        ({"a": 1}, "{'a': 1}"),
        (12, "12"),
    ],
)
async def test_a_caption_is_one_line_that_fits(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    caption: Any,
    stored: str,
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"Person": "81"})
    await call_action(
        hass, "update_event", event_id=event.id, set={"caption": caption, "seen": True}
    )
    assert event.meta == {"Person": "81", "caption": stored, "seen": "true"}


async def test_other_tags_are_not_cut(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    for value in ("x" * 256, ["a"]):
        with pytest.raises(ServiceValidationError):
            await call_action(
                hass, "update_event", event_id=event.id, set={"note": value}
            )
    assert not event.meta
