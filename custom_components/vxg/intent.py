"""Intents for Assist: questions about events, and commands.

Sentences and response templates are in `assist/sentences/`, which the integration copies
to the configuration on request; handlers only return the slots for the templates.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, override

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv, intent
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .actions.event_command import CREATE_EVENT, TRIGGER_EVENT, EventCommand
from .actions.validation import require_encodable
from .aiovxg import Event
from .assist.commands import async_execute
from .assist.exposed_cameras import CameraQuery, ExposedCamera, async_match_cameras
from .assist.periods import PERIODS, Period, period_of_length, resolve_period
from .assist.queries import (
    EventQuery,
    QueryResult,
    async_query_events,
    resolve_category,
)
from .assist.responses import local_time, sanitize, sanitize_names
from .assist.vocabulary import (
    EventCategory,
    UnknownTypeError,
    display_name,
    display_name_of_category,
    display_name_of_event,
)
from .helpers.clocks import house_now
from .helpers.unexpected import operation_error

# Range of queries for the last event; no longer than MAX_HISTORY_RANGE in any time zone.
LAST_EVENT_RANGE = timedelta(days=30)
# Event types that a response lists, at most.
MAX_SPOKEN_CATEGORIES = 5

# Error codes: keys of `responses.errors` in the sentences.
UNKNOWN_TYPE = "vxg_unknown_type"
NOT_READ = "vxg_not_read"
NOT_DONE = "vxg_not_done"
ERRORS = {
    "camera_offline": "vxg_camera_offline",
    "not_allowed": "vxg_read_only",
    "read_only_token": "vxg_read_only",
}

PLACE_SLOTS: dict[Any, Any] = {
    vol.Optional("name"): cv.string,
    vol.Optional("area"): cv.string,
    vol.Optional("floor"): cv.string,
    vol.Optional("preferred_area_id"): cv.string,
    vol.Optional("preferred_floor_id"): cv.string,
}
UNITS = ("minutes", "hours", "days")
NUMBER_OF_UNITS = vol.All(
    vol.Coerce(int), vol.Range(min=1, max=LAST_EVENT_RANGE.days * 24 * 60)
)
PERIOD_SLOTS: dict[Any, Any] = {
    vol.Optional("span"): vol.In(PERIODS),
    **{vol.Optional(unit): NUMBER_OF_UNITS for unit in UNITS},
}


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the handlers."""
    for handler in (CountEvents, ListEvents, LastEvent, CreateEvent, TriggerEvent):
        intent.async_register(hass, handler())


class VxgIntentHandler(intent.IntentHandler):
    """Base class for intents about exposed cameras that the user may access."""

    platforms = {CAMERA_DOMAIN}
    response_type: ClassVar[intent.IntentResponseType]
    # Whether exactly one camera must match.
    single: ClassVar[bool]
    # Error code of failures without a code of their own.
    error_text: ClassVar[str]

    @abstractmethod
    async def async_get_response_slots(
        self, cameras: Sequence[ExposedCamera], slots: Mapping[str, Any], language: str
    ) -> dict[str, Any]:
        """Handle the intent, and return the slots of the response.

        Raises UnknownTypeError or a HomeAssistantError.
        """

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Return the response; any failure is an intent error with a spoken text."""
        try:
            require_encodable(intent_obj.slots)
            return await self._async_handle(intent_obj)
        except intent.IntentError, vol.Invalid:
            raise
        except UnknownTypeError as err:
            text = f"No event type {sanitize(str(err.args[0]))}"
            raise intent.IntentHandleError(text, UNKNOWN_TYPE) from err
        except Exception as caught:
            subject = f"intent {self.intent_type}"
            error = operation_error(intent_obj.hass, subject, caught, subject)
            key = ERRORS.get(str(error.translation_key), self.error_text)
            raise intent.IntentHandleError(str(error), key) from error

    async def _async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Match the cameras, handle the intent, and return the response."""
        validated_slots = self.async_validate_slots(intent_obj.slots)
        slots = {key: slot["value"] for key, slot in validated_slots.items()}
        query = CameraQuery(
            assistant=intent_obj.assistant,
            name=slots.get("name"),
            area=slots.get("area"),
            floor=slots.get("floor"),
            single=self.single,
            preferred=intent.MatchTargetsPreferences(
                area_id=slots.get("preferred_area_id"),
                floor_id=slots.get("preferred_floor_id"),
            ),
        )
        cameras = await async_match_cameras(intent_obj.hass, query, intent_obj.context)
        response_slots = await self.async_get_response_slots(
            cameras, slots, intent_obj.language
        )
        response = intent_obj.create_response()
        response.response_type = self.response_type
        response.async_set_results([_target(camera) for camera in cameras])
        response.async_set_states([camera.state for camera in cameras])
        camera_name = cameras[0].name if len(cameras) == 1 else None
        response.async_set_speech_slots(
            {"camera": camera_name, **_slot_text(validated_slots), **response_slots}
        )
        return response


