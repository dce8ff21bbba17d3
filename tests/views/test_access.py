"""Tests for access to the views: only with a login or a signed path."""

from collections.abc import Iterator
from datetime import timedelta
import logging
from urllib.parse import quote

from aiohttp.test_utils import TestClient
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.media.identifier import MediaIdentifier
from simulator import Cloud, CloudServer, StoredEvent

from ..conftest import CAMERA_ID, make_entry, set_up
from .conftest import event_identifier


@pytest.fixture
async def anonymous_client(
    hass_client_no_auth: ClientSessionGenerator, entry: MockConfigEntry
) -> TestClient:
    """Return a client that is not authenticated."""
    return await hass_client_no_auth()


async def test_without_a_login_access_is_refused(
    anonymous_client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
) -> None:
    identifier = event_identifier(entry, event)
    before = len(cloud.requests), len(cloud.media_requests)
    for path in (
        identifier.picture_path,
        identifier.video_path,
        f"{identifier.video_path}?authSig=x",
        f"{identifier.video_path}?token={cloud.channel_token(CAMERA_ID)}",
        identifier.video_path.replace(entry.entry_id, "nobody"),
        identifier.video_path.replace("/event/", "/whatever/"),
    ):
        assert (await anonymous_client.get(path)).status == 401, path
    trick = identifier.picture_path.replace(str(event.id), "..%2F..%2Fsecrets")
    # Home Assistant refuses this one before it checks the login.
    assert (await anonymous_client.get(trick)).status == 400
    assert (len(cloud.requests), len(cloud.media_requests)) == before


async def test_a_signed_path_of_one_event_opens_no_other(
    hass: HomeAssistant,
    anonymous_client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    split_event: StoredEvent,
) -> None:
    own, other = (
        event_identifier(entry, event),
        event_identifier(entry, split_event),
    )
    signed = async_sign_path(hass, own.picture_path, timedelta(minutes=1))
    signature = signed.partition("?")[2]
    assert (await anonymous_client.get(signed)).status == 200
    for path in (
        other.picture_path,
        own.video_path,
        other.video_path,
        f"{own.picture_path}/",
        f"{own.picture_path}/../{split_event.id}",
        own.picture_path.replace(str(event.id), f"{event.id}%2F..%2F{split_event.id}"),
        own.picture_path.replace(str(event.id), f"0{event.id}"),
    ):
        response = await anonymous_client.get(f"{path}?{signature}")
        assert response.status in (400, 401, 404), path


@pytest.fixture
async def other(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, entry: MockConfigEntry
) -> MockConfigEntry:
    """Return an entry of another camera."""
    cloud.add_camera(61, "Garden")
    other = make_entry(
        cloud, server, token=cloud.channel_token(61), unique_id="other", title="Garden"
    )
    await set_up(hass, other)
    return other


def tricks(
    entry: MockConfigEntry, other: MockConfigEntry, event: StoredEvent
) -> Iterator[str]:
    """Yield identifiers that must not open an event of the first entry."""
    own, foreign, number = entry.entry_id, other.entry_id, event.id
    yield f"{foreign}/{CAMERA_ID}/event/{number}"
    yield f"{foreign}/61/event/{number}"
    yield f"{own}/61/event/{number}"
    yield f"nobody/{CAMERA_ID}/event/{number}"
    yield f"{own}/{CAMERA_ID}/event/999999"
    yield f"{own}/{CAMERA_ID}/event/0{number}"
    yield f"{own}/{CAMERA_ID}/event/{number}%00"
    yield f"{own}/{CAMERA_ID}/event/%2E%2E"
    yield f"{own}/{CAMERA_ID}/event/..%2Fevent%2F{number}"
    yield f"{own}/{CAMERA_ID}/event/{quote('../../../../etc/passwd', safe='')}"
    yield f"{own}/{CAMERA_ID}/camera/1"
    yield f"{own}/{CAMERA_ID}/events/motion"
    yield f"{own}/{CAMERA_ID}/recordings/0-1"
    yield f"{own}/{CAMERA_ID}/clip/999999"
    yield f"{own}/{CAMERA_ID}/recording/0-1"
    yield f"{own}/{CAMERA_ID}/recording/5-1"
    yield f"{own}/x/event/{number}"
    yield f"{own}/-1/event/{number}"
    yield f"%2E%2E/{CAMERA_ID}/event/{number}"


@pytest.mark.usefixtures("socket_enabled")
async def test_other_entries_ids_and_path_tricks_are_not_found(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    other: MockConfigEntry,
    event: StoredEvent,
) -> None:
    for kind in ("picture", "video"):
        for trick in tricks(entry, other, event):
            response = await client.get(f"/api/vxg/{kind}/{trick}")
            assert response.status in (400, 404), trick
    assert not cloud.media_requests


async def test_an_event_opens_with_the_id_of_its_own_camera_only(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    server: CloudServer,
) -> None:
    cloud.add_camera(61, "Garden")
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    client = await hass_client()
    event = cloud.raise_event(61, "motion", thumb_after=0)
    identifier = event_identifier(entry, event)
    assert (await client.get(identifier.picture_path)).status == 200
    wrong = identifier.picture_path.replace("/61/", f"/{CAMERA_ID}/")
    assert (await client.get(wrong)).status == 404


async def test_an_entry_that_is_not_loaded_has_no_media(
    hass: HomeAssistant,
    client: TestClient,
    entry: MockConfigEntry,
    event: StoredEvent,
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    assert (await client.get(event_identifier(entry, event).picture_path)).status == 404
    foreign = MockConfigEntry(domain="other")
    foreign.add_to_hass(hass)
    path = event_identifier(foreign, event).picture_path
    assert (await client.get(path)).status == 404


async def test_logs_contain_no_credentials_and_no_signed_urls(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    split_event: StoredEvent,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for identifier in (
        event_identifier(entry, event),
        event_identifier(entry, split_event),
    ):
        for path in (identifier.picture_path, identifier.video_path):
            await (await client.get(path)).read()
            cloud.media_faults.fail_next(2, status=403)
            await (await client.get(path)).read()
            cloud.media_faults.clear()
    assert "/api/v2/storage/data/" in caplog.text
    for secret in ("sig=", "/media/", cloud.channel_token(CAMERA_ID)):
        assert secret not in caplog.text


async def test_a_user_opens_the_media_of_the_cameras_that_they_may_read(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    recording: MediaIdentifier,
) -> None:
    client = await hass_client(hass_read_only_access_token)
    identifier = event_identifier(entry, event)
    paths = identifier.picture_path, identifier.video_path, recording.video_path
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {"camera.x": True}}})
    before = len(cloud.requests), len(cloud.media_requests)
    for path in paths:
        assert (await client.get(path)).status == 404, path
        assert (await client.head(path)).status == 404, path
    assert (len(cloud.requests), len(cloud.media_requests)) == before
    policy = {"entities": {"entity_ids": {"camera.front_door": {"read": True}}}}
    hass_read_only_user.mock_policy(policy)
    for path in paths:
        assert (await client.get(path)).status == 200, path
    # A camera without an entity, for which nobody can be given a right.
    er.async_get(hass).async_remove("camera.front_door")
    for path in paths:
        assert (await client.get(path)).status == 404, path
    hass_read_only_user.mock_policy({"entities": True})
    assert (await client.get(paths[0])).status == 200
