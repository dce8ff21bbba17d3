"""Test the config flow."""

from base64 import b64encode
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp.resolver import AsyncResolver, ThreadedResolver
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntryState,
)
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
import pytest

from custom_components.vxg.aiovxg import Camera, VxgClient
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from .common.certificates import self_signed_context
from .conftest import CAMERA_ID, make_entry, set_up


def encode(content: Any) -> str:
    return b64encode(json.dumps(content).encode()).decode()


async def start(hass: HomeAssistant) -> str:
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "user"
    return result["flow_id"]


async def submit(
    hass: HomeAssistant, flow_id: str, token: str, **fields: Any
) -> dict[str, Any]:
    result = await hass.config_entries.flow.async_configure(
        flow_id, {CONF_TOKEN: token, **fields}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    return dict(result)


async def succeed(hass: HomeAssistant, flow_id: str, token: str, url: str) -> None:
    """Submit a form that showed an error; now it creates the entry."""
    result = await submit(hass, flow_id, token, url=url)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_channel_token_becomes_an_entry_titled_after_the_camera(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    result = await submit(hass, await start(hass), token, url=server.url)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Front door"
    assert result["data"] == {
        CONF_TOKEN: token,
        CONF_URL: server.url,
        CONF_VERIFY_SSL: True,
    }
    port = server.url.rpartition(":")[2]
    assert result["result"].unique_id == f"127.0.0.1:{port}_{CAMERA_ID}"


async def test_a_group_token_becomes_an_entry_titled_by_its_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden")
    result = await submit(
        hass, await start(hass), cloud.group_token(), url=f"{server.url}/"
    )

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "VXG Cloud VMS (2 cameras)"
    assert "_group_" in result["result"].unique_id


@pytest.mark.parametrize(
    ("count", "title"),
    [(1, "VXG Cloud VMS (1 camera)"), (3, "VXG Cloud VMS (3 cameras)")],
)
async def test_the_text_after_the_creation_names_the_entry(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, count: int, title: str
) -> None:
    for number in range(1, count):
        cloud.add_camera(number, f"Camera {number}")
    result = await submit(hass, await start(hass), cloud.group_token(), url=server.url)
    assert result["title"] == title
    assert result["description_placeholders"] == {"name": title}
    devices = dr.async_entries_for_config_entry(
        dr.async_get(hass), result["result"].entry_id
    )
    assert title in {device.name for device in devices}


async def test_whitespace_and_line_breaks_in_a_token_are_ignored(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    pasted = f"  {token[:40]}\r\n{token[40:]}\t\n"
    result = await submit(hass, await start(hass), pasted, url=server.url)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"][CONF_TOKEN] == token


VALID = {"camid": 1, "access": "all", "token": "share.a.b.c"}


@pytest.mark.parametrize(
    ("token", "fields", "errors"),
    [
        pytest.param("", {}, {CONF_TOKEN: "invalid_token"}, id="empty"),
        pytest.param(encode(VALID)[:-9], {}, {CONF_TOKEN: "invalid_token"}, id="cut"),
        pytest.param("¡no!", {}, {CONF_TOKEN: "invalid_token"}, id="no base64"),
        pytest.param("aGVsbG8=", {}, {CONF_TOKEN: "invalid_token"}, id="no JSON"),
        pytest.param(encode([1]), {}, {CONF_TOKEN: "invalid_token"}, id="no object"),
        pytest.param(
            encode({"camid": 1}), {}, {CONF_TOKEN: "invalid_token"}, id="no keys"
        ),
        pytest.param("жетон", {}, {CONF_TOKEN: "invalid_token"}, id="alphabet"),
        pytest.param("A" * 2**20, {}, {CONF_TOKEN: "invalid_token"}, id="1 MB"),
        pytest.param("v3.abc", {}, {CONF_TOKEN: "license_key"}, id="licence v3"),
        pytest.param("srv.abc", {}, {CONF_TOKEN: "license_key"}, id="licence srv"),
        pytest.param(
            encode(VALID | {"expires": "2020-01-01T00:00:00"}),
            {},
            {CONF_TOKEN: "token_expired"},
            id="expired",
        ),
        pytest.param(
            encode(VALID),
            {CONF_URL: "http://cloud.example.com"},
            {CONF_URL: "insecure_url"},
            id="public http",
        ),
        pytest.param(
            encode(VALID),
            {CONF_URL: "ftp://127.0.0.1"},
            {CONF_URL: "insecure_url"},
            id="no http at all",
        ),
    ],
)
async def test_invalid_input_is_reported_without_a_request(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    token: str,
    fields: dict[str, str],
    errors: dict[str, str],
) -> None:
    flow_id = await start(hass)
    fields = {CONF_URL: server.url} | fields
    with patch("aiohttp.ClientSession._request") as request:
        result = await submit(hass, flow_id, token, **fields)

    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == errors
    request.assert_not_called()

    # The same form can be submitted again.
    token = cloud.channel_token(CAMERA_ID)
    await succeed(hass, flow_id, token, server.url)


async def test_a_refused_token_is_invalid_auth(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    cloud.faults.refuse_token(token)
    flow_id = await start(hass)
    result = await submit(hass, flow_id, token, url=server.url)
    assert result["errors"] == {CONF_TOKEN: "invalid_auth"}

    cloud.faults.clear()
    await succeed(hass, flow_id, token, server.url)


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
async def test_errors_of_the_cloud_are_cannot_connect(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, status: int
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    cloud.faults.fail_next(1, status=status)
    flow_id = await start(hass)
    result = await submit(hass, flow_id, token, url=server.url)
    assert result["errors"] == {"base": "cannot_connect"}

    await succeed(hass, flow_id, token, server.url)


@pytest.mark.parametrize(
    "certificate", [{}, {"expired": True}, {"address": "127.0.0.2"}]
)
async def test_a_certificate_that_cannot_be_verified_is_named(
    hass: HomeAssistant,
    cloud: Cloud,
    socket_enabled: None,
    tmp_path: Path,
    certificate: dict[str, Any],
) -> None:
    context = self_signed_context(tmp_path, **certificate)
    async with CloudServer(cloud, ssl_context=context) as server:
        token = cloud.channel_token(CAMERA_ID)
        flow_id = await start(hass)
        result = await submit(hass, flow_id, token, url=server.url)
        assert result["errors"] == {"base": "invalid_certificate"}
        assert not cloud.requests

        result = await submit(hass, flow_id, token, url=server.url, verify_ssl=False)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        entry = result["result"]
        assert entry.state is ConfigEntryState.LOADED

        # It is named as well where the settings are changed.
        result = await hass.config_entries.flow.async_init(
            DOMAIN,
            context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id},
        )
        result = await hass.config_entries.flow.async_configure(
            result["flow_id"], {CONF_URL: server.url, CONF_VERIFY_SSL: True}
        )
        assert result["errors"] == {"base": "invalid_certificate"}
        await hass.config_entries.async_unload(entry.entry_id)


async def test_a_server_that_does_not_speak_tls_is_no_question_of_certificates(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    url = server.url.replace("http://", "https://")
    result = await submit(hass, await start(hass), token, url=url)
    assert result["errors"] == {"base": "cannot_connect"}


async def test_unexpected_errors_are_logged_and_shown(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    flow_id = await start(hass)
    with patch.object(VxgClient, "camera", side_effect=RuntimeError("boom")):
        result = await submit(hass, flow_id, token, url=server.url)
    assert result["errors"] == {"base": "unknown"}

    await succeed(hass, flow_id, token, server.url)


async def test_the_same_camera_is_not_set_up_twice(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    await submit(hass, await start(hass), token, url=server.url)
    renewed = cloud.channel_token(CAMERA_ID, access="watch")
    result = await submit(hass, await start(hass), renewed, url=server.url)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize("loaded", [True, False])
@pytest.mark.parametrize("group_first", [True, False])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_camera_of_another_entry_is_not_set_up_again(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    host: str,
    group_first: bool,
    loaded: bool,
) -> None:
    cloud.add_camera(7, "Garden")
    tokens = [cloud.channel_token(CAMERA_ID), cloud.group_token()]
    if group_first:
        tokens.reverse()
    result = await submit(hass, await start(hass), tokens[0], url=server.url)
    entry = result["result"]
    hass.config_entries.async_update_entry(entry, title="My cams")
    if not loaded:
        await hass.config_entries.async_unload(entry.entry_id)

    result = await submit_for_host(hass, tokens[1], server, host)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "camera_configured"
    assert result["description_placeholders"] == {
        "camera": "Front door",
        "entry": "My cams",
    }
    # Other cameras of the same server are no duplicates.
    result = await submit(
        hass, await start(hass), cloud.channel_token(7), url=server.url
    )
    assert result.get("reason") == ("camera_configured" if group_first else None)


async def test_the_same_token_is_not_set_up_again_under_another_name(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    await submit(hass, await start(hass), token, url=server.url)
    with patch(
        "custom_components.vxg.helpers.identifiers.async_resolve", return_value=set()
    ):
        result = await submit_for_host(hass, token, server, "localhost")
    assert result["reason"] == "camera_configured"


async def test_an_entry_whose_token_cannot_be_parsed_is_no_duplicate(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    result = await submit(hass, await start(hass), token, url=server.url)
    entry = result["result"]
    await hass.config_entries.async_unload(entry.entry_id)
    data = {**entry.data, CONF_TOKEN: "damaged"}
    hass.config_entries.async_update_entry(entry, data=data)
    result = await submit(hass, await start(hass), cloud.group_token(), url=server.url)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def submit_for_host(
    hass: HomeAssistant, token: str, server: CloudServer, host: str
) -> dict[str, Any]:
    """Submit a form with another name of the server, which aiohttp connects to."""
    with patch.object(AsyncResolver, "resolve", ThreadedResolver().resolve):
        url = server.url.replace("127.0.0.1", host)
        return await submit(hass, await start(hass), token, url=url)


async def test_cameras_of_two_clouds_may_have_the_same_id(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    await submit(
        hass, await start(hass), cloud.channel_token(CAMERA_ID), url=server.url
    )
    other = Cloud(seed=2)
    other.add_camera(CAMERA_ID, "Shop")
    async with CloudServer(other) as other_server:
        token = other.channel_token(CAMERA_ID)
        result = await submit(hass, await start(hass), token, url=other_server.url)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        await hass.config_entries.async_unload(result["result"].entry_id)


async def test_a_form_with_an_error_suggests_the_server_but_not_the_token(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    flow_id = await start(hass)
    result = await submit(hass, flow_id, "v3.secret", url=server.url)
    suggested = {
        str(key): (key.description or {}).get("suggested_value")
        for key in result["data_schema"].schema
    }
    assert suggested[CONF_URL] == server.url
    assert suggested[CONF_TOKEN] is None


async def test_reauth_accepts_a_new_token_of_the_same_camera(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    renewed = cloud.channel_token(CAMERA_ID, serial=2)
    result = await entry.start_reauth_flow(hass)
    assert result["step_id"] == "reauth_confirm"

    result = await submit(hass, result["flow_id"], "v3.nonsense")
    assert result["errors"] == {CONF_TOKEN: "license_key"}
    result = await submit(hass, result["flow_id"], renewed)
    assert result["reason"] == "reauth_successful"
    assert entry.data == {
        CONF_TOKEN: renewed,
        CONF_URL: server.url,
        CONF_VERIFY_SSL: True,
    }


async def test_reauth_refuses_the_token_of_another_camera_and_of_a_group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    before = dict(entry.data)
    for token in (cloud.channel_token(7), cloud.group_token()):
        result = await entry.start_reauth_flow(hass)
        result = await submit(hass, result["flow_id"], token)
        assert result["reason"] == "wrong_account"
    assert entry.data == before


async def test_reauth_of_a_group_accepts_any_token_that_lists_a_known_camera(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden")
    cloud.add_camera(8, "Yard")
    entry = make_entry(
        cloud, server, token=cloud.group_token([CAMERA_ID, 7]), unique_id="group"
    )
    await set_up(hass, entry)

    result = await entry.start_reauth_flow(hass)
    result = await submit(hass, result["flow_id"], cloud.group_token([8]))
    assert result["reason"] == "wrong_account"

    result = await entry.start_reauth_flow(hass)
    result = await submit(hass, result["flow_id"], cloud.group_token([7, 8]))
    assert result["reason"] == "reauth_successful"
    assert entry.unique_id == "group"


async def test_reauth_of_a_group_that_had_no_camera_accepts_any_group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_entry(cloud, server, token=cloud.group_token([]), unique_id="group")
    await set_up(hass, entry)
    result = await entry.start_reauth_flow(hass)
    result = await submit(hass, result["flow_id"], cloud.group_token([CAMERA_ID]))
    assert result["reason"] == "reauth_successful"
    assert hass.states.get("camera.front_door") is not None


async def test_reconfigure_changes_the_server_and_keeps_token_and_identity(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    token = entry.data[CONF_TOKEN]
    async with CloudServer(cloud) as moved:
        result = await entry.start_reconfigure_flow(hass)
        assert result["step_id"] == "reconfigure"
        result = await hass.config_entries.flow.async_configure(
            result["flow_id"],
            {CONF_TOKEN: "", CONF_URL: moved.url, CONF_VERIFY_SSL: False},
        )
        await hass.async_block_till_done(wait_background_tasks=True)
        assert result["reason"] == "reconfigure_successful"
        assert entry.data == {
            CONF_TOKEN: token,
            CONF_URL: moved.url,
            CONF_VERIFY_SSL: False,
        }
        assert entry.unique_id == f"127.0.0.1_{CAMERA_ID}"
        await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize("same_server", [False, True])
async def test_reconfigure_refuses_the_server_of_an_entry_with_the_same_camera(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, same_server: bool
) -> None:
    other = Cloud(seed=2)
    other.add_camera(CAMERA_ID, "Shop")
    async with CloudServer(other) as other_server:
        present = make_entry(cloud, server, unique_id="1", title="Home")
        entry = (
            make_entry(cloud, server, unique_id="2")
            if same_server
            else make_entry(other, other_server, unique_id="2")
        )
        for each in (present, entry):
            await set_up(hass, each)
        result = await entry.start_reconfigure_flow(hass)
        result = await hass.config_entries.flow.async_configure(
            result["flow_id"],
            {
                CONF_TOKEN: cloud.channel_token(CAMERA_ID),
                CONF_URL: server.url,
                CONF_VERIFY_SSL: True,
            },
        )
        await hass.async_block_till_done(wait_background_tasks=True)
        # Two entries that have the camera already may get a new token.
        if same_server:
            assert result["reason"] == "reconfigure_successful"
        else:
            assert result["reason"] == "camera_configured"
            assert result["description_placeholders"]["entry"] == "Home"
            assert entry.data[CONF_URL] == other_server.url
        await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize("body", [{}, {"status": "login"}, [1], "login"])
async def test_the_page_of_a_proxy_is_no_list_of_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, body: Any
) -> None:
    cloud.faults.answer_next(body=body, path="/cameras/")
    flow_id = await start(hass)
    result = await submit(hass, flow_id, cloud.group_token(), url=server.url)
    assert result["errors"] == {"base": "cannot_connect"}
    await succeed(hass, flow_id, cloud.group_token(), server.url)


async def test_reconfigure_with_an_empty_server_means_the_one_of_the_token(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    result = await entry.start_reconfigure_flow(hass)
    # The token contains the simulator's host with https, which it does not support.
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], {CONF_VERIFY_SSL: True}
    )
    assert result["errors"] == {"base": "cannot_connect"}
    assert entry.data[CONF_URL] == server.url


async def test_without_a_server_that_of_the_token_is_used_and_not_stored(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    token = cloud.channel_token(CAMERA_ID, api="web.example.cloud-vms.com")
    camera = Camera.from_api({"id": CAMERA_ID, "name": "Front door"})
    with (
        patch.object(VxgClient, "camera", return_value=camera),
        patch("custom_components.vxg.async_setup_entry", return_value=True),
    ):
        result = await submit(hass, await start(hass), token, url=" ")
    assert result["data"] == {CONF_TOKEN: token, CONF_VERIFY_SSL: True}
    assert result["result"].unique_id == f"web.example.cloud-vms.com_{CAMERA_ID}"
