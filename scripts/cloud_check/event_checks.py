"""Checks of event types (section 4) and of stored events (section 6)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from .checks import Checks
from .probe import Answer, DiffersError, NotSeenError, Probe, kind, read_time, wire_time

CHECKS = Checks()

EVENTS = "/api/v2/storage/events/"

CAPABILITIES = {"can_be_triggered", "can_record", "can_snapshot", "is_periodic"}
# What is there only if the type is capable of it.
OPTIONAL = {"record": "can_record", "snapshot": "can_snapshot", "period": "is_periodic"}
KNOWN_TYPES = {
    "motion",
    "sound",
    "net",
    "network",
    "record",
    "memorycard",
    "wifi",
    "snapshot",
    "object_and_scene_detection",
    "post_object_and_scene_detection",
    "yolov4_detection",
    "search_multiple_users_in_image_v2",
    "facial_analysis",
    "face_detection",
    "facedetection",
    "linecross",
    "line_crossing",
    "intrusion",
    "vehicle_stopped_detection",
    "crowd_detection",
    "plate_recognition",
    "qos-report",
    "timeline-sync",
}
WEEK = timedelta(days=7)


def types_path(probe: Probe) -> str:
    """Return the path of the camera's event types."""
    return f"/api/v2/cameras/{probe.require_camera()}/event_processing/events/"


async def _types(probe: Probe) -> list[dict[str, Any]]:
    answer = await probe.ask(types_path(probe), {"limit": 1000}, as_camera=True)
    if not answer.objects:
        raise NotSeenError("no event type")
    return answer.objects


@CHECKS.add(4)
async def event_type_fields(probe: Probe) -> str | None:
    """Event types have a name and four capabilities."""
    for event_type in await _types(probe):
        caps = event_type.get("caps")
        if not isinstance(event_type.get("name"), str) or not isinstance(caps, dict):
            raise DiffersError("no name or no `caps`")
        if missing := CAPABILITIES - caps.keys():
            raise DiffersError(f"`caps` without {', '.join(sorted(missing))}")
        if any(type(caps[key]) is not bool for key in CAPABILITIES):
            raise DiffersError("a capability is no boolean")
    return None


@CHECKS.add(4)
async def event_type_options(probe: Probe) -> str | None:
    """`record`, `snapshot`, `period` are there only where the capability is."""
    for event_type in await _types(probe):
        for key, capability in OPTIONAL.items():
            capable = event_type["caps"].get(capability)
            if (key in event_type) is not bool(capable):
                raise DiffersError(
                    f"`{key}` {'without' if not capable else 'despite'} {capability}"
                )
    return None


@CHECKS.add(4)
async def event_type_names(probe: Probe) -> str | None:
    """Names of event types are an open set."""
    types = await _types(probe)
    custom = {item["name"] for item in types if item.get("custom")}
    unknown = {item["name"] for item in types} - KNOWN_TYPES - custom
    known = len(types) - len(custom) - len(unknown)
    return f"{known} known, {len(custom)} custom, {len(unknown)} others"


@CHECKS.add(4)
async def single_event_type(probe: Probe) -> str | None:
    """A single event type can be read."""
    name = (await _types(probe))[0]["name"]
    answer = await probe.ask(f"{types_path(probe)}{name}/", as_camera=True)
    if answer.object.get("name") != name:
        raise DiffersError("another one is returned")
    return None


@CHECKS.add(4, group_only=True)
async def event_types_of_group(probe: Probe) -> str | None:
    """The token of a group reads event types, or is refused."""
    answer = await probe.ask(types_path(probe))
    if not answer.ok and answer.status not in (401, 403, 404):
        raise DiffersError(f"status {answer.status}")
    return f"status {answer.status}"


async def _list(probe: Probe, **params: str | int) -> Answer:
    """Read events of the last week of the camera, if not told otherwise."""
    query: dict[str, str | int] = {
        "camid": probe.require_camera(),
        "order_by": "time",
        "include_meta": "true",
        "limit": 100,
        **_week(probe),
    }
    return await probe.ask(EVENTS, {**query, **params}, as_camera=True)


def _week(probe: Probe) -> Mapping[str, str]:
    hour = timedelta(hours=1)
    return {
        "start": wire_time(probe.server_now - WEEK),
        "end": wire_time(probe.server_now + hour),
    }


@CHECKS.add(6)
async def list_events(probe: Probe) -> str | None:
    """Events are listed with id, camid, name, time."""
    probe.events = (await _list(probe, order_by="-time")).objects
    for event in probe.require_events():
        if type(event.get("id")) is not int or type(event.get("camid")) is not int:
            raise DiffersError("`id` or `camid` is no number")
        if not isinstance(event.get("name"), str):
            raise DiffersError(f"`name` is {kind(event.get('name'))}")
        read_time(event.get("time"))
    return f"{len(probe.events)} events"


@CHECKS.add(6)
async def event_fields(probe: Probe) -> str | None:
    """An event has no fields but those that are known."""
    known = {"id", "camid", "name", "time", "alias", "meta", "thumb", "filemeta"}
    unknown = {key for event in probe.require_events() for key in event} - known
    if unknown:
        raise DiffersError(f"also {', '.join(sorted(unknown))}"[:100])
    return None


