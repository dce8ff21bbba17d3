"""Parsing of the arguments of tools for language models."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from homeassistant.helpers import intent
import voluptuous as vol

from ..actions.get_events import DEFAULT_HISTORY_RANGE
from ..actions.validation import to_cloud_time
from ..errors import validation_error
from ..helpers.clocks import house_now
from ..helpers.time_range import parse_time
from .periods import Period, resolve_period
from .responses import sanitize

# Events in a response, which must fit into the context of a small language model.
LLM_MAX_EVENTS = 25
LLM_DEFAULT_EVENTS = 10


def normalize_arguments(args: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments in the form that a model was asked for, where it is clear."""
    meant = {
        key: value
        for key, value in args.items()
        if not intent.is_blank_slot_value(value)
    }
    metadata = meant.get("metadata")
    if isinstance(metadata, Mapping) and "tag" not in metadata:
        meant["metadata"] = [
            {"tag": tag, "value": value} for tag, value in metadata.items()
        ]
    for key in {"event_types", "metadata"} & meant.keys():
        if not isinstance(meant[key], list):
            meant[key] = [meant[key]]
    for key in {"camera", "area", "period", "event_type"} & meant.keys():
        if isinstance(meant[key], list) and len(meant[key]) == 1:
            [meant[key]] = meant[key]
    if isinstance(period := meant.get("period"), str):
        meant["period"] = "_".join(period.casefold().split())
    if "limit" in meant:
        try:
            meant["limit"] = min(max(1, int(meant["limit"])), LLM_MAX_EVENTS)
        except (TypeError, ValueError, OverflowError) as err:
            raise vol.Invalid("limit must be a whole number") from err
    return meant


def query_period(args: Mapping[str, Any]) -> Period:
    """Return the period of a query. Raises a HomeAssistantError."""
    now = house_now()
    if (period := args.get("period")) is not None:
        return resolve_period(period, now)
    start, end = (_time(args.get(key), now) for key in ("start_time", "end_time"))
    return Period(start=start or (end or now) - DEFAULT_HISTORY_RANGE, end=end)


def _time(text: str | None, now: datetime) -> datetime | None:
    if text is None:
        return None
    time = parse_time(text)
    if time is None or (utc := to_cloud_time(time, now)) is None:
        raise validation_error("bad_window", time=sanitize(text))
    return utc
