"""Intents for Assist: questions about events, and commands.

The sentences that lead here lie in `custom_sentences/` of the repository, and so do the
words of the answers: a handler only hands over what they need.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, override

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv, intent
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .actions.event_command import CREATE_EVENT, TRIGGER_EVENT, EventCommand
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
    display_name,
    display_name_of_category,
    display_name_of_event,
)

# "When was the last …" looks back this far, and MAX_SPAN is no less on any clock.
LAST_EVENT_RANGE = timedelta(days=30)


# More kinds than this no ear takes in.
MAX_SPOKEN_CATEGORIES = 5

# What is wrong, as keys of `responses.errors` in the sentences.
UNKNOWN_TYPE = "vxg_unknown_type"
NOT_READ = "vxg_not_read"
NOT_DONE = "vxg_not_done"
ERRORS = {
    "camera_offline": "vxg_camera_offline",
    "not_allowed": "vxg_read_only",
    "read_only_token": "vxg_read_only",
}

WHERE: dict[Any, Any] = {
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
WHEN: dict[Any, Any] = {
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
    # Whether exactly one camera must be meant.
    single: ClassVar[bool]
    # The key of what is said when the cloud refuses for no special reason.
    error_text: ClassVar[str]

    @abstractmethod
    async def async_answer(
        self, cameras: Sequence[ExposedCamera], slots: Mapping[str, Any], language: str
    ) -> dict[str, Any]:
        """Handle the intent, and return the slots of the answer.

        Raises a LookupError with a word that means no type, or a HomeAssistantError.
        """

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Find the cameras, handle the intent, and answer."""
        given = self.async_validate_slots(intent_obj.slots)
        slots = {key: slot["value"] for key, slot in given.items()}
        sought = CameraQuery(
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
        cameras = await async_match_cameras(intent_obj.hass, sought, intent_obj.context)
        try:
            answer = await self.async_answer(cameras, slots, intent_obj.language)
        except LookupError as err:
            text = f"No event type {sanitize(str(err.args[0]))}"
            raise intent.IntentHandleError(text, UNKNOWN_TYPE) from err
        except HomeAssistantError as err:
            key = ERRORS.get(str(err.translation_key), self.error_text)
            raise intent.IntentHandleError(str(err), key) from err
        response = intent_obj.create_response()
        response.response_type = self.response_type
        response.async_set_results([_target(camera) for camera in cameras])
        response.async_set_states([camera.state for camera in cameras])
        only = cameras[0].name if len(cameras) == 1 else None
        response.async_set_speech_slots({"camera": only, **_slot_text(given), **answer})
        return response


def _slot_text(given: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the spoken place and time, to be repeated in the answer.

    What was not said is there as well: a template that has to ask for it logs a warning.
    """
    said = {key: given.get(key, {}) for key in ("area", "floor", "span", *UNITS)}
    return {key: slot.get("text", slot.get("value")) for key, slot in said.items()}


def _target(camera: ExposedCamera) -> intent.IntentResponseTarget:
    return intent.IntentResponseTarget(
        name=camera.name,
        type=intent.IntentResponseTargetType.ENTITY,
        id=camera.state.entity_id,
    )


class EventQueryHandler(VxgIntentHandler):
    """Base class for questions about stored events."""

    slot_schema = {**WHERE, **WHEN, vol.Optional("event_type"): cv.string}
    response_type = intent.IntentResponseType.QUERY_ANSWER
    single = False
    error_text = NOT_READ

    def query(self, kind: EventCategory | None, slots: Mapping[str, Any]) -> EventQuery:
        """Return the query."""
        meant = _period(slots)
        return EventQuery(category=kind, start=meant.start, end=meant.end)

    @override
    async def async_answer(
        self, cameras: Sequence[ExposedCamera], slots: Mapping[str, Any], language: str
    ) -> dict[str, Any]:
        """Run the query, and return the slots of the answer."""
        word = slots.get("event_type", "")
        kind = resolve_category([word], language, cameras)
        answer = await async_query_events(cameras, self.query(kind, slots))
        newest = answer.newest(1)
        return {
            "kind": None
            if kind is None
            else sanitize(display_name_of_category(kind, language)),
            "count": answer.total,
            "exact": answer.complete,
            "cameras": _by_camera(answer),
            "types": _by_type(answer, language),
            "newest": _newest(*newest[0], kind, language) if newest else None,
            "not_read": sanitize_names(answer.failures),
        }


class CountEvents(EventQueryHandler):
    """Count events."""

    intent_type = "VxgCountEvents"
    description = "Counts what cameras of the VXG cloud saw"


class ListEvents(EventQueryHandler):
    """List what happened."""

    intent_type = "VxgListEvents"
    description = "Tells what cameras of the VXG cloud saw"


class LastEvent(EventQueryHandler):
    """Find the last event."""

    intent_type = "VxgLastEvent"
    description = "Tells when a camera of the VXG cloud last saw something"

    @override
    def query(self, kind: EventCategory | None, slots: Mapping[str, Any]) -> EventQuery:
        """Return the query for the newest event."""
        meant = period_of_length(LAST_EVENT_RANGE, dt_util.utcnow())
        return EventQuery(category=kind, start=meant.start, count=False)


class EventCommandHandler(VxgIntentHandler):
    """Base class for commands."""

    slot_schema = {**WHERE, vol.Required("event_type"): intent.non_empty_string}
    response_type = intent.IntentResponseType.ACTION_DONE
    single = True
    error_text = NOT_DONE
    command: ClassVar[EventCommand]

    @override
    async def async_answer(
        self, cameras: Sequence[ExposedCamera], slots: Mapping[str, Any], language: str
    ) -> dict[str, Any]:
        """Execute the command, and return the slots of the answer."""
        name, outcome = await async_execute(
            self.command, cameras[0], slots["event_type"], language, {}
        )
        return {
            "kind": sanitize(display_name(name, language)),
            "status": outcome.status,
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
    """Return the period of a question; the default is today."""
    now = dt_util.utcnow()
    for unit in UNITS:
        if unit in slots:
            lasting = min(timedelta(**{unit: slots[unit]}), LAST_EVENT_RANGE)
            return period_of_length(lasting, now)
    return resolve_period(slots.get("span", "today"), now)


def _by_camera(answer: QueryResult) -> list[dict[str, Any]]:
    """Return the number of events by camera, most first."""
    counted = Counter[str]()
    for report in answer.results:
        counted[report.camera.name] += sum(report.counts.values())
    return [
        {"name": sanitize(name), "count": count}
        for name, count in counted.most_common()
        if count
    ]


def _by_type(answer: QueryResult, language: str) -> list[dict[str, Any]]:
    """Return the number of events by type, most first."""
    counted = Counter[str]()
    for report in answer.results:
        for name, count in report.counts.items():
            counted[display_name(name, language)] += count
    return [
        {"kind": sanitize(kind), "count": count}
        for kind, count in counted.most_common(MAX_SPOKEN_CATEGORIES)
    ]


def _newest(
    camera: str, event: Event, kind: EventCategory | None, language: str
) -> dict[str, Any]:
    days = (dt_util.now().date() - dt_util.as_local(event.time).date()).days
    return {
        "kind": sanitize(display_name_of_event(event.name, event.meta, language, kind)),
        "camera": sanitize(camera),
        "time": local_time(event.time),
        "days_ago": days,
    }
