"""Compare `vxg.create_event` with a `rest_command` that creates events."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
import logging
from statistics import median
from time import monotonic, sleep, time
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from .cloud import CloudAccess, StoredEvent, clouds
from .costs import OURS
from .home import add_entry
from .plan import Plan
from .remote import Remote
from .rest_config import rest_command_config
from .tables import ms, percentile, table
from .variants import home_assistant_with_http

ACTIONS = ("vxg.create_event", "rest_command")
EVENT_TYPE = "parcel"
# Longer than the longest back-off.
DELIVERY_TIMEOUT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCall:
    """Unix time and duration of a call, and the text of its error."""

    called_at: float
    duration: float
    error: str | None


class EventWriter:
    """A Home Assistant with both actions."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._camera_id = 0
        self._entity_id: str | None = None

    async def set_up(self, access: CloudAccess, channel_token: str) -> None:
        """Set up the integration and the `rest_command`."""
        self._camera_id = access.camera_ids[0]
        entry = await add_entry(self._hass, OURS, access, polls=True)
        config = rest_command_config(access, channel_token)
        assert await async_setup_component(self._hass, "rest_command", config)
        await self._hass.async_block_till_done(wait_background_tasks=True)
        self._entity_id = er.async_get(self._hass).async_get_entity_id(
            "camera", OURS, f"{entry.unique_id}_{self._camera_id}_camera"
        )

    async def write(self, action: str, number: str) -> ActionCall:
        """Create an event that has `number` as metadata."""
        if action == "rest_command":
            service = action, "create_event"
            service_data = {
                "camera": self._camera_id,
                "event_type": EVENT_TYPE,
                "number": number,
            }
        else:
            service = OURS, "create_event"
            service_data = {
                "entity_id": self._entity_id,
                "event_type": EVENT_TYPE,
                "metadata": {"number": number},
            }
        called_at, before = time(), monotonic()
        error = None
        try:
            await self._hass.services.async_call(*service, service_data, blocking=True)
        except HomeAssistantError as err:
            error = str(err)
        return ActionCall(
            called_at=called_at, duration=monotonic() - before, error=error
        )


@asynccontextmanager
async def event_writer() -> AsyncGenerator[EventWriter]:
    """Run a Home Assistant that logs nothing about the expected outage."""
    for name in ("custom_components.vxg", "homeassistant.components.rest_command"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    async with home_assistant_with_http() as hass:
        yield EventWriter(hass)


def event_writing_report(plan: Plan) -> Iterator[str]:
    """Measure creating events, and count those that survive an outage."""
    with Remote(clouds) as cloud, Remote(event_writer) as home:
        access = cloud.call("open", 1)
        home.call("set_up", access, cloud.call("channel_token", access))
        online = _write(home, "online", plan.writes)
        cloud.call("close", access)
        offline = _write(home, "offline", plan.writes_offline)
        cloud.call("reopen", access)
        reopened_at = time()
        stored_events = _by_number(cloud.call("stored", access))
        ours = ACTIONS[0]
        while (
            not offline[ours].keys() <= stored_events.keys()
            and time() < reopened_at + DELIVERY_TIMEOUT
        ):
            sleep(0.1)
            stored_events = _by_number(cloud.call("stored", access))
        delay = time() - reopened_at
    yield "### The way back\n"
    yield table(
        ["", *(f"`{action}`" for action in ACTIONS)],
        [
            ["from call to stored, median", *_delays(online, stored_events, median)],
            ["95th percentile", *_delays(online, stored_events, _percentile_95)],
            [
                "the call took, median",
                *(
                    ms(median(it.duration for it in online[action].values()))
                    for action in ACTIONS
                ),
            ],
            ["events reached the cloud", *_counts(online, stored_events)],
            ["called while it was away", *_counts(offline, stored_events)],
            [
                "of these with the time of the call",
                *_counts(offline, _with_time_of_call(offline, stored_events)),
            ],
            [
                "of these calls failed",
                *(_failure_count(offline[action].values()) for action in ACTIONS),
            ],
        ],
    )
    yield f"\nThe last of them came {delay:.1f} s after the cloud was back."


type CallsByAction = dict[str, dict[str, ActionCall]]


def _write(home: Remote, when: str, count: int) -> CallsByAction:
    """Alternate between the actions; return the calls by action and number."""
    calls: CallsByAction = defaultdict(dict)
    for index in range(count):
        for action in ACTIONS:
            number = f"{action} {when} {index}"
            calls[action][number] = home.call("write", action, number)
    return calls


def _by_number(stored: Sequence[StoredEvent]) -> dict[str, StoredEvent]:
    return {event.meta["number"]: event for event in stored}


def _delays(
    calls: CallsByAction, stored_events: dict[str, StoredEvent], statistic: Any
) -> list[str]:
    return [
        ms(
            statistic(
                [
                    stored_events[number].listed - call.called_at
                    for number, call in calls[action].items()
                    if number in stored_events
                ]
            )
        )
        for action in ACTIONS
    ]


def _percentile_95(delays: Sequence[float]) -> float:
    return percentile(delays, 95)


def _counts(calls: CallsByAction, stored_events: dict[str, StoredEvent]) -> list[str]:
    return [
        f"{len(calls[action].keys() & stored_events.keys())} of {len(calls[action])}"
        for action in ACTIONS
    ]


def _with_time_of_call(
    calls: CallsByAction, stored_events: dict[str, StoredEvent]
) -> dict[str, StoredEvent]:
    """Return the events whose time is within a second of their call."""
    called_at = {
        number: call.called_at
        for calls_by_number in calls.values()
        for number, call in calls_by_number.items()
    }
    return {
        number: event
        for number, event in stored_events.items()
        if number in called_at and abs(event.time - called_at[number]) < 1
    }


def _failure_count(calls: Any) -> str:
    return str(sum(call.error is not None for call in calls))
