"""Who owns the house: speaks with Home Assistant over its own API."""

from typing import Any

import aiohttp

from scripts.demo.client import Home


class Owner(Home):
    """A Home Assistant, spoken to with a key that lasts."""

    def __init__(self, session: aiohttp.ClientSession, url: str, key: str) -> None:
        """Speak to the one at this address."""
        super().__init__(session, url)
        self._tokens = {"access_token": key}

    async def get(self, path: str) -> bytes:
        """Return what is there. Raises aiohttp.ClientError."""
        headers = {"Authorization": f"Bearer {self._tokens['access_token']}"}
        async with self._session.get(self._url + path, headers=headers) as answer:
            answer.raise_for_status()
            return await answer.read()

    async def act(self, domain: str, service: str, **data: Any) -> Any:
        """Take an action. Raises aiohttp.ClientError."""
        return await self.post(f"/api/services/{domain}/{service}", json=data)

    async def look(self) -> dict[str, Any]:
        """Return what the witness sees inside."""
        return await self._witness("look")

    async def weigh(self) -> dict[str, int]:
        """Return what the witness knows of memory, which costs it nothing."""
        return await self._witness("weigh")

    async def _witness(self, service: str) -> dict[str, Any]:
        path = f"/api/services/soak_witness/{service}?return_response"
        answer = await self.post(path, json={})
        seen: dict[str, Any] = answer["service_response"]
        return seen

    async def entities(self) -> dict[str, list[str]]:
        """Return the ids of the integration's enabled entities, by domain."""
        found: dict[str, list[str]] = {}
        for one in await self.command("config/entity_registry/list"):
            if one["platform"] == "vxg" and not one["disabled_by"]:
                domain = one["entity_id"].partition(".")[0]
                found.setdefault(domain, []).append(one["entity_id"])
        return found
