"""The public surface: everything that was recorded of it is still there.

Users' automations, dashboards and scripts hang on names, identifiers and shapes. They
were recorded by `python -m tests.repository.record_surface` and lie in `surface/`. More
may be added at any time; what is recorded there is not to be removed or changed.
"""

from collections.abc import Callable
from datetime import timedelta
import inspect
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from simulator import Cloud, CloudServer

from ..conftest import PassTime
from .collectors import (
    actions,
    assist,
    automations,
    config_entries,
    diagnostics,
    entities,
    issues,
    media,
    texts,
)
from .golden import check, plain
from .house import NOON, YARD, House, add_entry, build_house, channel_token, furnish

COMPONENTS = (
    "homeassistant",
    "diagnostics",
    "intent",
    "llm",
    "media_source",
    "repairs",
    "system_health",
)

pytestmark = pytest.mark.usefixtures("hass_storage", "at_noon")


@pytest.fixture
async def at_noon(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let it be noon, in a Home Assistant with the usual components."""
    freezer.move_to(NOON)
    for component in COMPONENTS:
        assert await async_setup_component(hass, component, {})


async def test_everything_recorded_of_a_running_house_is_there(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    hass_client_no_auth: ClientSessionGenerator,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    subtests: pytest.Subtests,
) -> None:
    heard = {
        name: async_capture_events(hass, name) for name in ("vxg_event", "vxg_gap")
    }
    furnish(cloud)
    with diagnostics.logger_names() as loggers:
        house = await build_house(hass, cloud, server, pass_time)
        client, stranger = await hass_client(), await hass_client_no_auth()

        async def section(name: str, collect: Callable[[], Any]) -> None:
            with subtests.test(section=name):
                collected = collect()
                if inspect.isawaitable(collected):
                    collected = await collected
                check(name, house.anonymous(plain(collected)))

        await section("devices", lambda: entities.collect_devices(house))
        await section("entities", lambda: entities.collect_entities(house))
        await section("media", lambda: media.collect(house, client, stranger))
        await section("config_entries", lambda: config_entries.collect(house))
        await entities.enable_all(house)
        await entities.live_through(house)
        await section("bus", lambda: automations.collect_bus(heard))
        await section("states", lambda: entities.collect_states(house))
        await section("diagnostics", lambda: diagnostics.collect(house, hass_client))
        await section("automations", lambda: automations.collect(house))
        await section("assist", lambda: assist.collect(house))
        await section("actions", lambda: actions.collect(house))
        await section("runtime", lambda: diagnostics.collect_runtime(house, loggers))


async def test_every_repair_is_there(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    furnish(cloud, known_types=())
    ends = cloud.now() + timedelta(days=13)
    read_only = cloud.channel_token(YARD, access="watch", api="127.0.0.1", api_p=80)
    house = House(
        hass=hass,
        cloud=cloud,
        server=server,
        pass_time=pass_time,
        channel=await add_entry(hass, channel_token(cloud, expires=ends), server),
        group=await add_entry(hass, read_only, server),
    )
    hass.config_entries.async_update_entry(house.channel, options={"max_age": 10})
    await hass.config_entries.async_reload(house.channel.entry_id)
    await issues.provoke(house)
    collected = plain(
        {
            "issues": issues.collect(house),
            "fixes": await issues.fix(house),
        }
    )
    check("issues", house.anonymous(collected))


def test_the_texts_and_sentences_are_there() -> None:
    check("texts", texts.collect())
    check("sentences", assist.collect_sentences())
