"""Config flow: create an entry from a token, and renew its credentials."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, override

from aiohttp import DummyCookieJar
from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigFlowResult
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.selector import (
    BooleanSelector,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol
from yarl import URL

from .aiovxg import (
    Camera,
    Token,
    TokenKind,
    VxgAuthenticationError,
    VxgCertificateError,
    VxgClient,
    VxgInsecureUrlError,
    VxgInvalidTokenError,
    VxgLicenseKeyError,
    VxgRequestError,
    parse_token,
    parse_url,
)
from .const import DOMAIN, LOGGER
from .helpers.clocks import house_now
from .helpers.identifiers import (
    async_is_same_server,
    camera_device,
    device_identifier,
    hub_identifier,
    server_identifier,
)
from .helpers.plain_text import markdown_placeholders
from .options_flow import VxgOptionsFlow

TOKEN_SELECTOR = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))
URL_SELECTOR = TextSelector(TextSelectorConfig(type=TextSelectorType.URL))

SERVER_SCHEMA = {
    vol.Optional(CONF_URL): URL_SELECTOR,
    vol.Required(CONF_VERIFY_SSL, default=True): BooleanSelector(),
}
USER_SCHEMA = vol.Schema({vol.Required(CONF_TOKEN): TOKEN_SELECTOR, **SERVER_SCHEMA})
REAUTH_SCHEMA = vol.Schema({vol.Required(CONF_TOKEN): TOKEN_SELECTOR})
# An empty token keeps the present one, which is never shown.
RECONFIGURE_SCHEMA = vol.Schema(
    {vol.Optional(CONF_TOKEN): TOKEN_SELECTOR, **SERVER_SCHEMA}
)


class FormError(Exception):
    """Invalid input; `key` is the key of the error text."""

    def __init__(self, field: str, key: str) -> None:
        """Initialize with the field that shows the error."""
        super().__init__(key)
        self.errors = {field: key}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionInfo:
    """A server that accepted the token, and its cameras."""

    token: Token
    base_url: URL
    cameras: tuple[Camera, ...]

    @property
    def unique_id(self) -> str:
        """Unique id of the entry, from the host, port and path in use."""
        server = server_identifier(self.base_url)
        if self.token.kind is TokenKind.CHANNEL:
            return f"{server}_{self.token.camera_id}"
        return f"{server}_group_{self.token.share_id}"

    @property
    def title(self) -> str:
        """Title of the entry."""
        if self.token.kind is TokenKind.CHANNEL:
            return self.cameras[0].name
        plural = "" if len(self.cameras) == 1 else "s"
        return f"VXG Cloud VMS ({len(self.cameras)} camera{plural})"


class VxgConfigFlow(ConfigFlow, domain=DOMAIN):
    """Config flow; an entry is created only after the cloud accepted its token."""

    VERSION = 1
    MINOR_VERSION = 1

    @staticmethod
    @override
    @callback
    def async_get_options_flow(config_entry: ConfigEntry) -> VxgOptionsFlow:
        """Return the options flow."""
        return VxgOptionsFlow()

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a token, and optionally for a server."""
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                info = await self._async_connect(user_input)
            except FormError as err:
                errors = err.errors
            else:
                await self.async_set_unique_id(info.unique_id)
                self._abort_if_unique_id_configured()
                if duplicate := await self._async_find_duplicate(info):
                    return self._abort_duplicate(duplicate)
                return self.async_create_entry(
                    title=info.title,
                    data=_entry_data(info, user_input),
                    description_placeholders=markdown_placeholders(
                        {"name": info.title}
                    ),
                )
        return self._form("user", USER_SCHEMA, user_input, errors)

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Start reauthentication after the cloud refused the token."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a new token of the same camera or group."""
        entry = self._get_reauth_entry()
        return await self._async_update_entry(
            "reauth_confirm", REAUTH_SCHEMA, entry, user_input
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Change token or server; the entry keeps its unique id."""
        entry = self._get_reconfigure_entry()
        return await self._async_update_entry(
            "reconfigure", RECONFIGURE_SCHEMA, entry, user_input
        )

    async def _async_update_entry(
        self,
        step_id: str,
        schema: vol.Schema,
        entry: ConfigEntry,
        user_input: dict[str, Any] | None,
    ) -> ConfigFlowResult:
        """Validate the input and update the entry if it is the same camera."""
        errors: dict[str, str] = {}
        suggested: Mapping[str, Any] = entry.data
        if user_input is not None:
            suggested = user_input
            # If the form has the server's field, an empty one means the token's server.
            kept_keys = (
                {CONF_TOKEN} if CONF_VERIFY_SSL in user_input else set(entry.data)
            )
            filled = {key: value for key, value in user_input.items() if value != ""}
            new = {key: entry.data[key] for key in kept_keys} | filled
            try:
                info = await self._async_connect(new)
            except FormError as err:
                errors = err.errors
            else:
                if not self._is_same(entry, info):
                    return self.async_abort(reason="wrong_account")
                if duplicate := await self._async_find_duplicate(info, moved=entry):
                    return self._abort_duplicate(duplicate)
                return self.async_update_reload_and_abort(
                    entry, data=_entry_data(info, new)
                )
        return self._form(step_id, schema, suggested, errors, entry.title)

    def _form(
        self,
        step_id: str,
        schema: vol.Schema,
        suggested: Mapping[str, Any] | None,
        errors: dict[str, str],
        name: str = "",
    ) -> ConfigFlowResult:
        """Show a form with the previous values, except for the token."""
        values = {
            key: value for key, value in (suggested or {}).items() if key != CONF_TOKEN
        }
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, values),
            errors=errors,
            description_placeholders=markdown_placeholders({"name": name}),
        )

    async def _async_connect(self, user_input: Mapping[str, Any]) -> ConnectionInfo:
        """Connect with the input. Raises FormError."""
        token, base_url = _read_input(user_input)
        session = async_create_clientsession(
            self.hass,
            user_input[CONF_VERIFY_SSL],
            auto_cleanup=False,
            cookie_jar=DummyCookieJar(),
        )
        client = VxgClient(session, token, base_url=base_url)
        try:
            cameras = await _read_cameras(client)
        except VxgAuthenticationError as err:
            raise FormError(CONF_TOKEN, "invalid_auth") from err
        except VxgCertificateError as err:
            raise FormError("base", "invalid_certificate") from err
        except VxgRequestError as err:
            LOGGER.debug("Could not read the cameras: %s", err)
            raise FormError("base", "cannot_connect") from err
        except Exception as err:
            LOGGER.exception("Unexpected error while reading the cameras")
            raise FormError("base", "unknown") from err
        finally:
            session.detach()
        return ConnectionInfo(token=token, base_url=base_url, cameras=tuple(cameras))

    def _abort_duplicate(self, duplicate: dict[str, str]) -> ConfigFlowResult:
        return self.async_abort(
            reason="camera_configured",
            description_placeholders=markdown_placeholders(duplicate),
        )

    async def _async_find_duplicate(
        self, info: ConnectionInfo, *, moved: ConfigEntry | None = None
    ) -> dict[str, str] | None:
        """Return the names of a camera and of the entry that has it already, if any.

        Each of its events would be reported twice. An entry that is not `moved` to
        another server may keep its cameras.
        """
        if moved and await async_is_same_server(moved, info.token, info.base_url):
            return None
        for entry in self._async_current_entries(include_ignore=False):
            for camera in info.cameras:
                if camera_device(self.hass, entry, camera.id) is None:
                    continue
                if await async_is_same_server(entry, info.token, info.base_url):
                    return {"camera": camera.name, "entry": entry.title}
                break
        return None

    def _is_same(self, entry: ConfigEntry, info: ConnectionInfo) -> bool:
        """Return whether a token belongs to the entry's camera or group."""
        old = parse_token(entry.data[CONF_TOKEN])
        if old.kind is not info.token.kind:
            return False
        if old.kind is TokenKind.CHANNEL:
            return old.camera_id == info.token.camera_id
        known = {
            identifier
            for device in dr.async_entries_for_config_entry(
                dr.async_get(self.hass), entry.entry_id
            )
            for identifier in device.identifiers - {hub_identifier(entry)}
        }
        # An entry without cameras has no data of another group.
        return not known or any(
            (DOMAIN, device_identifier(entry, camera.id)) in known
            for camera in info.cameras
        )


def _read_input(user_input: Mapping[str, Any]) -> tuple[Token, URL]:
    """Return token and server without a request. Raises FormError."""
    try:
        token = parse_token(user_input[CONF_TOKEN])
    except VxgLicenseKeyError as err:
        raise FormError(CONF_TOKEN, "license_key") from err
    except VxgInvalidTokenError as err:
        raise FormError(CONF_TOKEN, "invalid_token") from err
    if token.expires is not None and token.expires <= house_now():
        raise FormError(CONF_TOKEN, "token_expired")
    if not (url := user_input.get(CONF_URL, "").strip()):
        return token, token.base_url
    try:
        return token, parse_url(url)
    except VxgInsecureUrlError as err:
        raise FormError(CONF_URL, "insecure_url") from err


async def _read_cameras(client: VxgClient) -> Iterable[Camera]:
    """Return the cameras. Raises VxgRequestError, also for the page of a proxy."""
    if (camera_id := client.token.camera_id) is not None:
        return (await client.camera(camera_id),)
    page = await client.cameras()
    page.raise_for_invalid()
    return page.items


def _entry_data(info: ConnectionInfo, user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry's data; the server only if it is not the token's own."""
    data = {
        CONF_TOKEN: info.token.value,
        CONF_VERIFY_SSL: user_input[CONF_VERIFY_SSL],
    }
    if user_input.get(CONF_URL, "").strip():
        data[CONF_URL] = str(info.base_url)
    return data
