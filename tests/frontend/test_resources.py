"""Test how the events card is registered with the frontend, in all its cases."""

import asyncio
from collections.abc import Callable
from typing import Any

from homeassistant.components.lovelace.const import DOMAIN as LOVELACE, LOVELACE_DATA
from homeassistant.components.lovelace.resources import ResourceStorageCollection
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, flush_store

from custom_components.vxg import frontend
from custom_components.vxg.frontend import BUNDLE_NAME, BUNDLE_PATH
from simulator import Cloud, CloudServer

from ..conftest import load, logged, make_entry, set_up
from .conftest import (
    OLD,
    OTHERS,
    StartFrontend,
    extra_urls,
    our_resources,
    present_url,
    resources,
    store_resources,
)


async def test_without_a_frontend_the_entry_loads(
    hass: HomeAssistant, entry: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    assert "frontend" not in hass.config.components
    assert hass.states.get("camera.front_door")
    await hass.config_entries.async_remove(entry.entry_id)
    assert not logged(caplog)


async def test_the_card_is_part_of_the_page_and_a_resource(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
) -> None:
    await start_frontend()
    await set_up(hass, make_entry(cloud, server))
    url = present_url(hass)
    assert extra_urls(hass) == {url}
    assert our_resources(hass) == [("module", url)]


async def test_a_frontend_that_is_set_up_later_gets_the_card(
    hass: HomeAssistant, entry: MockConfigEntry, start_frontend: StartFrontend
) -> None:
    await start_frontend()
    assert extra_urls(hass) == {present_url(hass)}
    assert our_resources(hass) == [("module", present_url(hass))]


async def test_the_resource_is_stored(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    hass_storage: dict[str, Any],
) -> None:
    await start_frontend()
    await set_up(hass, make_entry(cloud, server))
    await flush_store(hass.data[LOVELACE_DATA].resources.store)
    [item] = hass_storage["lovelace_resources"]["data"]["items"]
    assert (item["type"], item["url"]) == ("module", present_url(hass))


@pytest.mark.parametrize(
    "present",
    [
        [OLD],
        [f"{OLD}?v=3"],
        [OLD, OLD.replace("0", "9"), f"{BUNDLE_PATH}latest/{BUNDLE_NAME}#x"],
    ],
)
@pytest.mark.parametrize("resource_type", ["module", "js"])
async def test_older_resources_become_the_present_one_and_others_are_kept(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    hass_storage: dict[str, Any],
    present: list[str],
    resource_type: str,
) -> None:
    store_resources(hass_storage, *OTHERS, *present, resource_type=resource_type)
    await start_frontend()
    await set_up(hass, make_entry(cloud, server))
    assert [(item["type"], item["url"]) for item in resources(hass)] == [
        *((resource_type, url) for url in OTHERS),
        ("module", present_url(hass)),
    ]
    # The first one was changed, so that it keeps its id.
    assert resources(hass)[-1]["id"] == f"r{len(OTHERS)}"


async def test_stored_resources_are_read_before_they_are_looked_at(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    hass_storage: dict[str, Any],
) -> None:
    store_resources(hass_storage, OLD)
    await start_frontend()
    assert not hass.data[LOVELACE_DATA].resources.loaded
    await set_up(hass, make_entry(cloud, server))
    assert our_resources(hass) == [("module", present_url(hass))]


async def test_nothing_is_written_while_the_resource_is_right(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    hass_storage: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store_resources(hass_storage, *OTHERS, frontend._read_bundle().url)
    await start_frontend()
    for name in ("create", "update", "delete"):
        monkeypatch.delattr(ResourceStorageCollection, f"async_{name}_item")
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    await hass.config_entries.async_unload(entry.entry_id)
    await load(hass, entry)
    assert our_resources(hass) == [("module", present_url(hass))]


async def test_entries_that_are_set_up_at_the_same_time_create_one_resource(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await start_frontend()
    load_resources = ResourceStorageCollection.async_load

    async def load_slowly(collection: ResourceStorageCollection) -> None:
        await asyncio.sleep(0)
        await load_resources(collection)

    monkeypatch.setattr(ResourceStorageCollection, "async_load", load_slowly)
    entries = []
    for camera_id in (1, 2, 3):
        cloud.add_camera(camera_id, f"Camera {camera_id}")
        token = cloud.channel_token(camera_id)
        entries.append(make_entry(cloud, server, token=token, unique_id=f"{camera_id}"))
        entries[-1].add_to_hass(hass)
    await asyncio.gather(*(load(hass, entry) for entry in entries))
    assert our_resources(hass) == [("module", present_url(hass))]


async def test_the_last_entry_takes_the_registration_with_it(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    hass_storage: dict[str, Any],
) -> None:
    store_resources(hass_storage, *OTHERS)
    await start_frontend()
    first = make_entry(cloud, server)
    cloud.add_camera(2, "Garden")
    token = cloud.channel_token(2)
    second = make_entry(cloud, server, token=token, unique_id="2")
    await set_up(hass, first)
    await set_up(hass, second)
    await hass.config_entries.async_remove(first.entry_id)
    assert len(our_resources(hass)) == len(extra_urls(hass)) == 1
    await hass.config_entries.async_remove(second.entry_id)
    assert [item["url"] for item in resources(hass)] == [*OTHERS]
    assert not extra_urls(hass)
    # Without a restart, the component is not set up again.
    await set_up(hass, make_entry(cloud, server))
    assert our_resources(hass) == [("module", present_url(hass))]
    assert extra_urls(hass) == {present_url(hass)}


async def test_a_frontend_after_the_last_entry_gets_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, start_frontend: StartFrontend
) -> None:
    await hass.config_entries.async_remove(entry.entry_id)
    await start_frontend()
    assert not extra_urls(hass)
    assert not our_resources(hass)


async def test_resources_in_yaml_are_left_alone(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    configured = [{"type": "module", "url": OLD}]
    await start_frontend(resource_mode="yaml", resources=configured)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    assert resources(hass) == configured
    assert extra_urls(hass) == {present_url(hass)}
    await hass.config_entries.async_remove(entry.entry_id)
    assert resources(hass) == configured
    assert not extra_urls(hass)
    assert not logged(caplog)


async def test_the_collection_is_looked_up_each_time(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
) -> None:
    await start_frontend()
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    lovelace = hass.data[LOVELACE_DATA]
    lovelace.resources = ResourceStorageCollection(hass, lovelace.dashboards[None])
    await hass.config_entries.async_unload(entry.entry_id)
    await load(hass, entry)
    assert our_resources(hass) == [("module", present_url(hass))]


def _fail(error: Exception) -> Callable[..., Any]:
    async def fail(*args: Any, **kwargs: Any) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    "error",
    [OSError(30, "Read-only file system"), HomeAssistantError("x"), KeyError("items")],
)
@pytest.mark.parametrize("method", ["async_get_info", "async_create_item"])
async def test_a_broken_store_costs_one_line_and_no_entry(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    method: str,
    error: Exception,
) -> None:
    await start_frontend()
    monkeypatch.setattr(ResourceStorageCollection, method, _fail(error))
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    await hass.config_entries.async_reload(entry.entry_id)
    assert hass.states.get("camera.front_door")
    assert extra_urls(hass) == {present_url(hass)}
    [message] = logged(caplog)
    assert "registration of the events card" in message


async def test_a_resource_that_cannot_be_removed_costs_one_line(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await start_frontend()
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    monkeypatch.setattr(
        ResourceStorageCollection, "async_delete_item", _fail(OSError(30, "x"))
    )
    await hass.config_entries.async_remove(entry.entry_id)
    assert not hass.config_entries.async_entries("vxg")
    [message] = logged(caplog)
    assert "removal of the events card" in message


@pytest.mark.parametrize(
    "data",
    [{}, {"items": None}, {"items": [{}]}, {"items": [{"id": "x", "url": None}]}],
)
async def test_stored_resources_of_another_shape_fail_no_entry(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    data: dict[str, Any],
) -> None:
    store_resources(hass_storage)
    hass_storage["lovelace_resources"]["data"] = data
    await start_frontend()
    await set_up(hass, make_entry(cloud, server))
    assert hass.states.get("camera.front_door")
    assert extra_urls(hass) == {present_url(hass)}
    assert len(logged(caplog)) <= 1


async def test_dashboards_of_another_release_fail_no_entry(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await start_frontend()
    hass.data[LOVELACE] = object()
    await set_up(hass, make_entry(cloud, server))
    assert hass.states.get("camera.front_door")
    assert len(logged(caplog)) == 1
