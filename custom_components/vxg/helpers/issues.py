"""Issues of the repairs dashboard."""

from datetime import timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from ..aiovxg import Token
from ..const import CONF_CLOCKS_BEHIND, DOMAIN, LOGGER

# A new token takes a person's time; and beyond a minute two clocks confuse people.
TOKEN_EXPIRY_NOTICE = timedelta(days=14)
MIN_CLOCK_DIFFERENCE = timedelta(minutes=1)


ISSUE_CLOCK_OFF = "clock_off"
ISSUE_READ_ONLY = "read_only_token"
ISSUE_ENDING = "token_ends"
# Events that waited to be sent and were given up: too old, or refused by the cloud.
ISSUE_EXPIRED = "creates_expired"
ISSUE_REFUSED = "creates_refused"


@callback
def async_update_token_issues(
    hass: HomeAssistant, entry: ConfigEntry, token: Token
) -> None:
    """Create or delete the issue of a token that is about to expire."""
    end = token.end_of_life
    soon = end is not None and end - dt_util.utcnow() < TOKEN_EXPIRY_NOTICE
    day = end.date().isoformat() if end else ""
    _update_issue(hass, entry, ISSUE_ENDING, wanted=soon, day=day)
    if token.writable:
        _update_issue(hass, entry, ISSUE_READ_ONLY, wanted=False)


@callback
def async_create_read_only_issue(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Create the issue of an action that the read-only token does not allow."""
    _update_issue(hass, entry, ISSUE_READ_ONLY, wanted=True)


@callback
def async_update_clock_issue(
    hass: HomeAssistant, entry: ConfigEntry, skew: timedelta
) -> None:
    """Create or delete the issue of clocks that differ; `skew` is the cloud's minus ours."""
    seconds = timedelta(seconds=round(abs(skew).total_seconds()))
    wanted = abs(skew) >= MIN_CLOCK_DIFFERENCE
    _update_issue(hass, entry, ISSUE_CLOCK_OFF, wanted=wanted, difference=str(seconds))


@callback
def async_create_dropped_event_issue(
    hass: HomeAssistant,
    entry: ConfigEntry,
    key: str,
    *,
    camera: str,
    event_type: str,
    detail: str,
) -> None:
    """Create the issue of a queued event that was dropped.

    Nothing can be mended, so this stays until a person confirms it, also over a restart,
    and counts on until then.
    """
    issue_id = f"{key}_{entry.entry_id}"
    known = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    count = 1 + int((known and known.data and known.data["count"]) or 0)
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"count": count},
        is_fixable=True,
        is_persistent=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders={
            "name": entry.title,
            "count": str(count),
            "camera": camera,
            "event_type": event_type,
            "detail": detail or "–",
        },
    )
    # The issue tells of the others.
    if known is None:
        LOGGER.warning(
            "%s: an event of the type %s, which waited to be sent, is given up (%s)",
            camera,
            event_type,
            detail or key,
        )


def _update_issue(
    hass: HomeAssistant,
    entry: ConfigEntry,
    key: str,
    *,
    wanted: bool,
    **placeholders: str,
) -> None:
    issue_id = f"{key}_{entry.entry_id}"
    if not wanted:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders={"name": entry.title, **placeholders},
    )


ISSUE_CAMERA_CLOCK = "camera_clock"


@callback
def async_create_clock_issue(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int, name: str, lag: timedelta
) -> None:
    """Create the issue of a camera's wrong clock, once."""
    issue_id = _clock_issue_id(entry, camera_id)
    if ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is not None:
        return
    seconds = round(lag.total_seconds())
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_CAMERA_CLOCK,
        translation_placeholders={"name": name, "lag": str(timedelta(seconds=seconds))},
        data={
            "entry_id": entry.entry_id,
            "camera_id": camera_id,
            "name": name,
            "seconds": seconds,
        },
    )


@callback
def async_set_clock_correction(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int, seconds: int | None
) -> None:
    """Store the lag of a camera's clock, None for a right one, and reload the entry."""
    behind = dict(entry.options.get(CONF_CLOCKS_BEHIND, {}))
    behind.pop(str(camera_id), None)
    if seconds is not None:
        behind[str(camera_id)] = seconds
    hass.config_entries.async_update_entry(
        entry, options={**entry.options, CONF_CLOCKS_BEHIND: behind}
    )
    hass.config_entries.async_schedule_reload(entry.entry_id)


@callback
def async_delete_issues(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Delete all issues of an entry."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN and entry.entry_id in issue_id:
            ir.async_delete_issue(hass, DOMAIN, issue_id)


def _clock_issue_id(entry: ConfigEntry, camera_id: int) -> str:
    return f"{ISSUE_CAMERA_CLOCK}_{entry.entry_id}_{camera_id}"
