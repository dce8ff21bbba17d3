"""Repair flows."""

from typing import Any, override

from homeassistant.components.repairs import (
    ConfirmRepairFlow,
    RepairsFlow,
    RepairsFlowResult,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .data import VxgConfigEntry
from .helpers.issues import async_set_clock_correction
from .helpers.plain_text import markdown_placeholders


class CameraClockFlow(ConfirmRepairFlow):
    """Stores a correction for a camera whose clock is behind."""

    def __init__(self, issue_data: dict[str, Any]) -> None:
        self._issue_data = issue_data

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Confirm the correction, store it, and reload the entry."""
        if user_input is not None:
            entries = self.hass.config_entries
            if (entry := entries.async_get_entry(self._issue_data["entry_id"])) is None:
                return self.async_abort(reason="no_entry")
            async_set_clock_correction(
                self.hass,
                entry,
                self._issue_data["camera_id"],
                self._issue_data["seconds"],
            )
        return await super().async_step_confirm(user_input)


class HeldEventsFlow(RepairsFlow):
    """Asks what becomes of events that were created for another server."""

    def __init__(self, entry_id: str) -> None:
        self._entry_id = entry_id

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Show the choice."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return self.async_show_menu(
            menu_options=["send", "discard"],
            description_placeholders=markdown_placeholders(
                (issue and issue.translation_placeholders) or {}
            ),
        )

    async def async_step_send(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Send the events to the present server."""
        return await self._async_release(send=True)

    async def async_step_discard(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Discard the events."""
        return await self._async_release(send=False)

    async def _async_release(self, *, send: bool) -> RepairsFlowResult:
        entry: VxgConfigEntry | None = self.hass.config_entries.async_get_entry(
            self._entry_id
        )
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="no_entry")
        await entry.runtime_data.outbox.async_release(send=send)
        return self.async_create_entry(data={})


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, Any] | None
) -> RepairsFlow:
    """Return the flow that fixes an issue, or one that confirms it."""
    if data is not None and "camera_id" in data:
        return CameraClockFlow(data)
    if data is not None and "held" in data:
        return HeldEventsFlow(data["entry_id"])
    return ConfirmRepairFlow()
