"""Requests with the token they need: the configured one or a camera's own."""

from collections.abc import Mapping
from functools import partial
import logging
from typing import Any

from yarl import URL

from .exceptions import (
    VxgAuthenticationError,
    VxgConnectionError,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRefusedError,
    VxgResponseError,
    VxgTokenError,
)
from .models import ApiModel, Channel
from .tokens import Token, TokenKind, parse_token
from .transport import Transport

_LOGGER = logging.getLogger(__package__)

# The same request with another token may succeed.
NEEDS_OTHER_TOKEN = (VxgAuthenticationError, VxgNotFoundError, VxgPermissionError)

CHANNELS_PATH = "/api/v5/channels/"


class Auth:
    """Send each request with the token it needs.

    A group token can only read. Requests that need a camera's own token use the one from
    `v5/channels` (API page, section 3). These tokens are held in memory only and sent to
    the configured server, whatever host they name.
    """

    def __init__(self, transport: Transport, token: Token, base_url: URL) -> None:
        self.token = token
        self._transport = transport
        self._base_url = base_url
        self._camera_tokens: dict[int, Token] = {}
        # What the group token may not read, although the cameras' own tokens may.
        self._refused_reads: set[str] = set()

    def writable(self, camera_id: int) -> bool | None:
        """Return whether writes are allowed, without a request; None if unknown."""
        if self.token.kind is TokenKind.CHANNEL:
            return self.token.writable
        token = self._camera_tokens.get(camera_id)
        return None if token is None else token.writable

    async def get(
        self, path: str, params: Mapping[str, str | int] | None = None
    ) -> Any:
        """Send a GET request with the configured token."""
        return await self._transport.request(self.token, "GET", path, params=params)

    async def get_of_camera(
        self,
        camera_id: int | None,
        subject: str,
        path: str,
        params: Mapping[str, str | int] | None = None,
    ) -> Any:
        """Send a GET request with the configured token, or the camera's own.

        A cloud may refuse one of them for some `subject` (API page, section 4), for which
        the other one is used from then on, if the camera is known.
        """
        if camera_id is None or self.token.kind is TokenKind.CHANNEL:
            return await self.get(path, params)
        as_group = partial(self.get, path, params)
        as_camera = partial(
            self.request_as_camera, camera_id, "GET", path, params=params
        )
        first, second = as_group, as_camera
        if subject in self._refused_reads:
            first, second = as_camera, as_group
        try:
            return await first()
        except NEEDS_OTHER_TOKEN as err:
            refusal = err
        try:
            response = await second()
        except (VxgAuthenticationError, VxgRefusedError) as err:
            # What neither token can read may not exist.
            raise refusal from err
        # Several requests may be under way, each of which learns the same.
        if second is as_camera:
            self._refused_reads.add(subject)
        else:
            self._refused_reads.discard(subject)
        return response

    async def request_as_camera(
        self,
        camera_id: int,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send a request with the camera's own token; renew a rejected token once."""

        async def send(token: Token) -> Any:
            return await self._transport.request(
                token, method, path, params=params, body=body
            )

        if self.token.kind is TokenKind.CHANNEL:
            return await send(self.token)
        token = self._camera_tokens.get(camera_id)
        if token is None:
            token = await self._read_token(camera_id)
        try:
            return await send(token)
        except VxgAuthenticationError:
            renewed = await self._read_token(camera_id)
            if renewed == token:
                raise
        return await send(renewed)

    def store_camera_token(self, channel: Channel) -> None:
        """Store the token of a channel, or remove it if it is missing or unusable."""
        self._camera_tokens.pop(channel.id, None)
        if channel.token is None:
            return
        try:
            token = parse_token(channel.token, base_url=self._base_url)
        except VxgTokenError as err:
            _LOGGER.debug("No usable token for channel %s: %s", channel.id, err)
            return
        # Another camera's token would read and change that other camera.
        if token.camera_id == channel.id:
            self._camera_tokens[channel.id] = token

    async def _read_token(self, camera_id: int) -> Token:
        path = f"{CHANNELS_PATH}{camera_id}/"
        try:
            channel = parse_required(Channel, await self.get(path))
        except VxgConnectionError as err:
            # The request that needs the token was not sent, or was rejected with a 401.
            err.not_executed = True
            raise
        self.store_camera_token(channel)
        if (token := self._camera_tokens.get(camera_id)) is None:
            raise VxgPermissionError("The cloud provides no token for this camera")
        return token


def parse_required[ModelT: ApiModel](model: type[ModelT], data: Any) -> ModelT:
    """Parse a model from a response; raises VxgResponseError if there is none."""
    if (parsed := model.from_api(data)) is None:
        raise VxgResponseError(f"No {model.__name__.lower()} in the response")
    return parsed
