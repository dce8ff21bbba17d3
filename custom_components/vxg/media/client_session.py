"""Client sessions with connections of their own: for media hosts, and for writes."""

from typing import Any, cast, override

from aiohttp import ClientSession, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.hdrs import USER_AGENT
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import (
    SERVER_SOFTWARE,
    HomeAssistantTCPConnector,
    async_get_clientsession,
)
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.ssl import client_context, client_context_no_verify

from ..aiovxg import MediaPolicy
from ..const import DOMAIN

type Sessions = dict[tuple[MediaPolicy | None, bool], ClientSession]

DATA_SESSIONS: HassKey[Sessions] = HassKey(f"{DOMAIN}_media_sessions")


class _Resolver(AbstractResolver):
    """Home Assistant's resolver, which also knows the names of the home network."""

    def __init__(self, connector: HomeAssistantTCPConnector) -> None:
        self._connector = connector

    @override
    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[ResolveResult]:
        """Return the addresses of a name."""
        found = await self._connector.async_resolve_host(host)
        return [ResolveResult(**{**address, "port": port}) for address in found]

    @override
    async def close(self) -> None:
        """Do nothing: the resolver is shared."""


@callback
def async_get_media_session(
    hass: HomeAssistant, verify_ssl: bool, policy: MediaPolicy
) -> ClientSession:
    """Return the session of all entries with a policy, which checks the addresses.

    It stays open when an entry is unloaded, so that a video that is played goes on.
    """
    return _async_get_session(
        hass, verify_ssl, policy, socket_factory=policy.open_socket
    )


@callback
def async_get_write_session(hass: HomeAssistant, verify_ssl: bool) -> ClientSession:
    """Return the session of all entries that opens a connection for each request.

    A server may close a connection that it kept just when a request is sent: nobody
    knows whether it was received, so a write could not be sent again.
    """
    return _async_get_session(hass, verify_ssl, None, force_close=True)


@callback
def _async_get_session(
    hass: HomeAssistant, verify_ssl: bool, policy: MediaPolicy | None, **options: Any
) -> ClientSession:
    """Return a session without cookies, whose connector has some options."""
    sessions = hass.data.setdefault(DATA_SESSIONS, {})
    if (session := sessions.get((policy, verify_ssl))) is not None:
        return session
    shared = async_get_clientsession(hass, verify_ssl=verify_ssl).connector
    session = ClientSession(
        connector=TCPConnector(
            ssl=client_context() if verify_ssl else client_context_no_verify(),
            resolver=_Resolver(cast(HomeAssistantTCPConnector, shared)),
            **options,
        ),
        cookie_jar=DummyCookieJar(),
        headers={USER_AGENT: SERVER_SOFTWARE},
    )
    sessions[policy, verify_ssl] = session

    async def close(_event: Event) -> None:
        await session.close()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, close)
    return session
