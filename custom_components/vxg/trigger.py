"""Triggers: an event was detected, and its media are ready.

They listen to dispatched events rather than to states, so that neither a restart nor an
entity that becomes available again fires them twice.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast, override

from homeassistant.const import ATTR_ENTITY_ID, CONF_OPTIONS
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.trigger import (
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
from homeassistant.helpers.typing import ConfigType
from homeassistant.util.signal_type import SignalType
import voluptuous as vol

from .aiovxg import NewEvent
from .automations.camera_targets import TARGET_FIELD, CameraTarget, CameraTracker
from .automations.event_filter import EVENT_FILTER_FIELDS, EventFilter
from .const import (
    ATTR_LATE,
    ATTR_LINK,
    ATTR_MEDIA_CONTENT_ID,
    ATTR_PICTURE,
    ATTR_VIDEO,
    CONF_WITHIN,
    REC_MODE_OFF,
)
from .data import VxgConfigEntry, VxgRuntimeData
from .events.dispatcher import event_data
from .frontend.dashboards import async_event_path
from .helpers.signals import signal_event_image, signal_new_event
from .media.identifier import MediaIdentifier, MediaKind

CONF_COOL_DOWN = "cool_down"
CONF_COOL_DOWN_SCOPE = "cool_down_scope"
SCOPE_CAMERA = "camera"
SCOPE_TARGET = "target"
CONF_COUNT = "count"
MAX_COUNT = 100
DEFAULT_WITHIN = timedelta(minutes=5)

EVENT_DETECTED_SCHEMA = vol.Schema(
    {
        **TARGET_FIELD,
        vol.Required(CONF_OPTIONS, default=dict): {
            **EVENT_FILTER_FIELDS,
            vol.Optional(CONF_COUNT, default=1): vol.All(
                vol.Coerce(int), vol.Range(min=1, max=MAX_COUNT)
            ),
            vol.Optional(CONF_WITHIN, default=DEFAULT_WITHIN): vol.All(
                cv.positive_time_period, vol.Range(min=timedelta(seconds=1))
            ),
            vol.Optional(ATTR_LATE, default=False): cv.boolean,
            vol.Optional(CONF_COOL_DOWN, default=timedelta): cv.positive_time_period,
            vol.Optional(CONF_COOL_DOWN_SCOPE, default=SCOPE_CAMERA): vol.In(
                [SCOPE_CAMERA, SCOPE_TARGET]
            ),
        },
    }
)

MEDIA_READY_SCHEMA = vol.Schema(
    {**TARGET_FIELD, vol.Required(CONF_OPTIONS, default=dict): EVENT_FILTER_FIELDS}
)


class CameraTrigger(Trigger):
    """Base class for triggers on a signal of the target's cameras."""

    _schema: vol.Schema
    _signal: Callable[[str, int], SignalType[NewEvent]]

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        super().__init__(hass, config)
        self._target = config.target or {}
        self._options = config.options or {}
        self._filter = EventFilter.from_options(self._options)

    @classmethod
    @override
    async def async_validate_config(
        cls, hass: HomeAssistant, config: ConfigType
    ) -> ConfigType:
        """Return the validated configuration."""
        return cast(ConfigType, cls._schema(config))

    @override
    async def async_attach_runner(
        self,
        run_action: TriggerActionRunner,
        did_not_trigger: TriggerNotTriggeredReporter | None = None,
    ) -> CALLBACK_TYPE:
        """Subscribe; return the function that unsubscribes."""
        unsubscribers: dict[CameraTarget, CALLBACK_TYPE] = {}

        @callback
        def update(targets: list[CameraTarget]) -> None:
            for target in unsubscribers.keys() - set(targets):
                unsubscribers.pop(target)()
            for target in targets:
                if target not in unsubscribers:
                    unsubscribers[target] = async_dispatcher_connect(
                        self._hass,
                        self._signal(*target.key),
                        partial(self._handle, run_action, target),
                    )

        untrack = await CameraTracker(self._hass, self._target, update).async_setup()

        @callback
        def detach() -> None:
            untrack()
            update([])

        return detach

    @callback
    def _handle(
        self, run_action: TriggerActionRunner, target: CameraTarget, new_event: NewEvent
    ) -> None:
        event = new_event.event
        if self._filter.matches(event.name, event.meta) and self._should_fire(
            target, new_event
        ):
            run_action(
                self._payload(target, new_event), f"{event.name} of {target.entity_id}"
            )

    def _should_fire(self, target: CameraTarget, new_event: NewEvent) -> bool:
        """Return whether a matching event fires the trigger."""
        return True

    def _payload(self, target: CameraTarget, new_event: NewEvent) -> dict[str, Any]:
        """Return the trigger variables."""
        media = _media_identifier(target, new_event)
        cameras = self._runtime_data(target).cameras.data
        records = cameras[target.camera_id].camera.rec_mode != REC_MODE_OFF
        return {
            ATTR_ENTITY_ID: target.entity_id,
            **event_data(target.entry_id, target.device_id, new_event),
            ATTR_MEDIA_CONTENT_ID: media.uri,
            # The companion app signs in to fetch it; the URL contains no secret.
            ATTR_VIDEO: media.video_path if records else None,
            ATTR_LINK: async_event_path(
                self._hass, target.entity_id, new_event.event.id
            )
            or media.browser_path,
        }

    def _runtime_data(self, target: CameraTarget) -> VxgRuntimeData:
        """Return the runtime data of a camera whose events are dispatched."""
        entry: VxgConfigEntry = self._hass.config_entries.async_get_known_entry(
            target.entry_id
        )
        return entry.runtime_data


