"""Conditions on recent events, checked in memory without a request.

They raise an error if events of the period may be missing.
"""

from datetime import datetime, timedelta
from typing import Any, Unpack, cast, override

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_FOR, CONF_OPTIONS
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConditionErrorMessage, HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.condition import (
    ATTR_BEHAVIOR,
    BEHAVIOR_ALL,
    BEHAVIOR_ANY,
    Condition,
    ConditionCheckParams,
    ConditionConfig,
)
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .automations.camera_targets import TARGET_FIELD, CameraTarget, async_camera_targets
from .automations.event_filter import EVENT_FILTER_FIELDS, EventFilter
from .const import (
    ATTR_ENTRY_ID,
    ATTR_EVENT_ID,
    CONF_WITHIN,
    DOMAIN,
    RECENT_EVENTS_RANGE,
)
from .data import VxgConfigEntry
from .errors import translated_error
from .events.coordinator import EventCoordinator
from .helpers import clocks
from .helpers.availability import GAP_AFTER


def condition_error(
    condition: str, key: str, **placeholders: str
) -> ConditionErrorMessage:
    """Return the error of a condition that is neither true nor false."""
    # The error itself takes no translation, only a text.
    text = str(translated_error(HomeAssistantError, key, **placeholders))
    return ConditionErrorMessage(condition, text)


def _recent_event_schema(period_field: str, behavior: str) -> vol.Schema:
    """Return a schema; `period_field` is the name of its field with the period."""
    return vol.Schema(
        {
            **TARGET_FIELD,
            vol.Required(CONF_OPTIONS, default=dict): {
                **EVENT_FILTER_FIELDS,
                vol.Required(period_field): vol.All(
                    cv.positive_time_period,
                    vol.Range(min=timedelta(seconds=1), max=RECENT_EVENTS_RANGE),
                ),
                vol.Optional(ATTR_BEHAVIOR, default=behavior): vol.In(
                    [BEHAVIOR_ANY, BEHAVIOR_ALL]
                ),
            },
        }
    )


class RecentEventCondition(Condition):
    """Base class for conditions on the events of a period until now."""

    _key: str
    _period_field: str
    _schema: vol.Schema
    _expects_event: bool

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        super().__init__(hass, config)
        options = config.options or {}
        self._target = config.target or {}
        self._filter = EventFilter.from_options(options)
        self._period: timedelta = options[self._period_field]
        self._behavior_all = options[ATTR_BEHAVIOR] == BEHAVIOR_ALL

    @classmethod
    @override
    async def async_validate_config(
        cls, hass: HomeAssistant, config: ConfigType
    ) -> ConfigType:
        """Return the validated configuration."""
        return cast(ConfigType, cls._schema(config))

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        variables = kwargs.get("variables") or {}
        trigger: Any = variables.get("trigger")
        # The event that triggered the automation does not count.
        cause = (
            (trigger.get(ATTR_ENTRY_ID), trigger.get(ATTR_EVENT_ID))
            if isinstance(trigger, dict)
            else None
        )
        targets = async_camera_targets(self._hass, self._target)
        if not targets:
            raise condition_error(self._key, "no_camera")
        results = [
            self._has_happened(target, cause) is self._expects_event
            for target in targets
        ]
        return all(results) if self._behavior_all else any(results)

    def _has_happened(
        self, target: CameraTarget, cause: tuple[Any, Any] | None
    ) -> bool:
        entry: VxgConfigEntry = self._hass.config_entries.async_get_known_entry(
            target.entry_id
        )
        if entry.state is not ConfigEntryState.LOADED:
            raise condition_error(self._key, "not_loaded", entity_id=target.entity_id)
        data = entry.runtime_data
        now = data.clock.now()
        self._check_known(data.events, target, now)
        return any(
            (target.entry_id, event.event_id) != cause
            and self._filter.matches(event.name, event.meta)
            for event in data.events.recent.events_since(
                target.camera_id, now - self._period
            )
        )

    def _check_known(
        self, events: EventCoordinator, target: CameraTarget, now: datetime
    ) -> None:
        """Raise if events of the period may be missing."""
        outage = events.availability.last_outage
        age = clocks.monotonic() - events.availability.last_outage_end
        if outage is not None and age < self._period.total_seconds():
            raise condition_error(
                self._key,
                "past_gap",
                entity_id=target.entity_id,
                start=outage.start.isoformat(timespec="seconds"),
                end=outage.end.isoformat(timespec="seconds"),
            )
        # Reads are recorded with their start, and the next one may take as long.
        tolerance = GAP_AFTER + 2 * (events.effective_interval or timedelta())
        start = now - self._period
        if not events.recent.covers(target.camera_id, start, now, tolerance):
            raise condition_error(
                self._key,
                "past_unknown",
                entity_id=target.entity_id,
                start=start.isoformat(timespec="seconds"),
            )


class EventHappened(RecentEventCondition):
    """True if an event happened within the period."""

    _key = f"{DOMAIN}.event_happened"
    _period_field = CONF_WITHIN
    _schema = _recent_event_schema(CONF_WITHIN, BEHAVIOR_ANY)
    _expects_event = True


class NoEventFor(RecentEventCondition):
    """True if no event happened within the period."""

    _key = f"{DOMAIN}.no_event_for"
    _period_field = CONF_FOR
    _schema = _recent_event_schema(CONF_FOR, BEHAVIOR_ALL)
    _expects_event = False


CONDITIONS: dict[str, type[Condition]] = {
    "event_happened": EventHappened,
    "no_event_for": NoEventFor,
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions by name."""
    return CONDITIONS
