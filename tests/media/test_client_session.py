"""Tests for the client sessions for media hosts and for the cloud."""

from collections.abc import AsyncGenerator, Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import (
    ClientConnectorCertificateError,
    ClientError,
    ClientSession,
    DummyCookieJar,
    web,
)
from aiohttp.test_utils import TestServer
from homeassistant.const import CONF_URL, CONF_VERIFY_SSL, EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import (
    HomeAssistantTCPConnector,
    async_create_clientsession,
    async_get_clientsession,
)
import pytest
from yarl import URL

from custom_components import vxg
from custom_components.vxg import config_flow
from custom_components.vxg.aiovxg import MediaPolicy
from custom_components.vxg.media.client_session import (
    async_get_media_session,
    async_get_write_session,
)
from simulator import Cloud, CloudServer

from ..common.certificates import self_signed_context
from ..conftest import CAMERA_ID, make_entry, set_up

PUBLIC = MediaPolicy(private=False, local=False)
LOCAL = MediaPolicy(private=True, local=True)


@pytest.fixture
async def host(socket_enabled: None) -> AsyncGenerator[TestServer]:
    """Serve the cookies of each request, and set one."""

    async def respond(request: web.Request) -> web.Response:
        response = web.json_response(dict(request.cookies))
        assert request.headers["User-Agent"].startswith("HomeAssistant/")
        response.set_cookie("visitor", "1")
        return response

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", respond)
    async with TestServer(app) as server:
        yield server


def resolving_to(address: str) -> patch:
    """Let each name have an address."""
    found = [{"hostname": "x", "host": address, "port": 0, "family": 2, "proto": 0}]
    found[0]["flags"] = 0
    return patch.object(
        HomeAssistantTCPConnector, "async_resolve_host", return_value=found
    )


@pytest.mark.parametrize("verify_ssl", [True, False])
async def test_a_session_has_no_cookies_and_is_shared_until_the_end(
    hass: HomeAssistant, host: TestServer, verify_ssl: bool
) -> None:
    session = async_get_media_session(hass, verify_ssl, LOCAL)
    # Not an IP address, to which no jar sends cookies.
    url = URL(f"http://media.x.com:{host.port}/a")
    shared = async_get_clientsession(hass, verify_ssl)
    shared.cookie_jar.update_cookies({"other": "2"}, url)
    for _ in range(2):
        with resolving_to("127.0.0.1"):
            async with session.get(url) as response:
                assert await response.json() == {}
    same = MediaPolicy.for_server(URL("http://127.0.0.1:1"), configured=True)
    assert async_get_media_session(hass, verify_ssl, same) is session
    assert async_get_media_session(hass, verify_ssl, PUBLIC) is not session
    assert async_get_media_session(hass, not verify_ssl, LOCAL) is not session
    hass.bus.async_fire(EVENT_HOMEASSISTANT_CLOSE)
    await hass.async_block_till_done()
    assert session.closed


@pytest.mark.parametrize("verify_ssl", [True, False])
async def test_writes_share_a_session_that_keeps_no_connection(
    hass: HomeAssistant, host: TestServer, verify_ssl: bool
) -> None:
    session = async_get_write_session(hass, verify_ssl)
    for _ in range(2):
        with resolving_to("127.0.0.1"):
            async with session.post(f"http://vms.x.com:{host.port}/a") as response:
                assert await response.json() == {}
    assert async_get_write_session(hass, verify_ssl) is session
    assert async_get_write_session(hass, not verify_ssl) is not session
    hass.bus.async_fire(EVENT_HOMEASSISTANT_CLOSE)
    await hass.async_block_till_done()
    assert session.closed


@pytest.mark.parametrize(
    "get_session",
    [partial(async_get_media_session, policy=LOCAL), async_get_write_session],
    ids=["media", "writes"],
)
async def test_certificates_are_verified_unless_this_is_turned_off(
    hass: HomeAssistant,
    cloud: Cloud,
    socket_enabled: None,
    tmp_path: Path,
    get_session: Callable[..., ClientSession],
) -> None:
    context = self_signed_context(tmp_path)
    async with CloudServer(cloud, ssl_context=context) as server:
        url = f"{server.url}/api/v2/server/time/"
        with pytest.raises(ClientConnectorCertificateError):
            await get_session(hass, verify_ssl=True).get(url)
        async with get_session(hass, verify_ssl=False).get(url) as response:
            assert response.status == 200


async def test_a_write_succeeds_when_the_cloud_closes_connections_that_it_kept(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    siren = {"name": "siren", "caps": {"can_be_triggered": True}, "receive": True}
    cloud.cameras[CAMERA_ID].add_type(siren)
    await set_up(hass, make_entry(cloud, server))
    for method in ("POST", "PUT", "DELETE"):
        cloud.faults.drop_next(count=10**9, method=method, reused=True)
    trigger = {"event_type": "siren", "entity_id": "camera.front_door"}
    for _ in range(3):
        await hass.services.async_call("vxg", "trigger_event", trigger, blocking=True)
    writes = [request for request in cloud.requests if request.method == "POST"]
    assert [request.status for request in writes] == [200] * 3


@pytest.mark.parametrize("policy", [PUBLIC, LOCAL])
async def test_a_name_is_resolved_by_home_assistant_and_its_address_checked(
    hass: HomeAssistant, host: TestServer, policy: MediaPolicy
) -> None:
    session = async_get_media_session(hass, True, policy)
    url = f"http://media.x.com:{host.port}/a"
    with resolving_to("127.0.0.1"):
        if policy is PUBLIC:
            with pytest.raises(ClientError):
                await session.get(url)
            return
        async with session.get(url) as response:
            assert response.status == 200


async def test_the_cloud_gets_no_cookies(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    sessions = []

    def create(*args: Any, **kwargs: Any) -> ClientSession:
        sessions.append(async_create_clientsession(*args, **kwargs))
        return sessions[-1]

    name = "async_create_clientsession"
    entry = make_entry(cloud, server)
    with (
        patch.object(vxg, name, create),
        patch(f"{config_flow.__name__}.{name}", create),
    ):
        await set_up(hass, entry)
        flow = await entry.start_reconfigure_flow(hass)
        await hass.config_entries.flow.async_configure(
            flow["flow_id"], {CONF_URL: server.url, CONF_VERIFY_SSL: True}
        )
        await hass.async_block_till_done(wait_background_tasks=True)
    # Set up, the flow, and the reload after it.
    assert len(sessions) == 3
    assert all(isinstance(each.cookie_jar, DummyCookieJar) for each in sessions)