def _media_identifier(target: CameraTarget, new_event: NewEvent) -> MediaIdentifier:
    return MediaIdentifier(
        entry_id=target.entry_id,
        camera_id=target.camera_id,
        kind=MediaKind.EVENT,
        number=new_event.event.id,
    )


class EventDetected(CameraTrigger):
    """Fires for each event, or for a number of them within a period."""

    _schema = EVENT_DETECTED_SCHEMA
    _signal = staticmethod(signal_new_event)

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        super().__init__(hass, config)
        self._count: int = self._options[CONF_COUNT]
        self._within: timedelta = self._options[CONF_WITHIN]
        self._occurrences: list[datetime] = []
        self._cool_down: timedelta = self._options[CONF_COOL_DOWN]
        self._cools_by_camera = self._options[CONF_COOL_DOWN_SCOPE] == SCOPE_CAMERA
        self._fired: dict[tuple[str, int] | None, datetime] = {}

    @override
    def _should_fire(self, target: CameraTarget, new_event: NewEvent) -> bool:
        data = self._runtime_data(target)
        if new_event.late and not (self._options[ATTR_LATE] or data.options.fire_late):
            return False
        time = data.events.recent.happened_at(new_event.event, data.clock.now())
        scope = target.key if self._cools_by_camera else None
        fired = self._fired.get(scope)
        if fired is not None and abs(time - fired) < self._cool_down:
            return False
        self._occurrences.append(time)
        newest = max(self._occurrences)
        self._occurrences = [
            time for time in self._occurrences if newest - time < self._within
        ]
        if len(self._occurrences) < self._count:
            return False
        # Each event counts once.
        self._occurrences.clear()
        self._fired[scope] = max(time, fired or time)
        return True


class MediaReady(CameraTrigger):
    """Fires once the image of an event is available, which may be seconds later."""

    _schema = MEDIA_READY_SCHEMA
    _signal = staticmethod(signal_event_image)

    @override
    def _payload(self, target: CameraTarget, new_event: NewEvent) -> dict[str, Any]:
        media = _media_identifier(target, new_event)
        return {
            **super()._payload(target, new_event),
            ATTR_PICTURE: media.picture_path,
        }


TRIGGERS: dict[str, type[Trigger]] = {
    "event_detected": EventDetected,
    "media_ready": MediaReady,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers by name."""
    return TRIGGERS
