"""No credential is to be found anywhere but in the config entry."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import timedelta
import json
import logging
import traceback
from typing import Any
from urllib.parse import quote, quote_plus

from homeassistant.components.camera import get_camera_from_entity_id
from homeassistant.components.media_source import (
    async_browse_media,
    async_resolve_media,
)
from homeassistant.config_entries import SOURCE_USER
from homeassistant.const import (
    ATTR_ENTITY_ID,
    CONF_TOKEN,
    CONF_URL,
    CONF_VERIFY_SSL,
    MATCH_ALL,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.aiovxg.addresses import SecretRegistry
from custom_components.vxg.const import DOMAIN, EVENT_VXG
from custom_components.vxg.diagnostics import async_get_config_entry_diagnostics
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

LOGIN = "pull-camera-login"
PASSWORD = "pull camera/pass+word"
FAULTS = ("html", "cut", "drop", "401", "403", "echo", "429", "500")


def inner(token: str) -> str:
    return str(json.loads(b64decode(token))["token"])


def spellings(cloud: Cloud, token: str) -> Iterator[str]:
    """Yield all that must not be seen, in each form that it could have."""
    own = cloud.camera_tokens[CAMERA_ID]
    for secret in (
        token,
        inner(token),
        inner(token).rpartition(".")[2],
        own,
        inner(own),
        LOGIN,
        PASSWORD,
    ):
        yield from {
            secret,
            quote(secret, safe=""),
            quote(secret),
            quote_plus(secret),
            b64encode(secret.encode()).decode(),
        }


def assert_clean(text: str, cloud: Cloud, token: str) -> None:
    found = [secret for secret in spellings(cloud, token) if secret in text]
    assert not found


def meet(cloud: Cloud, fault: str, count: int, token: str) -> None:
    """Let the cloud answer with a fault; some of them quote the token back."""
    match fault:
        case "html":
            cloud.faults.html_next(count)
        case "cut":
            cloud.faults.truncate_next(count)
        case "drop":
            cloud.faults.drop_next(count)
        case "429":
            cloud.faults.rate_limit(count, retry_after=1)
        case "echo":
            detail = f"Acc {token} / {inner(token)} / {quote(token, safe='')} refused"
            cloud.faults.answer_next(
                body={"status": 400, "errorType": "bad", "errorDetail": detail},
                status=400,
                count=count,
            )
        case _:
            cloud.faults.fail_next(count, status=int(fault))


@pytest.fixture(autouse=True)
def _logs_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find what would only be hidden because the secret is known."""
    monkeypatch.setattr(SecretRegistry, "redact", lambda _, text: text)


@pytest.fixture
def pull_camera(cloud: Cloud) -> None:
    cloud.channel_token(CAMERA_ID)
    camera = cloud.cameras[CAMERA_ID]
    camera.url = f"rtsp://{LOGIN}:{PASSWORD}@192.168.1.20/stream"
    camera.login = LOGIN
    camera.password = PASSWORD
    camera.add_type({"name": "custom_event", "custom": True})


