"""Test how the bundle of the events card is served."""

from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg import frontend
from custom_components.vxg.frontend import (
    BUNDLE_NAME,
    BUNDLE_PATH,
    async_get_bundle_version,
)
from simulator import Cloud, CloudServer

from ..conftest import SMALL_BUNDLE, logged, make_entry, set_up
from .conftest import present_url

CONTENT = SMALL_BUNDLE.read_text()


@pytest.mark.parametrize("encoding", ["gzip, deflate, br", "identity", ""])
async def test_the_bundle_is_served_to_anybody_and_cached(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    encoding: str,
) -> None:
    client = await hass_client_no_auth()
    response = await client.get(
        present_url(hass), headers={"Accept-Encoding": encoding}
    )
    assert response.status == 200
    assert await response.text() == CONTENT
    assert response.headers.get("Content-Encoding") == (
        "gzip" if "gzip" in encoding else None
    )
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("version", ["0123456789abcdef", "latest", "a" * 500])
async def test_any_digest_leads_to_the_present_bundle(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    version: str,
) -> None:
    client = await hass_client_no_auth()
    url = f"{BUNDLE_PATH}{version}/{BUNDLE_NAME}"
    response = await client.get(url)
    assert response.status == 200
    assert await response.text() == CONTENT
    # The card reads its version from the URL that it was loaded from.
    assert response.url.path == present_url(hass)
    [redirect] = response.history
    assert redirect.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["other.js", "__init__.py", f"../{BUNDLE_NAME}"])
async def test_nothing_else_is_served(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    name: str,
) -> None:
    client = await hass_client_no_auth()
    folder = present_url(hass).removesuffix(BUNDLE_NAME)
    assert (await client.get(folder + name)).status == 404


async def test_the_digest_changes_with_the_content(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    changed = tmp_path / BUNDLE_NAME
    versions = []
    for content in ("a", "b", "a"):
        changed.write_text(content)
        monkeypatch.setattr(frontend, "BUNDLE_FILE", changed)
        bundle = frontend._read_bundle()
        assert f"/{bundle.version}/" in bundle.url
        versions.append(bundle.version)
    assert versions[0] == versions[2] != versions[1]


async def test_an_update_that_awaits_a_restart_is_not_served_as_the_present_bundle(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    hass_client_no_auth: ClientSessionGenerator,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    path = tmp_path / BUNDLE_NAME
    path.write_text("old")
    monkeypatch.setattr(frontend, "BUNDLE_FILE", path)
    await set_up(hass, make_entry(cloud, server))
    path.write_text("new")
    client = await hass_client_no_auth()
    assert await (await client.get(present_url(hass))).text() == "old"


async def test_a_missing_bundle_costs_the_card_only(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(frontend, "BUNDLE_FILE", tmp_path / "missing")
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    assert hass.states.get("camera.front_door")
    assert async_get_bundle_version(hass) is None
    [message] = logged(caplog)
    assert message.startswith("The events card is not available")
    await hass.config_entries.async_remove(entry.entry_id)
    assert len(logged(caplog)) == 1


async def test_the_version_is_known_without_a_frontend(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    version = async_get_bundle_version(hass)
    assert version
    assert version in present_url(hass)
