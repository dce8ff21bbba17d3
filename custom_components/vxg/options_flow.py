"""Options flow."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.const import UnitOfTime
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .assist.sentence_files import SentenceChoice
from .assist.sentence_setup import async_get_sentence_setup
from .automations.object_kinds import OBJECT_KINDS
from .const import (
    CONF_CLOCKS_BEHIND,
    CONF_DOORBELL_TYPES,
    CONF_HOLD_TIME,
    CONF_LATE_EVENTS,
    CONF_MAX_AGE,
    CONF_OBJECTS,
    CONF_POLL_INTERVAL,
    DEFAULT_HOLD_TIME,
    DEFAULT_MAX_AGE,
    DEFAULT_POLL_INTERVAL,
    LATE_FIRE,
    LATE_QUIET,
)
from .helpers.identifiers import camera_device
from .helpers.options import Options
from .helpers.plain_text import markdown_placeholders

# A field that is not stored: what becomes of the sentences of Assist, for all entries.
CONF_VOICE_SENTENCES = "voice_sentences"
# With fewer polls, one slow response would make fresh events late.
MIN_POLLS_WITHIN_MAX_AGE = 3


def _seconds(minimum: int, maximum: int) -> vol.All[int]:
    """Return a field of whole seconds; its selector returns a float."""
    config = NumberSelectorConfig(
        min=minimum,
        max=maximum,
        step=1,
        mode=NumberSelectorMode.BOX,
        unit_of_measurement=UnitOfTime.SECONDS,
    )
    return vol.All(NumberSelector(config), vol.Coerce(int))


OPTIONS_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_HOLD_TIME, default=DEFAULT_HOLD_TIME): _seconds(1, 3600),
        vol.Required(CONF_POLL_INTERVAL, default=DEFAULT_POLL_INTERVAL): _seconds(
            1, 60
        ),
        vol.Required(CONF_MAX_AGE, default=DEFAULT_MAX_AGE): _seconds(10, 3600),
        vol.Required(CONF_LATE_EVENTS, default=LATE_QUIET): SelectSelector(
            SelectSelectorConfig(
                options=[LATE_QUIET, LATE_FIRE], translation_key=CONF_LATE_EVENTS
            )
        ),
        vol.Optional(CONF_OBJECTS): SelectSelector(
            SelectSelectorConfig(
                options=[*OBJECT_KINDS], multiple=True, translation_key="object"
            )
        ),
        vol.Optional(CONF_DOORBELL_TYPES): TextSelector(
            TextSelectorConfig(multiple=True)
        ),
    }
)


def _errors(user_input: Mapping[str, Any]) -> dict[str, str]:
    """Return the errors of options that contradict each other."""
    minimum = MIN_POLLS_WITHIN_MAX_AGE * user_input[CONF_POLL_INTERVAL]
    if user_input[CONF_MAX_AGE] >= minimum:
        return {}
    return {CONF_MAX_AGE: "max_age_too_short"}


def _sentence_field(
    choices: list[SentenceChoice],
) -> dict[vol.Optional, SelectSelector]:
    """Return the field of the sentences; without a choice they stay as they are."""
    config = SelectSelectorConfig(
        options=[*choices],
        translation_key=CONF_VOICE_SENTENCES,
        # It can be emptied again.
        mode=SelectSelectorMode.DROPDOWN,
    )
    return {vol.Optional(CONF_VOICE_SENTENCES): SelectSelector(config)}


class VxgOptionsFlow(OptionsFlowWithReload):
    """Options flow; the entry is reloaded with the new options."""

    # Cameras whose corrections the form shows; others may have been added meanwhile.
    _shown_lags: frozenset[str] = frozenset()

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the options, and store them if they are consistent."""
        errors: dict[str, str] = {}
        details: Mapping[str, str] = {}
        lags = {
            str(camera_id): lag
            for camera_id, lag in Options.from_entry(
                self.config_entry
            ).clock_lags.items()
        }
        sentences = async_get_sentence_setup(self.hass)
        choices = await sentences.async_choices()
        if user_input is not None:
            choice = user_input.pop(CONF_VOICE_SENTENCES, None)
            errors = _errors(user_input)
            if choice is not None and not errors:
                try:
                    await sentences.async_apply(SentenceChoice(choice))
                except HomeAssistantError as err:
                    errors[CONF_VOICE_SENTENCES] = "sentences_failed"
                    details = err.translation_placeholders or {}
            if not errors:
                options = {**self.config_entry.options, **user_input}
                # The frontend omits what was emptied.
                for key in {CONF_OBJECTS, CONF_DOORBELL_TYPES} - user_input.keys():
                    options.pop(key, None)
                if CONF_CLOCKS_BEHIND in user_input:
                    kept = user_input[CONF_CLOCKS_BEHIND]
                    options[CONF_CLOCKS_BEHIND] = {
                        camera_id: round(lag.total_seconds())
                        for camera_id, lag in lags.items()
                        if camera_id in kept or camera_id not in self._shown_lags
                    }
                return self.async_create_entry(data=options)
        suggested = {**(user_input or self.config_entry.options)}
        schema = OPTIONS_SCHEMA
        if choices:
            schema = schema.extend(_sentence_field(choices))
        self._shown_lags = frozenset(lags)
        if lags:
            schema = schema.extend(self._correction_field(lags))
            suggested[CONF_CLOCKS_BEHIND] = list(
                suggested.get(CONF_CLOCKS_BEHIND, lags)
            )
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(schema, suggested),
            errors=errors,
            description_placeholders=markdown_placeholders(details),
        )

    def _correction_field(
        self, lags: Mapping[str, timedelta]
    ) -> dict[vol.Optional, SelectSelector]:
        """Return the field of the corrected clocks, from which they can be removed."""
        options = []
        for camera_id, lag in lags.items():
            device = camera_device(self.hass, self.config_entry, int(camera_id))
            name = device and (device.name_by_user or device.name)
            label = f"{name or camera_id} ({lag})"
            options.append(SelectOptionDict(value=camera_id, label=label))
        config = SelectSelectorConfig(options=options, multiple=True)
        return {vol.Optional(CONF_CLOCKS_BEHIND): SelectSelector(config)}