@pytest.mark.usefixtures("pull_camera")
@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_no_credential_is_seen_anywhere(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    # The client, Home Assistant and aiohttp, at their most talkative.
    caplog.set_level(logging.DEBUG)
    token = cloud.channel_token(CAMERA_ID) if kind == "channel" else cloud.group_token()
    entry = make_entry(cloud, server, token=token)
    heard = async_capture_events(hass, EVENT_VXG)
    await set_up(hass, entry)
    seen: list[str] = []
    for fault in FAULTS:
        cloud.raise_event(CAMERA_ID, "motion")
        meet(cloud, fault, 3, token)
        await pass_time(15)
        for action, fields in (
            ("create_event", {"event_type": "custom_event"}),
            ("add_event_type", {"event_type": fault}),
            ("update_event_type", {"event_type": "motion", "notify": False}),
            ("update_event", {"event_id": cloud.events[0].id, "set": {fault: 1}}),
            ("get_events", {"limit": 1}),
        ):
            cloud.faults.clear()
            # In a group it is the camera's own token that orders go out with.
            reads = action == "get_events"
            meet(cloud, fault, 1, token if reads else cloud.camera_tokens[CAMERA_ID])
            try:
                response = await hass.services.async_call(
                    DOMAIN,
                    action,
                    {ATTR_ENTITY_ID: "camera.front_door", **fields},
                    blocking=True,
                    return_response=True,
                )
                seen.append(json.dumps(response))
            except HomeAssistantError as err:
                seen += traceback.format_exception(err)
        cloud.faults.clear()
        await pass_time(301)
    assert seen
    assert heard
    seen.append(json.dumps(await async_get_config_entry_diagnostics(hass, entry)))
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    seen += [
        json.dumps(state.as_dict(), default=str) for state in hass.states.async_all()
    ]
    seen += [str(event.data) for event in heard]
    seen += [
        str(device.dict_repr)
        for device in dr.async_entries_for_config_entry(
            dr.async_get(hass), entry.entry_id
        )
    ]
    seen += [repr(item) for item in er.async_get(hass).entities.values()]
    seen += [repr(entry), str(entry.reason)]
    urls = [
        f"{request.path}?{request.query}"
        for request in (*cloud.requests, *cloud.media_requests)
    ]
    assert urls
    seen += urls
    seen += [
        json.dumps(content, default=str)
        for key, content in hass_storage.items()
        if key != "core.config_entries"
    ]
    assert f"{DOMAIN}.{entry.entry_id}.ledger" in hass_storage
    assert f"{DOMAIN}.{entry.entry_id}.outbox" in hass_storage
    seen.append(caplog.text)
    assert len(caplog.text) > 1000
    assert_clean("\n".join(seen), cloud, token)


@pytest.mark.usefixtures("pull_camera")
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_form_that_failed_shows_no_credential(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    token = cloud.camera_tokens[CAMERA_ID]
    flow = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    meet(cloud, fault, 3, token)
    result = await hass.config_entries.flow.async_configure(
        flow["flow_id"],
        {CONF_TOKEN: token, CONF_URL: server.url, CONF_VERIFY_SSL: True},
    )
    assert result["errors"]
    shown = {key: value for key, value in result.items() if key != "data_schema"}
    suggested = [
        (
            str(key),
            key.default if not callable(key.default) else key.default(),
            key.description,
        )
        for key in result["data_schema"].schema
    ]
    assert_clean(f"{shown} {suggested} {caplog.text}", cloud, token)


@pytest.mark.usefixtures("pull_camera")
def test_the_search_for_credentials_finds_them(cloud: Cloud) -> None:
    token = cloud.camera_tokens[CAMERA_ID]
    for hidden in (
        token,
        quote(token, safe=""),
        b64encode(token.encode()).decode(),
        inner(token),
        PASSWORD,
        LOGIN,
    ):
        with pytest.raises(AssertionError):
            assert_clean(f"so {hidden} is here", cloud, token)


async def test_no_signed_address_is_seen_anywhere(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    assert await async_setup_component(hass, "media_source", {})
    entry = make_entry(cloud, server, token=cloud.group_token())
    heard = async_capture_events(hass, MATCH_ALL)
    await set_up(hass, entry)
    time = cloud.now() - timedelta(seconds=60)
    cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)
    await pass_time(2)
    client = await hass_client()
    told: list[str] = []
    uri = f"media-source://{DOMAIN}"
    for refused in (0, 1, 9):
        cloud.media_faults.clear()
        entry.runtime_data.media.cache.images.discard(f"{CAMERA_ID}/event/1001")
        node = (await async_browse_media(hass, uri)).as_dict()
        while children := node.get("children"):
            told.append(json.dumps(node))
            node = (
                await async_browse_media(hass, children[0]["media_content_id"])
            ).as_dict()
        media = await async_resolve_media(hass, node["media_content_id"], None)
        told.append(media.url)
        cloud.media_faults.fail_next(refused, status=403)
        for path in (
            "/api/camera_proxy/camera.front_door",
            "/api/image_proxy/image.front_door_last_image",
            node["thumbnail"],
            media.url,
        ):
            response = await client.get(path)
            told.append(str(response.headers))
            await response.read()
        await pass_time(301)
    stream = await get_camera_from_entity_id(
        hass, "camera.front_door"
    ).async_create_stream()
    assert stream is not None
    stream._logger.error("Error from stream worker: %s", stream.source)
    told.append(json.dumps(await async_get_config_entry_diagnostics(hass, entry)))
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    told += [str(state.as_dict()) for state in hass.states.async_all()]
    told += [str(event.data) for event in heard]
    told.append(json.dumps(hass_storage, default=str))
    told.append(caplog.text)
    assert len(cloud.media_requests) > 5
    for mark in ("sig=", "/media/image/", "/media/thumb/", "/media/record/"):
        assert not [text for text in told if mark in text]
