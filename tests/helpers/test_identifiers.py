"""Test the addresses of servers."""

import asyncio
from socket import gaierror
from unittest.mock import patch

import pytest
from yarl import URL

from custom_components.vxg.helpers.identifiers import async_resolve


async def test_a_server_is_resolved_to_its_addresses_and_port() -> None:
    assert await async_resolve(URL("https://127.0.0.1:8443")) == {("127.0.0.1", 8443)}


@pytest.mark.parametrize("error", [gaierror(), OSError(), UnicodeError()])
async def test_a_name_that_cannot_be_resolved_has_no_address(error: Exception) -> None:
    loop = asyncio.get_running_loop()
    with patch.object(loop, "getaddrinfo", side_effect=error):
        assert await async_resolve(URL("https://cloud.example")) == set()
