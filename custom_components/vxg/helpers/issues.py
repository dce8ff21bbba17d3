"""Repair issues."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..aiovxg import Token
from ..const import CONF_CLOCKS_BEHIND, DOMAIN, LOGGER
from .plain_text import markdown_placeholders

# Users need time to get a new token.
TOKEN_EXPIRY_NOTICE = timedelta(days=14)
# Smaller differences are ignored.
MIN_CLOCK_DIFFERENCE = timedelta(minutes=1)
# Of cameras, in one text.
MAX_NAMED_CAMERAS = 5

ISSUE_CAMERA_CLOCK = "camera_clock"
ISSUE_CLOCK_AHEAD = "camera_clock_ahead"
ISSUE_CLOCK_OFF = "clock_off"
ISSUE_FAR_CLOCK = "far_clock"
ISSUE_READ_ONLY = "read_only_token"
ISSUE_ENDING = "token_ends"
# Queued events that were dropped: too old, or refused by the cloud.
ISSUE_EXPIRED = "creates_expired"
ISSUE_REFUSED = "creates_refused"
ISSUE_HELD = "creates_held"
ISSUE_UNSAVED = "not_saved"
ISSUE_SET_ASIDE = "file_set_aside"
ISSUE_TEST = "test_failed"
ISSUE_DUPLICATE = "duplicate_camera"


@callback
def async_update_token_issues(
    hass: HomeAssistant, entry: ConfigEntry, token: Token, now: datetime
) -> None:
    """Create or delete the issue of a token that expires soon, by the cloud's `now`."""
    end = token.end_of_life
    expires_soon = end is not None and end - now < TOKEN_EXPIRY_NOTICE
    day = end.date().isoformat() if end else ""
    _update_issue(hass, entry, ISSUE_ENDING, active=expires_soon, day=day)
    if token.writable:
        _update_issue(hass, entry, ISSUE_READ_ONLY, active=False)


@callback
def async_create_read_only_issue(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Create the issue of a read-only token that an action would write with."""
    _update_issue(hass, entry, ISSUE_READ_ONLY, active=True)


@callback
def async_update_clock_issue(
    hass: HomeAssistant, entry: ConfigEntry, skew: timedelta
) -> None:
    """Create or delete the issue of clocks that differ; `skew` is cloud minus ours."""
    seconds = timedelta(seconds=round(abs(skew).total_seconds()))
    active = abs(skew) >= MIN_CLOCK_DIFFERENCE
    _update_issue(hass, entry, ISSUE_CLOCK_OFF, active=active, difference=str(seconds))


@callback
def async_update_unsaved_issue(
    hass: HomeAssistant, entry: ConfigEntry, error: str | None
) -> None:
    """Create the issue of files that cannot be saved, or delete it without an error."""
    active = error is not None
    _update_issue(hass, entry, ISSUE_UNSAVED, active=active, error=error or "")


@callback
def async_update_test_issue(
    hass: HomeAssistant, entry: ConfigEntry, problem: str | None
) -> None:
    """Create the issue of a test whose event did not come back, or delete it."""
    active = problem is not None
    _update_issue(hass, entry, ISSUE_TEST, active=active, problem=problem or "")


@callback
def async_update_duplicate_issue(
    hass: HomeAssistant, entry: ConfigEntry, cameras: Sequence[str], other: str = ""
) -> None:
    """Create the issue of cameras that another entry has, too; delete it without any."""
    _update_issue(
        hass,
        entry,
        ISSUE_DUPLICATE,
        active=bool(cameras),
        camera=", ".join(cameras[:MAX_NAMED_CAMERAS]),
        other=other,
    )


@callback
def async_update_held_issue(
    hass: HomeAssistant, entry: ConfigEntry, *, count: int, old: str, new: str
) -> None:
    """Create the issue of events for another server, or delete it without any."""
    _update_issue(
        hass,
        entry,
        ISSUE_HELD,
        active=count > 0,
        data={"entry_id": entry.entry_id, "held": True},
        count=str(count),
        old=old,
        new=new,
    )


@callback
def async_update_set_aside_issue(
    hass: HomeAssistant, entry: ConfigEntry, name: str, paths: Sequence[str]
) -> None:
    """Create the issue of files that could not be read, or delete it without any."""
    _update_issue(
        hass,
        entry,
        ISSUE_SET_ASIDE,
        f"_{name}",
        active=bool(paths),
        files=", ".join(paths),
    )


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

    It persists until a user confirms it; until then it counts further dropped events.
    """
    issue_id = f"{key}_{entry.entry_id}"
    existing = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    count = 1 + int((existing and existing.data and existing.data["count"]) or 0)
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data={"count": count},
        is_fixable=True,
        is_persistent=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders=markdown_placeholders(
            {
                "name": entry.title,
                "count": str(count),
                "camera": camera,
                "event_type": event_type,
                "detail": detail or "–",
            }
        ),
    )
    # The issue counts the others.
    if existing is None:
        LOGGER.warning(
            "%s: a queued event of type %s was dropped (%s)",
            camera,
            event_type,
            detail or key,
        )


