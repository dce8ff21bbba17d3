"""Test the actions that create, trigger and declare events."""

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
    UnknownUser,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID, PassTime, make_entry, set_up

CAMERA = "camera.front_door"


async def call(
    hass: HomeAssistant, action: str, *, target: Any = CAMERA, **data: Any
) -> dict[str, Any]:
    context = data.pop("context", None)
    response = await hass.services.async_call(
        DOMAIN,
        action,
        {ATTR_ENTITY_ID: target, **data},
        blocking=True,
        return_response=True,
        context=context,
    )
    assert isinstance(response, dict)
    return response


@pytest.fixture
async def loaded(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> MockConfigEntry:
    """Return the entry with an empty request log."""
    cloud.cameras[CAMERA_ID].add_type({"name": "custom_event", "custom": True})
    cloud.cameras[CAMERA_ID].add_type(
        {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
    )
    await entry.runtime_data.cameras.async_refresh_camera(CAMERA_ID)
    await hass.async_block_till_done(wait_background_tasks=True)
    cloud.requests.clear()
    return entry


@pytest.mark.usefixtures("loaded")
async def test_create_event_sends_one_request(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    response = await call(
        hass,
        "create_event",
        event_type="custom_event",
        metadata={"text": "Anna", "count": 2, "ratio": 0.5, "yes": True, "no": False},
    )
    (event,) = cloud.events
    assert event.meta == {
        "text": "Anna",
        "count": "2",
        "ratio": "0.5",
        "yes": "true",
        "no": "false",
    }
    assert len(cloud.requests) == 1
    assert response == {
        CAMERA: {
            "success": True,
            "status": "created",
            "event_id": event.id,
            "time": event.time.isoformat(),
            "error": None,
        }
    }


@pytest.mark.usefixtures("loaded")
async def test_a_time_without_a_time_zone_is_local(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    await call(
        hass, "create_event", event_type="custom_event", time="2026-07-01 12:00:00"
    )
    await call(
        hass,
        "create_event",
        event_type="custom_event",
        time="2026-07-01T12:00:00+00:00",
    )
    assert [event.time for event in cloud.events] == [
        datetime(2026, 7, 1, 10, tzinfo=UTC),
        datetime(2026, 7, 1, 12, tzinfo=UTC),
    ]


async def test_the_default_time_is_that_of_the_clouds_clock(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.skew = timedelta(hours=5)
    await set_up(hass, make_entry(cloud, server))
    await call(hass, "create_event", event_type="motion")
    assert cloud.events[0].time == datetime.now(UTC) + timedelta(hours=5)


@pytest.mark.usefixtures("loaded")
async def test_trigger_event_sends_a_command_and_the_event_appears_later(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    response = await call(hass, "trigger_event", event_type="siren", metadata={"a": 1})
    assert len(cloud.requests) == 1
    assert response[CAMERA]["status"] == "triggered"
    assert response[CAMERA]["event_id"] is None
    for _ in range(10):
        await pass_time(2)
    assert hass.states.get("binary_sensor.front_door_siren").state == "on"


@pytest.mark.usefixtures("loaded")
async def test_add_event_type_adds_its_entities_at_once(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    response = await call(hass, "add_event_type", event_type="gate", notify=False)
    await hass.async_block_till_done()
    assert response[CAMERA]["status"] == "added"
    assert len(cloud.requests) == 1
    assert cloud.requests[0].body == {"name": "gate", "notify": False}
    assert hass.states.get("button.front_door_create_gate_event") is not None

    response = await call(hass, "add_event_type", event_type="gate")
    assert response[CAMERA]["status"] == "exists"
    assert len(cloud.requests) == 1


@pytest.mark.usefixtures("loaded")
async def test_a_type_that_was_added_elsewhere_exists(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].add_type({"name": "gate", "custom": True})
    response = await call(hass, "add_event_type", event_type="gate")
    await hass.async_block_till_done()
    assert response[CAMERA]["status"] == "exists"
    assert hass.states.get("button.front_door_create_gate_event") is not None


@pytest.mark.usefixtures("loaded")
async def test_a_refused_type_is_an_error(hass: HomeAssistant, cloud: Cloud) -> None:
    cloud.faults.fail_next(1, status=400, method="POST")
    with pytest.raises(HomeAssistantError) as caught:
        await call(hass, "add_event_type", event_type="gate")
    assert caught.value.translation_key == "refused"
    cloud.faults.fail_next(1, status=500, method="POST")
    with pytest.raises(HomeAssistantError) as caught:
        await call(hass, "add_event_type", event_type="gate")
    assert caught.value.translation_key == "cannot_connect"


@pytest.mark.usefixtures("loaded")
async def test_create_event_adds_the_type_if_requested(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    await call(hass, "create_event", event_type="guest", create_event_type=True)
    assert [event.name for event in cloud.events] == ["guest"]
    assert len(cloud.requests) == 2
    await call(hass, "create_event", event_type="guest", create_event_type=True)
    assert len(cloud.requests) == 3


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("action", "data", "key"),
    [
        ("create_event", {"event_type": "guest"}, "unknown_event_type"),
        ("create_event", {"event_type": "  "}, "no_event_type"),
        ("add_event_type", {"event_type": ""}, "no_event_type"),
        ("trigger_event", {"event_type": "guest"}, "unknown_event_type"),
        ("trigger_event", {"event_type": "custom_event"}, "not_triggerable"),
        *(
            (action, {"event_type": "siren", "metadata": metadata}, key)
            for action in ("create_event", "trigger_event")
            for metadata, key in (
                ({"a.b": "x"}, "bad_tag"),
                ({"a@b": "x"}, "bad_tag"),
                ({"": "x"}, "bad_tag"),
                ({"a": None}, "bad_metadata_value"),
                ({"a": {"b": 1}}, "bad_metadata_value"),
                ({"a": ["b"]}, "bad_metadata_value"),
                ({"a": "x" * 256}, "metadata_too_long"),
                ({"a" * 256: "x"}, "metadata_too_long"),
            )
        ),
        (
            "create_event",
            {"event_type": "siren", "time": "2999-01-01 00:00:00"},
            "bad_time",
        ),
        (
            "create_event",
            {"event_type": "siren", "time": "0001-01-01T00:00:00+14:00"},
            "bad_time",
        ),
    ],
)
async def test_invalid_input_is_refused_without_a_request(
    hass: HomeAssistant, cloud: Cloud, action: str, data: dict[str, Any], key: str
) -> None:
    with pytest.raises(ServiceValidationError) as caught:
        await call(hass, action, **data)
    assert caught.value.translation_key == key
    assert "Front door" in str(caught.value)
    if event_type := data["event_type"].strip():
        assert event_type in str(caught.value)
    assert not cloud.requests


async def test_an_offline_camera_allows_created_but_not_triggered_events(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    cloud.cameras[CAMERA_ID].status = "offline"
    await loaded.runtime_data.cameras.async_refresh()
    cloud.requests.clear()
    with pytest.raises(ServiceValidationError) as caught:
        await call(hass, "trigger_event", event_type="siren")
    assert caught.value.translation_key == "camera_offline"
    assert not cloud.requests
    response = await call(hass, "create_event", event_type="siren")
    assert response[CAMERA]["success"]


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_a_read_only_token_sends_nothing(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, kind: str
) -> None:
    if kind == "channel":
        token = cloud.channel_token(CAMERA_ID, access="watch")
    else:
        cloud.channel_token(CAMERA_ID, access="watch")
        token = cloud.group_token(access="watch")
    await set_up(hass, make_entry(cloud, server, token=token))
    cloud.requests.clear()
    for action in ("create_event", "trigger_event", "add_event_type"):
        with pytest.raises(ServiceValidationError) as caught:
            await call(hass, action, event_type="motion")
        assert caught.value.translation_key == "read_only_token"
        # The same for events, event types and commands.
        assert "Front door: the token is read-only." in str(caught.value)
    assert not cloud.requests


async def test_a_group_uses_the_cameras_own_token(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    cloud.requests.clear()
    await call(hass, "create_event", event_type="motion")
    assert [(r.method, r.scheme) for r in cloud.requests] == [("POST", "Acc")]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("status", "key"),
    [
        (400, "refused"),
        (401, "token_refused"),
        (403, "not_allowed"),
        (404, "not_found"),
        (409, "refused"),
        (429, "rate_limited"),
        (500, "cannot_connect"),
        (503, "cloud_unavailable"),
    ],
)
async def test_a_refused_request_is_a_translated_error(
    hass: HomeAssistant, cloud: Cloud, status: int, key: str
) -> None:
    for action, more in (("create_event", {"queue": False}), ("trigger_event", {})):
        cloud.faults.fail_next(1, status=status, method="POST")
        with pytest.raises(HomeAssistantError) as caught:
            await call(hass, action, event_type="siren", **more)
        assert caught.value.translation_key == key
        assert str(caught.value).startswith("Front door: ")
    assert not cloud.events


async def test_create_event_without_a_queue_raises_during_an_outage(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    cloud.faults.drop_next(10_000)
    for _ in range(5):
        await pass_time(61)
    assert hass.states.get("binary_sensor.front_door_motion").state == "unavailable"
    with pytest.raises(HomeAssistantError) as caught:
        await hass.services.async_call(
            DOMAIN,
            "create_event",
            {ATTR_ENTITY_ID: CAMERA, "event_type": "motion", "queue": False},
            blocking=True,
        )
    assert caught.value.translation_key == "cannot_connect"


async def test_each_camera_has_its_own_result(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden")
    cloud.add_camera(8, "Yard")
    for camera in cloud.cameras.values():
        camera.add_type(
            {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
        )
    cloud.cameras[7].status = "offline"
    cloud.channel_token(8, access="watch")
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    target = [CAMERA, "camera.garden", "camera.yard"]
    cloud.requests.clear()

    response = await call(hass, "trigger_event", target=target, event_type="siren")
    assert response[CAMERA]["success"]
    assert response["camera.garden"] == {
        "success": False,
        "status": None,
        "event_id": None,
        "time": None,
        "error": {
            "key": "camera_offline",
            "message": "Garden is offline and cannot trigger siren",
        },
    }
    assert response["camera.yard"]["error"]["key"] == "read_only_token"
    assert len(cloud.requests) == 1

    with pytest.raises(ServiceValidationError) as caught:
        await hass.services.async_call(
            DOMAIN,
            "trigger_event",
            {ATTR_ENTITY_ID: target, "event_type": "siren"},
            blocking=True,
        )
    assert caught.value.translation_key == "several_failed"
    assert "camera.garden" in str(caught.value)
    assert "camera.yard" in str(caught.value)
    assert len(cloud.requests) == 2

    with pytest.raises(ServiceValidationError):
        await call(hass, "trigger_event", target=target[1:], event_type="siren")


@pytest.mark.usefixtures("loaded")
async def test_unexpected_errors_are_not_results(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "custom_components.vxg.aiovxg.VxgClient.create_event", lambda *_, **__: 1 / 0
    )
    with pytest.raises(HomeAssistantError) as caught:
        await call(hass, "create_event", event_type="siren")
    assert caught.value.translation_key == "unexpected_error"


@pytest.mark.usefixtures("loaded")
async def test_event_types_are_added_by_administrators_only(
    hass: HomeAssistant,
    cloud: Cloud,
    hass_admin_user: MockUser,
    hass_read_only_user: MockUser,
) -> None:
    member = MockUser(name="member").add_to_hass(hass)
    member.mock_policy({"entities": True})
    with pytest.raises(Unauthorized):
        await call(
            hass, "add_event_type", event_type="x", context=Context(user_id=member.id)
        )
    with pytest.raises(UnknownUser):
        await call(
            hass, "add_event_type", event_type="x", context=Context(user_id="nobody")
        )
    assert not cloud.requests
    await call(hass, "create_event", event_type="motion", context=Context(member.id))
    await call(
        hass,
        "add_event_type",
        event_type="x",
        context=Context(user_id=hass_admin_user.id),
    )


@pytest.mark.usefixtures("loaded")
async def test_a_policy_that_excludes_a_camera_is_obeyed(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    member = MockUser(name="member").add_to_hass(hass)
    member.mock_policy({"entities": {"entity_ids": {"camera.other": True}}})
    with pytest.raises(Unauthorized):
        await call(
            hass, "create_event", event_type="motion", context=Context(member.id)
        )
    assert not cloud.requests


async def test_actions_are_registered_before_any_entry_is_loaded(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    assert set(hass.services.async_services_for_domain(DOMAIN)) == {
        "add_event_type",
        "create_clip",
        "create_event",
        "get_events",
        "ptz",
        "review_event",
        "trigger_event",
        "update_event",
        "update_event_type",
    }


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("button", "path"),
    [
        ("button.front_door_trigger_siren", "/siren/trigger/"),
        ("button.front_door_create_custom_event_event", "/storage/events/"),
    ],
)
async def test_a_button_triggers_an_event(
    hass: HomeAssistant, cloud: Cloud, button: str, path: str
) -> None:
    await hass.services.async_call(
        "button", "press", {ATTR_ENTITY_ID: button}, blocking=True
    )
    (request,) = cloud.requests
    assert request.method == "POST"
    assert request.path.endswith(path)


async def test_a_camera_whose_types_were_never_read_can_be_triggered(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.cameras[CAMERA_ID].add_type(
        {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
    )
    cloud.faults.fail_next(1, status=404, path="event_processing/events/")
    await set_up(hass, make_entry(cloud, server))
    cloud.requests.clear()
    response = await call(hass, "trigger_event", event_type="siren")
    assert response[CAMERA]["status"] == "triggered"
    response = await call(hass, "create_event", event_type="siren")
    assert response[CAMERA]["status"] == "created"
    assert len(cloud.requests) == 2
