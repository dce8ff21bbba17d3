"""Events written into the cloud by `vxg.create_event` and by a `rest_command`, in turns."""

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

from .cloud import Place, Raised, clouds
from .costs import OURS
from .home import add_entry
from .plan import Plan
from .remote import Remote
from .rest_config import command
from .tables import ms, percentile, table
from .variants import furnished

WAYS = ("vxg.create_event", "rest_command")
EVENT_TYPE = "parcel"
# More than the longest pause between polls that fail.
PATIENCE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """When an action was called (Unix time), how long it took, and its complaint."""

    called: float
    took: float
    error: str | None


class Writer:
    """A Home Assistant with both ways to write into the cloud."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin without a cloud."""
        self._hass = hass
        self._camera_id = 0
        self._entity_id: str | None = None

    async def set_up(self, place: Place, channel_token: str) -> None:
        """Learn where to write."""
        self._camera_id = place.camera_ids[0]
        entry = await add_entry(self._hass, OURS, place, polls=True)
        config = command(place, channel_token)
        assert await async_setup_component(self._hass, "rest_command", config)
        await self._hass.async_block_till_done(wait_background_tasks=True)
        self._entity_id = er.async_get(self._hass).async_get_entity_id(
            "camera", OURS, f"{entry.unique_id}_{self._camera_id}_camera"
        )

    async def write(self, way: str, number: str) -> Written:
        """Write an event that can be told by its number."""
        if way == "rest_command":
            action = way, "create_event"
            data = {
                "camera": self._camera_id,
                "event_type": EVENT_TYPE,
                "number": number,
            }
        else:
            action = OURS, "create_event"
            data = {
                "entity_id": self._entity_id,
                "event_type": EVENT_TYPE,
                "metadata": {"number": number},
            }
        called, before = time(), monotonic()
        error = None
        try:
            await self._hass.services.async_call(*action, data, blocking=True)
        except HomeAssistantError as err:
            error = str(err)
        return Written(called=called, took=monotonic() - before, error=error)


@asynccontextmanager
async def writer() -> AsyncGenerator[Writer]:
    """Run a Home Assistant to write in."""
    for name in ("custom_components.vxg", "homeassistant.components.rest_command"):
        # What they tell of the outage is meant.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    async with furnished() as hass:
        yield Writer(hass)


def way_back_report(plan: Plan) -> Iterator[str]:
    """Measure writing while the cloud is there, and count what survives an outage."""
    with Remote(clouds) as cloud, Remote(writer) as home:
        place = cloud.call("open", 1)
        home.call("set_up", place, cloud.call("channel_token", place))
        there = _write(home, "there", plan.writes)
        cloud.call("close", place)
        away = _write(home, "away", plan.writes_away)
        cloud.call("reopen", place)
        back = time()
        arrived = _arrived(cloud.call("raised", place))
        ours = WAYS[0]
        while not away[ours].keys() <= arrived.keys() and time() < back + PATIENCE:
            sleep(0.1)
            arrived = _arrived(cloud.call("raised", place))
        waited = time() - back
    yield "### The way back\n"
    yield table(
        ["", *(f"`{way}`" for way in WAYS)],
        [
            ["from call to stored, median", *_delays(there, arrived, median)],
            ["95th percentile", *_delays(there, arrived, _high)],
            [
                "the call took, median",
                *(ms(median(it.took for it in there[way].values())) for way in WAYS),
            ],
            ["events reached the cloud", *_counts(there, arrived)],
            ["called while it was away", *_counts(away, arrived)],
            [
                "of these with the time of the call",
                *_counts(away, _timely(away, arrived)),
            ],
            [
                "of these calls failed",
                *(_failed(away[way].values()) for way in WAYS),
            ],
        ],
    )
    yield f"\nThe last of them came {waited:.1f} s after the cloud was back."


type Writes = dict[str, dict[str, Written]]


def _write(home: Remote, when: str, count: int) -> Writes:
    """Write in turns; return by way and number what came of it."""
    writes: Writes = defaultdict(dict)
    for index in range(count):
        for way in WAYS:
            number = f"{way} {when} {index}"
            writes[way][number] = home.call("write", way, number)
    return writes


def _arrived(raised: Sequence[Raised]) -> dict[str, Raised]:
    return {event.meta["number"]: event for event in raised}


def _delays(writes: Writes, arrived: dict[str, Raised], figure: Any) -> list[str]:
    return [
        ms(
            figure(
                [
                    arrived[number].listed - written.called
                    for number, written in writes[way].items()
                    if number in arrived
                ]
            )
        )
        for way in WAYS
    ]


def _high(delays: Sequence[float]) -> float:
    return percentile(delays, 95)


def _counts(writes: Writes, arrived: dict[str, Raised]) -> list[str]:
    return [
        f"{len(writes[way].keys() & arrived.keys())} of {len(writes[way])}"
        for way in WAYS
    ]


def _timely(writes: Writes, arrived: dict[str, Raised]) -> dict[str, Raised]:
    """Return the events whose time is that of the call, give or take a second."""
    called = {
        number: written.called
        for own in writes.values()
        for number, written in own.items()
    }
    return {
        number: event
        for number, event in arrived.items()
        if number in called and abs(event.time - called[number]) < 1
    }


def _failed(writes: Any) -> str:
    return str(sum(written.error is not None for written in writes))
