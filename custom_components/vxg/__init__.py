"""The VXG Cloud VMS integration."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from aiohttp import DummyCookieJar
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL, Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryError
from homeassistant.helpers import config_validation as cv, device_registry as dr
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.device_registry import AnyDeviceEntry
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.typing import ConfigType
from homeassistant.util.json import json_loads

from .aiovxg import (
    TokenKind,
    VxgClient,
    VxgInsecureUrlError,
    VxgTokenError,
    parse_token,
    parse_url,
)
from .assist.sentence_setup import async_remove_sentences, async_watch_sentences
from .assist.troubleshooting_api import async_setup_troubleshooting
from .cameras.duplicates import async_watch_duplicates
from .cameras.entity_limit import EntityLimit
from .cameras.store import async_load_camera_ids, async_remove_camera_store
from .const import DOMAIN, LOGGER, MANUFACTURER, PLATFORMS
from .coordinator import CameraCoordinator, EventCoordinator
from .data import VxgConfigEntry, VxgRuntimeData
from .errors import translated_error
from .events.log_store import async_remove_event_log
from .events.logbook_entries import async_setup_logbook_entries
from .events.recorder_exclusion import async_exclude_events
from .frontend.resources import (
    async_register_card,
    async_setup_card,
    async_unregister_card,
)
from .helpers.availability import async_forget_outage
from .helpers.clocks.cloud_clock import CloudClock
from .helpers.identifiers import device_identifier, hub_identifier
from .helpers.issues import (
    async_delete_issues,
    async_update_clock_issue,
    async_update_token_issues,
)
from .helpers.options import Options
from .helpers.reauth import ReauthGuard
from .media.client_session import async_get_media_session, async_get_write_session
from .media.session import MediaSession
from .outbox.outbox import Outbox
from .outbox.store import async_remove_outbox
from .services import async_setup_services
from .streaming.log_filter import redact_secrets
from .views import async_setup_views
from .websocket import async_setup_websocket

# Set up first, because Home Assistant adds no more than 10,000 enabled entities per entry.
PRIORITY_PLATFORMS = [Platform.CAMERA, Platform.EVENT], [Platform.BINARY_SENSOR]


TOKEN_CHECK_INTERVAL = timedelta(days=1)

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set up what entries share: actions, views, commands, logbook entries, card."""
    redact_secrets()
    async_exclude_events(hass)
    async_setup_logbook_entries(hass)
    async_setup_services(hass)
    async_setup_views(hass)
    async_setup_websocket(hass)
    async_setup_troubleshooting(hass)
    await async_setup_card(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: VxgConfigEntry) -> bool:
    """Set up a config entry."""
    client = _create_client(hass, entry)
    guard = ReauthGuard(hass, entry)
    clock = CloudClock(client, partial(async_update_clock_issue, hass, entry))
    _watch_token(hass, entry, client, clock)
    cameras = CameraCoordinator(hass, entry, client, guard, clock)
    await cameras.async_load()
    _remove_stale_devices(hass, entry, cameras)
    options = Options.from_entry(entry)
    events = EventCoordinator(hass, entry, client, cameras, guard, clock, options)
    await events.async_load()
    outbox = Outbox(hass, entry, client, cameras, events.availability, events.log)
    await outbox.async_load()
    entry.runtime_data = VxgRuntimeData(
        client=client,
        cameras=cameras,
        events=events,
        clock=clock,
        options=options,
        hub_id=_register_hub(hass, entry, client),
        outbox=outbox,
        entity_limit=EntityLimit(hass, entry, lambda: cameras.data),
        media=MediaSession(
            client=client, clock=clock, on_events=events.images.async_update
        ),
    )
    for platforms in (
        *PRIORITY_PLATFORMS,
        set(PLATFORMS).difference(*PRIORITY_PLATFORMS),
    ):
        await hass.config_entries.async_forward_entry_setups(entry, platforms)
    cameras.async_start()
    outbox.async_start()
    await async_register_card(hass)
    # Last, when the platforms have subscribed to events.
    events.async_start()
    async_watch_sentences(hass, entry)
    async_watch_duplicates(hass, entry, client, cameras)
    return True


