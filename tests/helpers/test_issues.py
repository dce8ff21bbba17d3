"""Tests for repair issues."""

import base64
from datetime import UTC, datetime, timedelta
import json

from homeassistant.const import ATTR_ENTITY_ID, CONF_TOKEN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.helpers.issues import (
    ISSUE_REFUSED,
    async_create_clock_issue,
    async_create_dropped_event_issue,
    async_update_clock_issue,
)
from simulator import Cloud, CloudServer

from ..common.hostile import HOSTILE_NAMES
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up


def open_issues(hass: HomeAssistant) -> dict[str, dict[str, str]]:
    """Return the placeholders of open issues, by translation key."""
    return {
        str(issue.translation_key): dict(issue.translation_placeholders or {})
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN
    }


def expiring_token(token: str, end: datetime) -> str:
    """Return a token with an expiry date."""
    content = json.loads(base64.b64decode(token))
    content["expires"] = end.replace(tzinfo=None).isoformat()
    return base64.b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize(("days", "soon"), [(13, True), (15, False), (-1, True)])
async def test_a_token_that_expires_soon_has_an_issue_until_it_is_replaced(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, days: int, soon: bool
) -> None:
    end = datetime.now(UTC) + timedelta(days=days)
    unlimited = cloud.channel_token(CAMERA_ID)
    token = expiring_token(unlimited, end)
    # The cloud accepts both.
    cloud.credentials[token] = cloud.credentials[unlimited]
    entry = make_entry(cloud, server, token=token)
    await set_up(hass, entry)
    if not soon:
        assert not open_issues(hass)
        return
    assert open_issues(hass) == {
        "token_ends": {"name": "Front door", "day": end.date().isoformat()}
    }
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, CONF_TOKEN: unlimited}
    )
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not open_issues(hass)


async def test_a_token_that_expires_soon_gets_an_issue_while_the_entry_is_loaded(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    end = cloud.now() + timedelta(days=16)
    unlimited = cloud.channel_token(CAMERA_ID)
    token = expiring_token(unlimited, end)
    cloud.credentials[token] = cloud.credentials[unlimited]
    await set_up(hass, make_entry(cloud, server, token=token))
    await pass_time(86401)
    assert not open_issues(hass)
    await pass_time(86401, times=2)
    assert set(open_issues(hass)) == {"token_ends"}


async def test_a_read_only_token_has_an_issue_once_an_action_needs_to_write(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID, access="watch")
    entry = make_entry(cloud, server, token=token)
    await set_up(hass, entry)
    assert not open_issues(hass)
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(
            DOMAIN,
            "create_event",
            {ATTR_ENTITY_ID: "camera.front_door", "event_type": "motion"},
            blocking=True,
        )
    assert open_issues(hass) == {"read_only_token": {"name": "Front door"}}
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, CONF_TOKEN: cloud.channel_token(CAMERA_ID)}
    )
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not open_issues(hass)


@pytest.mark.parametrize("skew", [61, -61, 59, -59])
async def test_clocks_that_differ_by_a_minute_have_an_issue_until_they_agree(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    skew: int,
) -> None:
    cloud.skew = timedelta(seconds=skew)
    await set_up(hass, make_entry(cloud, server))
    if abs(skew) < 60:
        assert not open_issues(hass)
        return
    assert open_issues(hass) == {
        "clock_off": {"name": "Front door", "difference": "0:01:01"}
    }
    cloud.skew = timedelta()
    for _ in range(13):
        await pass_time(301)
    assert not open_issues(hass)


async def test_issues_are_deleted_with_their_entry(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.skew = timedelta(hours=1)
    entry: MockConfigEntry = make_entry(cloud, server)
    await set_up(hass, entry)
    assert open_issues(hass)
    await hass.config_entries.async_remove(entry.entry_id)
    assert not open_issues(hass)


@pytest.mark.parametrize("text", HOSTILE_NAMES)
async def test_no_text_of_the_cloud_is_a_link_in_an_issue(
    hass: HomeAssistant, entry: MockConfigEntry, text: str
) -> None:
    text = text.encode(errors="replace").decode()
    hass.config_entries.async_update_entry(entry, title=text[:200])
    async_create_dropped_event_issue(
        hass, entry, ISSUE_REFUSED, camera=text, event_type=text, detail=text
    )
    async_create_clock_issue(hass, entry, CAMERA_ID, text, timedelta(minutes=3))
    async_update_clock_issue(hass, entry, timedelta(minutes=3))
    issues = open_issues(hass)
    assert issues.keys() == {"creates_refused", "camera_clock", "clock_off"}
    for placeholders in issues.values():
        for value in placeholders.values():
            assert not any(part in value for part in ("[", "<", "://", "www.", "@"))