def _update_issue(
    hass: HomeAssistant,
    entry: ConfigEntry,
    key: str,
    suffix: str = "",
    *,
    active: bool,
    data: dict[str, str | int | float | None] | None = None,
    **placeholders: str,
) -> None:
    """Create an issue, which users can fix if it has data for that, or delete it."""
    issue_id = f"{key}_{entry.entry_id}{suffix}"
    if not active:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        data=data,
        is_fixable=data is not None,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders=markdown_placeholders(
            {"name": entry.title, **placeholders}
        ),
    )


@callback
def async_create_clock_issue(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int, name: str, lag: timedelta
) -> None:
    """Create the issue of a camera whose clock is behind or ahead, unless it exists."""
    is_behind = lag > timedelta()
    issue_id = _clock_issue_id(entry, camera_id, is_ahead=not is_behind)
    if ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is not None:
        return
    seconds = round(abs(lag.total_seconds()))
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        # A correction would not end what a clock costs that is ahead.
        is_fixable=is_behind,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_CAMERA_CLOCK if is_behind else ISSUE_CLOCK_AHEAD,
        translation_placeholders=markdown_placeholders(
            {"name": name, "lag": str(timedelta(seconds=seconds))}
        ),
        data={
            "entry_id": entry.entry_id,
            "camera_id": camera_id,
            "name": name,
            "seconds": seconds,
        },
    )


@callback
def async_delete_clock_ahead_issue(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int
) -> None:
    """Delete the issue of a camera whose clock is not ahead any more."""
    ir.async_delete_issue(
        hass, DOMAIN, _clock_issue_id(entry, camera_id, is_ahead=True)
    )


@callback
def async_update_far_clock_issue(
    hass: HomeAssistant,
    entry: ConfigEntry,
    camera_id: int,
    name: str,
    time: datetime | None,
) -> None:
    """Create the issue of a camera whose events have an impossible time, or delete it."""
    _update_issue(
        hass,
        entry,
        ISSUE_FAR_CLOCK,
        f"_{camera_id}",
        active=time is not None,
        name=name,
        time="" if time is None else f"{time:%Y-%m-%d %H:%M:%S}",
    )


@callback
def async_set_clock_correction(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int, seconds: int | None
) -> None:
    """Store the lag of a camera's clock, None for a right one, and reload the entry."""
    lags = dict(entry.options.get(CONF_CLOCKS_BEHIND, {}))
    lags.pop(str(camera_id), None)
    if seconds is not None:
        lags[str(camera_id)] = seconds
    hass.config_entries.async_update_entry(
        entry, options={**entry.options, CONF_CLOCKS_BEHIND: lags}
    )
    hass.config_entries.async_schedule_reload(entry.entry_id)


@callback
def async_forget_camera(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int
) -> None:
    """Delete the issue and the correction of the clock of a camera that is gone."""
    ir.async_delete_issue(hass, DOMAIN, _clock_issue_id(entry, camera_id))
    async_delete_clock_ahead_issue(hass, entry, camera_id)
    async_update_far_clock_issue(hass, entry, camera_id, "", None)
    lags = entry.options.get(CONF_CLOCKS_BEHIND)
    if isinstance(lags, dict) and str(camera_id) in lags:
        lags = {key: lag for key, lag in lags.items() if key != str(camera_id)}
        hass.config_entries.async_update_entry(
            entry, options={**entry.options, CONF_CLOCKS_BEHIND: lags}
        )


@callback
def async_delete_issues(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Delete all issues of an entry."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN and entry.entry_id in issue_id:
            ir.async_delete_issue(hass, DOMAIN, issue_id)


def _clock_issue_id(
    entry: ConfigEntry, camera_id: int, *, is_ahead: bool = False
) -> str:
    key = ISSUE_CLOCK_AHEAD if is_ahead else ISSUE_CAMERA_CLOCK
    return f"{key}_{entry.entry_id}_{camera_id}"
