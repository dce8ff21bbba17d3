"""What the examples share: the client, from `VXG_TOKEN` and perhaps `VXG_URL`."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import os

from aiohttp import ClientSession
from aiovxg import VxgClient, parse_token, parse_url


@asynccontextmanager
async def connect() -> AsyncGenerator[VxgClient]:
    """Return a client that knows the tokens of all cameras."""
    url = os.environ.get("VXG_URL")
    base_url = parse_url(url) if url else None
    token = parse_token(os.environ["VXG_TOKEN"], base_url=base_url)
    async with ClientSession() as session:
        client = VxgClient(session, token, base_url=base_url)
        if token.camera_id is None:
            # A group's token cannot write: its cameras have tokens of their own.
            await client.channels()
        yield client
