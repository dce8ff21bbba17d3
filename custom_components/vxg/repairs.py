"""Repair flows."""

from typing import Any, override

from homeassistant.components.repairs import (
    ConfirmRepairFlow,
    RepairsFlow,
    RepairsFlowResult,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir

from .assist.sentence_files import SentenceChoice
from .assist.sentence_setup import async_get_sentence_setup
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


class InstallSentencesFlow(ConfirmRepairFlow):
    """Installs the sentences of Assist."""

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Confirm and install."""
        if user_input is not None:
            setup = async_get_sentence_setup(self.hass)
            try:
                await setup.async_apply(SentenceChoice.INSTALL)
            except HomeAssistantError as err:
                return _abort_sentences(self, err)
        return await super().async_step_confirm(user_input)


class EditedSentencesFlow(RepairsFlow):
    """Asks what becomes of a sentence file that its user edited."""

    def __init__(self, language: str) -> None:
        self._language = language

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Show the choice."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return self.async_show_menu(
            menu_options=["keep", "replace"],
            description_placeholders=markdown_placeholders(
                (issue and issue.translation_placeholders) or {}
            ),
        )

    async def async_step_keep(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Ignore the issue of these sentences from now on."""
        if ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id):
            ir.async_ignore_issue(self.hass, DOMAIN, self.issue_id, ignore=True)
        return self.async_abort(reason="sentences_kept")

    async def async_step_replace(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Replace the file, which is renamed."""
        setup = async_get_sentence_setup(self.hass)
        try:
            await setup.async_apply(SentenceChoice.UPDATE, replace=[self._language])
        except HomeAssistantError as err:
            return _abort_sentences(self, err)
        return self.async_create_entry(data={})


def _abort_sentences(flow: RepairsFlow, err: HomeAssistantError) -> RepairsFlowResult:
    """Return the end of a flow that could not change a sentence file."""
    return flow.async_abort(
        reason="sentences_failed",
        description_placeholders=markdown_placeholders(
            err.translation_placeholders or {}
        ),
    )


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, Any] | None
) -> RepairsFlow:
    """Return the flow that fixes an issue, or one that confirms it."""
    if data is not None and "camera_id" in data:
        return CameraClockFlow(data)
    if data is not None and "held" in data:
        return HeldEventsFlow(data["entry_id"])
    if data is not None and "sentences" in data:
        if "language" in data:
            return EditedSentencesFlow(data["language"])
        return InstallSentencesFlow()
    return ConfirmRepairFlow()
