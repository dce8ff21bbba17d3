"""Options flow."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from .const import (
    CONF_HOLD_TIME,
    CONF_LATE_EVENTS,
    CONF_MAX_AGE,
    CONF_POLL_INTERVAL,
    DEFAULT_HOLD_TIME,
    DEFAULT_MAX_AGE,
    DEFAULT_POLL_INTERVAL,
    LATE_FIRE,
    LATE_QUIET,
)

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
    }
)


class VxgOptionsFlow(OptionsFlowWithReload):
    """Options flow; the entry is reloaded with the new options."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the options, and store them if they are consistent."""
        errors: dict[str, str] = {}
        if user_input is not None:
            minimum = MIN_POLLS_WITHIN_MAX_AGE * user_input[CONF_POLL_INTERVAL]
            if user_input[CONF_MAX_AGE] >= minimum:
                # Keep options that the form does not show: corrections of cameras' clocks.
                return self.async_create_entry(
                    data={**self.config_entry.options, **user_input}
                )
            errors[CONF_MAX_AGE] = "max_age_too_short"
        suggested = user_input or self.config_entry.options
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(OPTIONS_SCHEMA, suggested),
            errors=errors,
        )
