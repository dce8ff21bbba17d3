"""Tests for options of a wrong kind: defaults stand in for them."""

from datetime import timedelta
import math
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import (
    CONF_CLOCKS_BEHIND,
    CONF_HOLD_TIME,
    CONF_LATE_EVENTS,
    CONF_MAX_AGE,
    CONF_POLL_INTERVAL,
    DOMAIN,
)
from custom_components.vxg.helpers.options import Options
from simulator import Cloud, CloudServer

from ..conftest import make_entry, set_up

ODD = [None, "x", "", [], {}, True, -1, 0, 1e-9, 10**400, math.inf, math.nan, "\ud800"]
KEYS = (
    CONF_HOLD_TIME,
    CONF_POLL_INTERVAL,
    CONF_MAX_AGE,
    CONF_LATE_EVENTS,
    CONF_CLOCKS_BEHIND,
)


@pytest.mark.parametrize("value", ODD, ids=ascii)
@pytest.mark.parametrize("key", KEYS)
def test_an_option_of_a_wrong_kind_is_the_default(key: str, value: Any) -> None:
    default = Options.from_entry(MockConfigEntry(domain=DOMAIN))
    entry = MockConfigEntry(domain=DOMAIN, options={key: value})
    assert Options.from_entry(entry) == default


@pytest.mark.parametrize("value", [v for v in ODD if v not in (-1, 0, 1e-9)], ids=ascii)
def test_a_correction_of_a_wrong_kind_is_left_out(value: Any) -> None:
    lags = {"5": 60, "6": value, "x": 60, "\u0661": 60}
    entry = MockConfigEntry(domain=DOMAIN, options={CONF_CLOCKS_BEHIND: lags})
    assert Options.from_entry(entry).clock_lags == {5: timedelta(seconds=60)}


def test_numbers_as_text_are_read() -> None:
    entry = MockConfigEntry(domain=DOMAIN, options={CONF_HOLD_TIME: "45"})
    assert Options.from_entry(entry).hold_time == timedelta(seconds=45)


@pytest.mark.parametrize(
    ("key", "value", "state"),
    [
        (CONF_TOKEN, None, ConfigEntryState.SETUP_ERROR),
        (CONF_TOKEN, 5, ConfigEntryState.SETUP_ERROR),
        (CONF_TOKEN, "x", ConfigEntryState.SETUP_ERROR),
        (CONF_URL, 5, ConfigEntryState.SETUP_ERROR),
        (CONF_URL, "http://example.com", ConfigEntryState.SETUP_ERROR),
        (CONF_VERIFY_SSL, None, ConfigEntryState.LOADED),
        (CONF_VERIFY_SSL, "x", ConfigEntryState.LOADED),
    ],
)
async def test_entry_data_of_a_wrong_kind_are_read_or_explained(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    key: str,
    value: Any,
    state: ConfigEntryState,
) -> None:
    entry = make_entry(cloud, server)
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, data={**entry.data, key: value})
    await set_up(hass, entry)
    assert entry.state is state
    assert bool(entry.reason) is (state is ConfigEntryState.SETUP_ERROR)
