"""Notices among the repairs: what a person should know though nothing can be mended."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN, LOGGER

# Why events were given up: too old, or refused by the cloud.
CREATES_EXPIRED = "creates_expired"
CREATES_REFUSED = "creates_refused"
NOTICES = (CREATES_EXPIRED, CREATES_REFUSED)


@callback
def async_note_dropped(
    hass: HomeAssistant,
    entry: ConfigEntry,
    notice: str,
    *,
    camera: str,
    event_type: str,
    detail: str,
) -> None:
    """Tell of an event that waited to be sent and was given up.

    The notice stays until a person confirms it, also over a restart, and counts on until then.
    """
    issue_id = _issue_id(notice, entry.entry_id)
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
        translation_key=notice,
        translation_placeholders={
            "name": entry.title,
            "count": str(count),
            "camera": camera,
            "event_type": event_type,
            "detail": detail or "–",
        },
    )
    # The notice tells of the others.
    if known is None:
        LOGGER.warning(
            "%s: an event of the type %s, which waited to be sent, is given up (%s)",
            camera,
            event_type,
            detail or notice,
        )


@callback
def async_remove_notices(hass: HomeAssistant, entry_id: str) -> None:
    """Remove the notices of an entry."""
    for notice in NOTICES:
        ir.async_delete_issue(hass, DOMAIN, _issue_id(notice, entry_id))


def _issue_id(notice: str, entry_id: str) -> str:
    return f"{notice}_{entry_id}"
