"""Test the time until which notifications about a camera are not wanted."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.components.datetime import DOMAIN as DATETIME, SERVICE_SET_VALUE
from homeassistant.const import ATTR_ENTITY_ID, EntityCategory
from homeassistant.core import CoreState, HomeAssistant, State
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.restore_state import STORAGE_KEY, async_get
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    mock_restore_cache,
)

from simulator import Cloud, CloudServer

from .conftest import make_entry, set_up

QUIET_UNTIL = "datetime.front_door_quiet_until"
EVENING = "2026-11-24T21:30:00+00:00"


async def set_value(hass: HomeAssistant, value: datetime | str) -> None:
    await hass.services.async_call(
        DATETIME,
        SERVICE_SET_VALUE,
        {ATTR_ENTITY_ID: QUIET_UNTIL, "datetime": value},
        blocking=True,
    )


def value_of(hass: HomeAssistant) -> str:
    state = hass.states.get(QUIET_UNTIL)
    assert state is not None
    return state.state


@pytest.mark.usefixtures("entry")
async def test_nobody_is_quiet_until_a_time_is_set(hass: HomeAssistant) -> None:
    assert value_of(hass) == "unknown"
    entity = er.async_get(hass).async_get(QUIET_UNTIL)
    assert entity is not None
    assert entity.entity_category is EntityCategory.CONFIG
    assert not entity.disabled


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("2026-11-24 22:30:00", EVENING),
        ("2026-11-24T16:30:00-05:00", EVENING),
        (datetime(2026, 11, 24, 21, 30, tzinfo=UTC), EVENING),
        # The end of quiet: a time in the past.
        ("2020-01-01 01:00:00", "2020-01-01T00:00:00+00:00"),
    ],
)
async def test_a_time_is_set_in_any_time_zone(
    hass: HomeAssistant, value: datetime | str, state: str
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    await set_value(hass, value)
    assert value_of(hass) == state


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    "value",
    ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00", "1969-12-31 00:00:00"],
)
async def test_times_outside_of_the_calendar_are_refused(
    hass: HomeAssistant, value: str
) -> None:
    await set_value(hass, EVENING)
    with pytest.raises(ServiceValidationError, match="between 1970 and 2100"):
        await set_value(hass, value)
    assert value_of(hass) == EVENING


async def test_the_time_survives_a_reload(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    await set_value(hass, EVENING)
    await hass.config_entries.async_reload(entry.entry_id)
    assert value_of(hass) == EVENING


async def test_the_time_survives_a_restart(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    entry: MockConfigEntry,
) -> None:
    await set_value(hass, EVENING)
    await async_get(hass).async_dump_states()
    states = [item["state"] for item in hass_storage[STORAGE_KEY]["data"]]
    (stored,) = [state for state in states if state["entity_id"] == QUIET_UNTIL]
    await hass.config_entries.async_remove(entry.entry_id)

    hass.set_state(CoreState.not_running)
    mock_restore_cache(hass, [State(QUIET_UNTIL, stored["state"])])
    await set_up(hass, make_entry(cloud, server))
    assert value_of(hass) == EVENING


@pytest.mark.parametrize(
    "stored",
    [
        "unknown",
        "unavailable",
        "yesterday",
        "2026-11-31T00:00:00+00:00",
        "9999-12-31T23:00-05:00",
        "1",
    ],
)
async def test_a_state_that_is_no_time_is_not_restored(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, stored: str
) -> None:
    mock_restore_cache(hass, [State(QUIET_UNTIL, stored)])
    await set_up(hass, make_entry(cloud, server))
    assert value_of(hass) == "unknown"
