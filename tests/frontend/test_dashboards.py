"""Test which dashboard the link to an event opens."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.components.lovelace.dashboard import LovelaceStorage
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.vxg.frontend.dashboards import async_event_path

from ..common.actions import CAMERA
from ..conftest import logged
from .conftest import StartFrontend

OURS = {"strategy": {"type": "custom:vxg"}}
PATH = "dashboard-cameras"
LINK = f"/{PATH}/front_door?vxg-camera=camera.front_door&vxg-event=4711"

type AddDashboard = Callable[..., Any]


def link(hass: HomeAssistant) -> str | None:
    """Return the path of an event."""
    return async_event_path(hass, CAMERA, 4711)


@pytest.fixture
async def add_dashboard(
    hass: HomeAssistant,
    start_frontend: StartFrontend,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> AddDashboard:
    """Return a function that adds a dashboard, as the frontend does it."""
    await start_frontend()
    client = await hass_ws_client(hass)

    async def command(kind: str, **fields: Any) -> Any:
        await client.send_json_auto_id({"type": f"lovelace/{kind}", **fields})
        response = await client.receive_json()
        assert response["success"], response
        await hass.async_block_till_done()
        return response["result"]

    async def add_dashboard(
        config: Any = OURS, path: str = PATH, **options: Any
    ) -> Callable[..., Any]:
        item = await command(
            "dashboards/create", url_path=path, title="Cameras", **options
        )
        await command("config/save", url_path=path, config=config)

        async def change(kind: str, **fields: Any) -> None:
            await command(f"dashboards/{kind}", dashboard_id=item["id"], **fields)

        return change

    return add_dashboard


async def test_without_a_frontend_there_is_no_path(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    assert link(hass) is None


async def test_a_dashboard_is_found_until_it_is_removed(
    hass: HomeAssistant, add_dashboard: AddDashboard
) -> None:
    await add_dashboard({"views": []}, path="other-one")
    assert link(hass) is None
    change = await add_dashboard()
    assert link(hass) == LINK
    await change("delete")
    assert link(hass) is None


async def test_a_dashboard_of_administrators_is_for_nobody_else(
    hass: HomeAssistant, add_dashboard: AddDashboard
) -> None:
    change = await add_dashboard(require_admin=True)
    assert link(hass) is None
    await change("update", require_admin=False)
    assert link(hass) == LINK
    await change("update", require_admin=True)
    await add_dashboard(path="second-one")
    assert link(hass) == LINK.replace(PATH, "second-one")


async def test_a_stored_dashboard_is_found_at_the_start(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    start_frontend: StartFrontend,
    entry: MockConfigEntry,
) -> None:
    item = {
        "id": PATH,
        "url_path": PATH,
        "title": "Cameras",
        "mode": "storage",
        "require_admin": False,
        "show_in_sidebar": True,
    }
    for key, data in (
        ("lovelace_dashboards", {"items": [item]}),
        (f"lovelace.{PATH}", {"config": OURS}),
    ):
        hass_storage[key] = {"version": 1, "minor_version": 1, "key": key, "data": data}
    await start_frontend()
    assert link(hass) == LINK


@pytest.mark.parametrize(
    ("entities", "is_shown"),
    [
        ([], True),
        (["camera.front_door"], True),
        (["event.front_door_events"], True),
        (["camera.garden"], False),
        (["light.front_door", "camera.front_door"], True),
        # What is no list of names is as if there were none.
        ("camera.garden", True),
        ([None, 5, {}], True),
    ],
)
async def test_the_dashboard_shows_the_camera(
    hass: HomeAssistant, add_dashboard: AddDashboard, entities: Any, is_shown: bool
) -> None:
    await add_dashboard({"strategy": {"type": "custom:vxg", "entities": entities}})
    assert link(hass) == (LINK if is_shown else None)


async def test_a_hidden_camera_is_shown_only_if_it_is_named(
    hass: HomeAssistant, add_dashboard: AddDashboard, entity_registry: er.EntityRegistry
) -> None:
    await add_dashboard()
    entity_registry.async_update_entity(CAMERA, hidden_by=er.RegistryEntryHider.USER)
    assert link(hass) is None
    strategy = {"type": "custom:vxg", "entities": [CAMERA]}
    await add_dashboard({"strategy": strategy}, path="second-one")
    assert link(hass) == LINK.replace(PATH, "second-one")


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"strategy": None},
        {"strategy": {"type": 7}},
        {"strategy": {"type": "custom:other"}},
        {"strategy": "custom:vxg"},
    ],
)
async def test_other_dashboards_do_not_show_cameras(
    hass: HomeAssistant,
    add_dashboard: AddDashboard,
    config: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await add_dashboard(config)
    assert link(hass) is None
    assert not logged(caplog)


@pytest.mark.parametrize(
    ("error", "is_logged"),
    [(HomeAssistantError("broken"), False), (OSError("broken"), True)],
)
async def test_a_dashboard_that_cannot_be_read_is_left_out(
    hass: HomeAssistant,
    add_dashboard: AddDashboard,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    is_logged: bool,
) -> None:
    load = LovelaceStorage.async_load

    async def fail(self: LovelaceStorage, force: bool) -> dict[str, Any]:
        if self.url_path == "broken-one":
            raise error
        return await load(self, force)

    with patch.object(LovelaceStorage, "async_load", fail):
        await add_dashboard(path="broken-one")
        await add_dashboard()
    assert link(hass) == LINK
    assert len(logged(caplog)) == is_logged


async def test_a_foreign_lovelace_breaks_nothing(
    hass: HomeAssistant, add_dashboard: AddDashboard, caplog: pytest.LogCaptureFixture
) -> None:
    await add_dashboard()
    hass.data[LOVELACE_DATA].dashboards = None  # type: ignore[assignment]
    assert link(hass) is None
    assert len(logged(caplog)) == 1
