"""Test the explanations for language models of administrators."""

from dataclasses import replace
from datetime import timedelta
import json
from operator import attrgetter
from typing import Any

from homeassistant.const import CONF_TOKEN
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..common.assist import expose
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

OWNER = "owner"


@pytest.fixture(autouse=True)
async def _assist(hass: HomeAssistant) -> None:
    MockUser(id=OWNER, is_owner=True).add_to_hass(hass)
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})


async def explain(
    hass: HomeAssistant, user_id: str | None = OWNER, **args: Any
) -> llm.ToolResult:
    """Ask as a user, and return what the tool answers."""
    context = llm.LLMContext(
        platform="test",
        context=Context(user_id=user_id),
        language="en",
        assistant="conversation",
        device_id=None,
    )
    api = await llm.async_get_api(hass, DOMAIN, context)
    [tool] = api.tools
    assert tool.annotations is not None
    assert tool.annotations.read_only
    return await api.async_call_tool(llm.ToolInput(tool.name, args))


async def findings(hass: HomeAssistant) -> tuple[str, str]:
    """Return what is found of the only entry, and of its only camera."""
    data: Any = (await explain(hass)).data
    [entry] = data["entries"]
    [camera] = entry["cameras"]
    assert camera["camera"] == "Front door"
    return " ".join(entry["findings"]), " ".join(camera["findings"])


async def test_a_healthy_entry(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", {"plate": "AB-123"})
    await pass_time(3)
    expose(hass, "camera.front_door")
    of_entry, of_camera = await findings(hass)
    assert "The cloud can be read" in of_entry
    assert "polled every 1 seconds" in of_entry
    assert "1 events were reported since the start, 0 of them late" in of_entry
    assert "Its last event was motion on" in of_camera
    assert "exposed" not in of_camera
    assert "AB-123" not in of_entry + of_camera


async def test_what_may_be_wrong(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    camera = cloud.cameras[CAMERA_ID]
    camera.status = "offline"
    await pass_time(31, times=12)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(minutes=4))
    await pass_time(31, times=12)
    cloud.faults.fail_next(1000, status=503)
    await pass_time(100, times=2)
    of_entry, of_camera = await findings(hass)
    assert "polls fail now" in of_entry
    assert "1 of them late" in of_entry
    assert "Late events start no automation" in of_entry
    for part in (
        "not connected (status offline)",
        "cannot be read now",
        "no event since the start that was not late",
        "1 of its events were late",
        "does not receive from it: snapshot",
        "not exposed to Assist",
    ):
        assert part in of_camera
    cloud.faults.clear()
    await pass_time(100)
    of_entry, _ = await findings(hass)
    assert "Nothing could be read from" in of_entry
    told = json.dumps((await explain(hass)).data)
    assert entry.data[CONF_TOKEN] not in told
    assert server.url not in told


async def test_a_quiet_camera_and_options(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    token = cloud.channel_token(CAMERA_ID, "watch")
    options = {"clocks_behind": {str(CAMERA_ID): 3600}}
    entry = make_entry(cloud, server, token=token, options=options)
    await set_up(hass, entry)
    await pass_time(31, times=4)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(hours=1))
    await pass_time(3)
    await pass_time(26 * 3600)
    of_entry, of_camera = await findings(hass)
    assert "read-only" in of_entry
    assert "it is quiet" in of_camera
    assert "corrected by 3600 seconds" in of_camera


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("events.availability.has_polled", False, "not read yet since the start"),
        ("events.effective_interval", None, "Polling is switched off"),
        ("events.polls_per_camera", True, "cameras are polled one by one"),
        ("clock.skew", timedelta(seconds=-90), "differ by 90 seconds"),
        ("cameras.last_failure", "VxgTimeoutError", "read (VxgTimeoutError)"),
        ("outbox.queues.queued_count", 3, "3 created events wait"),
        ("outbox.dropped_count", 2, "2 created events were dropped"),
        ("events.camera_reads.refused", {CAMERA_ID}, "refuses its list of events"),
    ],
)
async def test_each_trouble_has_a_sentence(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    value: Any,
    expected: str,
) -> None:
    assert expected not in " ".join(await findings(hass))
    owner, _, name = path.rpartition(".")
    part = attrgetter(owner)(entry.runtime_data)
    if isinstance(getattr(type(part), name, None), property):
        monkeypatch.setattr(type(part), name, property(lambda _self: value))
    else:
        monkeypatch.setattr(part, name, value)
    assert expected in " ".join(await findings(hass))


@pytest.mark.parametrize(
    ("types", "expected"),
    [(None, "could not be read yet"), ({}, "has no event types")],
)
async def test_event_types_that_are_missing_are_told(
    hass: HomeAssistant, entry: MockConfigEntry, types: Any, expected: str
) -> None:
    cameras = entry.runtime_data.cameras.data
    cameras[CAMERA_ID] = replace(cameras[CAMERA_ID], types=types)
    assert expected in (await findings(hass))[1]


async def test_an_unexpected_failure_is_answered(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(entry.runtime_data), "camera_name", None)
    result = await explain(hass)
    assert result.error
    assert "TypeError" in str(result.data["error"])


async def test_an_entry_that_is_not_loaded(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    data: Any = (await explain(hass)).data
    [found] = data["entries"]
    assert "not loaded (state not_loaded)" in found["findings"][0]


async def test_cameras_are_named(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    data: Any = (await explain(hass, camera="front door")).data
    assert len(data["entries"][0]["cameras"]) == 1
    data = (await explain(hass, camera="moon")).data
    assert data["entries"][0]["cameras"] == []


@pytest.mark.usefixtures("entry")
async def test_only_administrators_are_answered(
    hass: HomeAssistant, hass_admin_user: MockUser, hass_read_only_user: MockUser
) -> None:
    assert not (await explain(hass, hass_admin_user.id)).error
    # Nobody knows who speaks to a voice assistant device.
    for user_id in (hass_read_only_user.id, None):
        refused = await explain(hass, user_id)
        assert refused.error
        assert "administrators" in str(refused.data["error"])
        assert set(refused.data) == {"error"}


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("camera", [["a"], {"a": 1}, "\ud800", None, 7])
async def test_bad_arguments_are_answered(hass: HomeAssistant, camera: Any) -> None:
    result = await explain(hass, camera=camera)
    assert result.error or result.data["entries"]