def _create_client(hass: HomeAssistant, entry: VxgConfigEntry) -> VxgClient:
    """Return the client. Raises a translated error for data of a wrong kind."""
    url = entry.data.get(CONF_URL)
    try:
        token = parse_token(str(entry.data.get(CONF_TOKEN)))
    except VxgTokenError as err:
        raise translated_error(
            ConfigEntryAuthFailed, "token_refused", subject=entry.title, detail="–"
        ) from err
    try:
        base_url = parse_url(str(url)) if url else None
    except VxgInsecureUrlError as err:
        raise translated_error(
            ConfigEntryError, "invalid_server", subject=entry.title
        ) from err
    verify_ssl = entry.data.get(CONF_VERIFY_SSL) is not False
    return VxgClient(
        async_create_clientsession(hass, verify_ssl, cookie_jar=DummyCookieJar()),
        token,
        base_url=base_url,
        write_session=async_get_write_session(hass, verify_ssl),
        get_media_session=partial(async_get_media_session, hass, verify_ssl),
        loads=json_loads,
    )


def _watch_token(
    hass: HomeAssistant, entry: VxgConfigEntry, client: VxgClient, clock: CloudClock
) -> None:
    """Check now and then daily whether the token expires soon."""

    @callback
    def check(_now: datetime | None = None) -> None:
        async_update_token_issues(hass, entry, client.token, clock.now())

    check()
    entry.async_on_unload(async_track_time_interval(hass, check, TOKEN_CHECK_INTERVAL))


def _register_hub(
    hass: HomeAssistant, entry: VxgConfigEntry, client: VxgClient
) -> str | None:
    """Register the device of a group before the devices of its cameras refer to it."""
    if client.token.kind is not TokenKind.GROUP:
        return None
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={hub_identifier(entry)},
        entry_type=dr.DeviceEntryType.SERVICE,
        name=entry.title,
        manufacturer=MANUFACTURER,
        configuration_url=client.base_url,
    )
    return device.id


def _remove_stale_devices(
    hass: HomeAssistant, entry: VxgConfigEntry, cameras: CameraCoordinator
) -> None:
    """Remove the devices of cameras that the cloud no longer lists."""
    known = {hub_identifier(entry)} | {
        (DOMAIN, device_identifier(entry, camera_id)) for camera_id in cameras.data
    }
    registry = dr.async_get(hass)
    for device in dr.async_entries_for_config_entry(registry, entry.entry_id):
        if cameras.restored and not known & device.identifiers:
            registry.async_remove_device(device.id)


async def async_unload_entry(hass: HomeAssistant, entry: VxgConfigEntry) -> bool:
    """Unload a config entry."""
    await entry.runtime_data.events.async_stop()
    await entry.runtime_data.cameras.async_save()
    await entry.runtime_data.outbox.async_stop()
    if await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return True
    # What is left must not say "off" until the next start: nothing is read any more.
    entry.runtime_data.events.availability.give_up()
    return False


async def async_remove_entry(hass: HomeAssistant, entry: VxgConfigEntry) -> None:
    """Delete the files and issues of a config entry, and the card with the last one."""
    await async_remove_event_log(hass, entry)
    await async_remove_camera_store(hass, entry)
    if unsent := await async_remove_outbox(hass, entry):
        LOGGER.warning("%s was removed with %s events unsent", entry.title, unsent)
    async_delete_issues(hass, entry)
    async_forget_outage(hass, entry)
    await async_unregister_card(hass)
    await async_remove_sentences(hass)


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: VxgConfigEntry, device_entry: AnyDeviceEntry
) -> bool:
    """Allow the removal of a camera's device only if the cloud does not list the camera.

    While the entry is not loaded, the list is the one that is stored.
    """
    if hub_identifier(entry) in device_entry.identifiers:
        return False
    if entry.state is not ConfigEntryState.LOADED:
        stored = await async_load_camera_ids(hass, entry)
        return not _camera_ids_of(entry, device_entry, stored)
    cameras = entry.runtime_data.cameras
    owned = _camera_ids_of(entry, device_entry, {*cameras.data, *cameras.listed_ids})
    if owned & cameras.listed_ids:
        return False
    cameras.async_forget(owned)
    return True


def _camera_ids_of(
    entry: VxgConfigEntry, device: AnyDeviceEntry, camera_ids: Iterable[int]
) -> set[int]:
    """Return those of some cameras that a device belongs to."""
    return {
        camera_id
        for camera_id in camera_ids
        if (DOMAIN, device_identifier(entry, camera_id)) in device.identifiers
    }