def _slot_text(validated_slots: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the spoken place and time, for use in the response.

    Missing slots are included as None: undefined template variables log a warning.
    """
    spoken = {
        key: validated_slots.get(key, {}) for key in ("area", "floor", "span", *UNITS)
    }
    return {key: slot.get("text", slot.get("value")) for key, slot in spoken.items()}


def _target(camera: ExposedCamera) -> intent.IntentResponseTarget:
    return intent.IntentResponseTarget(
        name=camera.name,
        type=intent.IntentResponseTargetType.ENTITY,
        id=camera.state.entity_id,
    )


class EventQueryHandler(VxgIntentHandler):
    """Base class for queries about stored events."""

    slot_schema = {**PLACE_SLOTS, **PERIOD_SLOTS, vol.Optional("event_type"): cv.string}
    response_type = intent.IntentResponseType.QUERY_ANSWER
    single = False
    error_text = NOT_READ

    def query(
        self, category: EventCategory | None, slots: Mapping[str, Any]
    ) -> EventQuery:
        """Return the query."""
        period = _period(slots)
        return EventQuery(category=category, start=period.start, end=period.end)

    @override
    async def async_get_response_slots(
        self, cameras: Sequence[ExposedCamera], slots: Mapping[str, Any], language: str
    ) -> dict[str, Any]:
        """Run the query, and return the slots of the response."""
        word = slots.get("event_type", "")
        category = resolve_category([word], language, cameras)
        result = await async_query_events(cameras, self.query(category, slots))
        newest = result.newest(1)
        return {
            "kind": None
            if category is None
            else sanitize(display_name_of_category(category, language)),
            "count": result.total,
            "exact": result.complete,
            "cameras": _by_camera(result),
            "types": _by_type(result, language),
            "newest": _newest(*newest[0], category, language) if newest else None,
            "not_read": sanitize_names(result.failures),
        }


class CountEvents(EventQueryHandler):
    """Count events."""

    intent_type = "VxgCountEvents"
    description = "Counts what cameras of the VXG cloud saw"


class ListEvents(EventQueryHandler):
    """List events."""

    intent_type = "VxgListEvents"
    description = "Tells what cameras of the VXG cloud saw"


class LastEvent(EventQueryHandler):
    """Find the last event."""

    intent_type = "VxgLastEvent"
    description = "Tells when a camera of the VXG cloud last saw something"

    @override
    def query(
        self, category: EventCategory | None, slots: Mapping[str, Any]
    ) -> EventQuery:
        """Return the query for the newest event."""
        period = period_of_length(LAST_EVENT_RANGE, house_now())
        return EventQuery(category=category, start=period.start, count=False)


class EventCommandHandler(VxgIntentHandler):
    """Base class for commands."""

    slot_schema = {**PLACE_SLOTS, vol.Required("event_type"): intent.non_empty_string}
    response_type = intent.IntentResponseType.ACTION_DONE
    single = True
    error_text = NOT_DONE
    command: ClassVar[EventCommand]

    @override
    async def async_get_response_slots(
        self, cameras: Sequence[ExposedCamera], slots: Mapping[str, Any], language: str
    ) -> dict[str, Any]:
        """Execute the command, and return the slots of the response."""
        name, action_result = await async_execute(
            self.command, cameras[0], slots["event_type"], language, {}
        )
        return {
            "kind": sanitize(display_name(name, language)),
            "status": action_result.status,
        }


class CreateEvent(EventCommandHandler):
    """Create an event in the cloud."""

    intent_type = "VxgCreateEvent"
    description = "Writes an event of a user's own type into the VXG cloud"
    command = CREATE_EVENT


class TriggerEvent(EventCommandHandler):
    """Let a camera raise an event."""

    intent_type = "VxgTriggerEvent"
    description = "Orders a camera of the VXG cloud to raise an event"
    command = TRIGGER_EVENT


def _period(slots: Mapping[str, Any]) -> Period:
    """Return the period of a query; the default is today."""
    now = house_now()
    for unit in UNITS:
        if unit in slots:
            length = min(timedelta(**{unit: slots[unit]}), LAST_EVENT_RANGE)
            return period_of_length(length, now)
    return resolve_period(slots.get("span", "today"), now)


def _by_camera(result: QueryResult) -> list[dict[str, Any]]:
    """Return the number of events by camera, most first."""
    totals = Counter[str]()
    for camera_result in result.results:
        totals[camera_result.camera.name] += sum(camera_result.counts.values())
    return [
        {"name": sanitize(name), "count": count}
        for name, count in totals.most_common()
        if count
    ]


def _by_type(result: QueryResult, language: str) -> list[dict[str, Any]]:
    """Return the number of events by type, most first."""
    totals = Counter[str]()
    for camera_result in result.results:
        for name, count in camera_result.counts.items():
            totals[display_name(name, language)] += count
    return [
        {"kind": sanitize(name), "count": count}
        for name, count in totals.most_common(MAX_SPOKEN_CATEGORIES)
    ]


def _newest(
    camera: str, event: Event, category: EventCategory | None, language: str
) -> dict[str, Any]:
    days = (
        dt_util.as_local(house_now()).date() - dt_util.as_local(event.time).date()
    ).days
    return {
        "kind": sanitize(
            display_name_of_event(event.name, event.meta, language, category)
        ),
        "camera": sanitize(camera),
        "time": local_time(event.time),
        "days_ago": days,
    }
