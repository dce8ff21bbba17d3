"""Client of Home Assistant's API with a long-lived access token."""

from typing import Any

import aiohttp

from scripts.demo.client import HomeAssistantClient


class ApiClient(HomeAssistantClient):
    """Client with a long-lived access token."""

    def __init__(self, session: aiohttp.ClientSession, url: str, key: str) -> None:
        super().__init__(session, url)
        self._tokens = {"access_token": key}

    async def download(self, path: str) -> bytes:
        """Return the content of a path. Raises aiohttp.ClientError."""
        headers = {"Authorization": f"Bearer {self._tokens['access_token']}"}
        async with self._session.get(self._url + path, headers=headers) as response:
            response.raise_for_status()
            return await response.read()

    async def call_service(self, domain: str, service: str, **data: Any) -> Any:
        """Perform an action. Raises aiohttp.ClientError."""
        return await self.post(f"/api/services/{domain}/{service}", json=data)

    async def inspect(self) -> dict[str, Any]:
        """Return the probe's counts of tasks, listeners and objects."""
        return await self._call_probe("inspect")

    async def memory_use(self) -> dict[str, int]:
        """Return the probe's memory statistics, which are cheap."""
        return await self._call_probe("memory_use")

    async def _call_probe(self, service: str) -> dict[str, Any]:
        path = f"/api/services/soak_probe/{service}?return_response"
        response = await self.post(path, json={})
        result: dict[str, Any] = response["service_response"]
        return result

    async def entities(self) -> dict[str, list[str]]:
        """Return the integration's enabled entity ids by domain."""
        entities: dict[str, list[str]] = {}
        for entry in await self.command("config/entity_registry/list"):
            if entry["platform"] == "vxg" and not entry["disabled_by"]:
                domain = entry["entity_id"].partition(".")[0]
                entities.setdefault(domain, []).append(entry["entity_id"])
        return entities
