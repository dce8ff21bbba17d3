"""Repair flows."""

from typing import Any, override

from homeassistant.components.repairs import (
    ConfirmRepairFlow,
    RepairsFlow,
    RepairsFlowResult,
)
from homeassistant.core import HomeAssistant

from .helpers.issues import async_set_clock_correction


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


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, Any] | None
) -> RepairsFlow:
    """Return the flow that fixes an issue, or one that confirms it."""
    if data is not None and "camera_id" in data:
        return CameraClockFlow(data)
    return ConfirmRepairFlow()