@CHECKS.add(6)
async def metadata_values(probe: Probe) -> str | None:
    """Values of metadata are strings, numbers too."""
    found = [event["meta"] for event in probe.require_events() if event.get("meta")]
    if not found:
        raise NotSeenError("no event with metadata")
    if any(not isinstance(meta, dict) for meta in found):
        raise DiffersError("`meta` is no object")
    kinds = {kind(value) for meta in found for value in meta.values()}
    if kinds - {"a string"}:
        raise DiffersError(f"a value is {', '.join(sorted(kinds))}")
    return None


@CHECKS.add(6)
async def thumbnails(probe: Probe) -> str | None:
    """`thumb` has url, time, width, height."""
    found = [event["thumb"] for event in probe.require_events() if event.get("thumb")]
    if not found:
        raise NotSeenError("no event with a picture")
    if missing := {"url", "time", "width", "height"} - set.union(*map(set, found)):
        raise DiffersError(f"without {', '.join(sorted(missing))}")
    return f"{len(found)} of {len(probe.events)} events have one"


@CHECKS.add(2)
async def expiry_of_addresses(probe: Probe) -> str | None:
    """Lists of the storage have `meta.expire`."""
    expiry = read_time((await _list(probe)).meta.get("expire"))
    return f"addresses live {(expiry - probe.server_now).total_seconds():.0f} s"


def _times(answer: Answer) -> list[datetime]:
    return [read_time(event.get("time")) for event in answer.objects]


@CHECKS.add(6)
async def order(probe: Probe) -> str | None:
    """`order_by` is `time` or `-time`; the default is ascending."""
    probe.require_events(2)
    ascending = _times(await _list(probe, order_by="time"))
    if any(later < earlier for earlier, later in pairwise(ascending)):
        raise DiffersError("`time` is not ascending")
    descending = _times(await _list(probe, order_by="-time"))
    if any(later > earlier for earlier, later in pairwise(descending)):
        raise DiffersError("`-time` is not descending")
    default = await probe.ask(
        EVENTS,
        {"camid": probe.require_camera(), "limit": 100, **_week(probe)},
        as_camera=True,
    )
    if _times(default) != ascending:
        raise DiffersError("the default is another one")
    return None


@CHECKS.add(6)
async def window(probe: Probe) -> str | None:
    """`start` and `end` are inclusive."""
    event = probe.require_events()[0]
    answer = await _list(probe, start=event["time"], end=event["time"])
    if event["id"] not in [item.get("id") for item in answer.objects]:
        raise DiffersError("an event at the bounds is missing")
    if set(_times(answer)) != {read_time(event["time"])}:
        raise DiffersError("events outside of the bounds are listed")
    return None


@CHECKS.add(6)
async def type_filter(probe: Probe) -> str | None:
    """`events` filters by type."""
    name = probe.require_events()[0]["name"]
    found = {item.get("name") for item in (await _list(probe, events=name)).objects}
    if found != {name}:
        raise DiffersError("other types are listed")
    none = await _list(probe, events="no_such_type_of_event")
    if none.objects:
        raise DiffersError("an unknown type lists events")
    return None


@CHECKS.add(6)
async def tag_filters(probe: Probe) -> str | None:
    """`meta` and `meta_not` filter by tags: any of them, none of them."""
    tags = [tag for event in probe.require_events() for tag in event.get("meta") or {}]
    tag = next((tag for tag in tags if "," not in tag), None)
    if tag is None:
        raise NotSeenError("no event with metadata")
    having = (await _list(probe, meta=f"{tag},no_such_tag_anywhere")).objects
    lacking = (await _list(probe, meta_not=f"{tag},no_such_tag_anywhere")).objects
    if not having or any(tag not in (item.get("meta") or {}) for item in having):
        raise DiffersError("`meta` is not any of them")
    if any(tag in (item.get("meta") or {}) for item in lacking):
        raise DiffersError("`meta_not` is ignored")
    return None


@CHECKS.add(6)
async def total_count(probe: Probe) -> str | None:
    """`total_count` counts all that match, not the page."""
    count = len(probe.require_events(2))
    meta = (await _list(probe, limit=1)).meta
    total = meta.get("total_count")
    if type(total) is not int:
        raise DiffersError(f"it is {kind(total)}")
    if total < count:
        raise DiffersError("it is that of the page")
    return None


@CHECKS.add(6, group_only=True)
async def events_of_group(probe: Probe) -> str | None:
    """Without `camid`, a group lists events of all its cameras."""
    answer = await probe.ask(
        EVENTS, {"order_by": "-time", "limit": 100, **_week(probe)}
    )
    if not answer.ok:
        raise DiffersError(f"status {answer.status}")
    return f"{len({item.get('camid') for item in answer.objects})} cameras"


@CHECKS.add(6, group_only=True)
async def list_of_cameras(probe: Probe) -> str | None:
    """`camid` may be a list of cameras."""
    ids = [str(camera["id"]) for camera in probe.cameras[:2]]
    if len(ids) < 2:
        raise NotSeenError("fewer than two cameras")
    query = {"camid": ",".join(ids), "order_by": "time", **_week(probe)}
    if not (answer := await probe.ask(EVENTS, query)).ok:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(6)
async def single_event(probe: Probe) -> str | None:
    """A single event can be read."""
    event = probe.require_events()[0]
    answer = await probe.ask(
        f"{EVENTS}{event['id']}/", {"include_meta": "true"}, as_camera=True
    )
    if any(answer.object.get(key) != event[key] for key in ("id", "time", "name")):
        raise DiffersError("another one is returned")
    return None
