"""Client of Home Assistant's HTTP and websocket API, as its frontend uses it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
import contextlib
from dataclasses import dataclass
from typing import Any

import aiohttp

from .settings import PASSWORD, USER, DemoError

# The first start on a slow machine takes a minute.
START_TIMEOUT = 180


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A complete response."""

    status: int
    content: bytes
    content_range: str | None


class HomeAssistantClient:
    """Client of a Home Assistant."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self._tokens: dict[str, Any] = {}

    async def post(self, path: str, **kwargs: Any) -> Any:
        """Send a POST request and return the JSON of the response, if any."""
        async with self._session.post(
            self._url + path, headers=self._login(), **kwargs
        ) as response:
            response.raise_for_status()
            if response.content_type == "application/json":
                return await response.json()
            return None

    async def delete(self, path: str) -> None:
        """Send a DELETE request."""
        async with self._session.delete(
            self._url + path, headers=self._login()
        ) as response:
            response.raise_for_status()

    async def get(
        self, path: str, *, login: bool = False, byte_range: str | None = None
    ) -> HttpResponse:
        """Send a GET request, without authentication unless `login` is set."""
        headers = self._login() if login else {}
        if byte_range is not None:
            headers["Range"] = byte_range
        async with self._session.get(self._url + path, headers=headers) as response:
            return HttpResponse(
                response.status,
                await response.read(),
                response.headers.get("Content-Range"),
            )

    def _login(self) -> dict[str, str]:
        if not self._tokens:
            return {}
        return {"Authorization": f"Bearer {self._tokens['access_token']}"}

    async def log_in(self) -> None:
        """Log in with user name and password."""
        client = {"client_id": f"{self._url}/"}
        handler = {"handler": ["homeassistant", None], "redirect_uri": f"{self._url}/"}
        flow = await self.post("/auth/login_flow", json=client | handler)
        path = f"/auth/login_flow/{flow['flow_id']}"
        login = {"username": USER, "password": PASSWORD}
        result = await self.post(path, json=client | login)
        grant = {"grant_type": "authorization_code", "code": result["result"]}
        self._tokens = await self.post("/auth/token", data=client | grant)

    async def log_out(self) -> None:
        """Revoke the login."""
        refresh = {"token": self._tokens["refresh_token"]}
        await self.post("/auth/revoke", data=refresh)

    async def commands(self, *commands: dict[str, Any]) -> list[Any]:
        """Return the results of websocket commands."""
        results = []
        async with self._session.ws_connect(f"{self._url}/api/websocket") as socket_:
            await socket_.receive_json()
            await socket_.send_json(
                {"type": "auth", "access_token": self._tokens["access_token"]}
            )
            await socket_.receive_json()
            for number, command in enumerate(commands, 1):
                await socket_.send_json({"id": number, **command})
                response = await socket_.receive_json()
                if not response["success"]:
                    raise DemoError(
                        f"{command['type']}: {response['error']['message']}"
                    )
                results.append(response["result"])
        return results

    async def command(self, command_type: str, **fields: Any) -> Any:
        """Return the result of one websocket command."""
        return (await self.commands({"type": command_type, **fields}))[0]

    async def state(self, entity_id: str) -> dict[str, Any]:
        """Return the state of an entity, including its attributes."""
        states = await self.command("get_states")
        return next(state for state in states if state["entity_id"] == entity_id)

    async def call_action(
        self, action: str, entity_id: str | None = None, **data: Any
    ) -> Any:
        """Perform an action; return its response if it targets an entity."""
        domain, service = action.split(".")
        fields: dict[str, Any] = {"domain": domain, "service": service}
        if entity_id is not None:
            fields |= {"target": {"entity_id": entity_id}, "return_response": True}
        result = await self.command("call_service", **fields, service_data=data)
        return result["response"][entity_id] if entity_id else None


async def wait_until[T](
    what: str, ready: Callable[[], Awaitable[T | None]], seconds: float = START_TIMEOUT
) -> T:
    """Return the first truthy result of `ready`. Raises DemoError after a timeout."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                with contextlib.suppress(aiohttp.ClientError, KeyError):
                    if result := await ready():
                        return result
                await asyncio.sleep(0.25)
    raise DemoError(f"{what} was not ready after {seconds} s.")


@contextlib.asynccontextmanager
async def logged_in_client(
    session: aiohttp.ClientSession, url: str
) -> AsyncGenerator[HomeAssistantClient]:
    """Wait for Home Assistant and provide a client, which logs out at the end."""
    home = HomeAssistantClient(session, url)

    async def is_running() -> bool:
        await home.log_in()
        state = (await home.command("get_config"))["state"]
        if state != "RUNNING":
            await home.log_out()
        return bool(state == "RUNNING")

    await wait_until("Home Assistant", is_running)
    try:
        yield home
    finally:
        # It may have exited already.
        with contextlib.suppress(aiohttp.ClientError):
            await home.log_out()


async def add_entry(home: HomeAssistantClient, cloud_url: str, token: str) -> None:
    """Set up the integration by its config flow, unless it is set up."""
    if await home.command("config_entries/get", domain="vxg"):
        return
    path = "/api/config/config_entries/flow"
    flow = await home.post(path, json={"handler": "vxg"})
    filled = {"token": token, "url": cloud_url, "verify_ssl": True}
    result = await home.post(f"{path}/{flow['flow_id']}", json=filled)
    if result["type"] != "create_entry":
        why = result.get("errors") or result.get("reason")
        raise DemoError(f"The integration could not be set up: {why}")
