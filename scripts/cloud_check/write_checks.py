"""Checks that write: a custom event type `vxg_check`, and events of it."""

import asyncio
from datetime import timedelta
from typing import Any

from .checks import Checks
from .event_checks import EVENTS, types_path
from .probe import DiffersError, NotSeenError, Probe, wire_time

CHECKS = Checks()

TYPE = "vxg_check"
# Seconds.
LISTING_TIMEOUT = 60
LISTING_INTERVAL = 0.5


def _body(probe: Probe, name: str = TYPE) -> dict[str, Any]:
    return {
        "camid": probe.require_camera(),
        "name": name,
        "time": wire_time(probe.server_now),
        "meta": {"note": "Written by check_cloud"},
    }


async def _post(probe: Probe, path: str, body: Any, method: str = "POST") -> Any:
    answer = await probe.ask(path, method=method, body=body, as_camera=True)
    if answer.status == 403 and not probe.require_camera_token().writable:
        raise NotSeenError("the token may not write")
    return answer


async def _create(probe: Probe) -> int:
    answer = await _post(probe, EVENTS, _body(probe))
    event_id = answer.object.get("id")
    if type(event_id) is not int:
        raise DiffersError("the response has no id")
    return event_id


@CHECKS.add(4, writes=True)
async def add_type(probe: Probe) -> str | None:
    """A custom event type can be added."""
    answer = await _post(probe, types_path(probe), {"name": TYPE, "notify": False})
    if not answer.ok and answer.status not in (400, 409):
        raise DiffersError(f"status {answer.status}")
    return f"status {answer.status}"


@CHECKS.add(9, writes=True)
async def duplicate_type(probe: Probe) -> str | None:
    """A type that exists is refused with 400."""
    answer = await _post(probe, types_path(probe), {"name": TYPE, "notify": False})
    if answer.status != 400:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(9, writes=True)
async def undeclared_type(probe: Probe) -> str | None:
    """An event of an undeclared type is refused with 400."""
    answer = await _post(probe, EVENTS, _body(probe, "vxg_check_undeclared"))
    if answer.status != 400:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(9, writes=True)
async def create(probe: Probe) -> str | None:
    """Creating an event answers 201 with its id."""
    answer = await _post(probe, EVENTS, _body(probe))
    if answer.status != 201 or type(answer.object.get("id")) is not int:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(9, writes=True)
async def listing_delay(probe: Probe) -> str | None:
    """A stored event is listed within 3 s."""
    event_id = await _create(probe)
    for attempt in range(int(LISTING_TIMEOUT / LISTING_INTERVAL)):
        body = _body(probe)
        query = {
            "camid": body["camid"],
            "start": body["time"],
            "events": TYPE,
            "order_by": "-time",
        }
        listed = (await probe.ask(EVENTS, query, as_camera=True)).objects
        if event_id in [item.get("id") for item in listed]:
            seconds = attempt * LISTING_INTERVAL
            probe.written_event = event_id
            if seconds > 3:
                raise DiffersError(f"after {seconds:.1f} s")
            return f"after {seconds:.1f} s"
        await asyncio.sleep(LISTING_INTERVAL)
    raise DiffersError(f"not within {LISTING_TIMEOUT} s")


@CHECKS.add(9, writes=True)
async def duplicate_tag(probe: Probe) -> str | None:
    """A tag that exists is refused with 400."""
    path = f"{EVENTS}{probe.require_written_event()}/meta/"
    answer = await _post(probe, path, {"tag": "note", "data": "again"})
    if answer.status != 400:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(9, writes=True)
async def missing_tag(probe: Probe) -> str | None:
    """Changing a tag that is not there is refused with 404."""
    path = f"{EVENTS}{probe.require_written_event()}/meta/no_such_tag/"
    answer = await _post(probe, path, {"data": "new"}, "PUT")
    if answer.status != 404:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(9, writes=True)
async def trigger(probe: Probe) -> str | None:
    """Triggering a type that cannot be triggered is refused with 400."""
    body = {"time": _body(probe)["time"]}
    answer = await _post(probe, f"{types_path(probe)}{TYPE}/trigger/", body)
    if answer.status != 400:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(9, group_only=True, writes=True)
async def write_as_group(probe: Probe) -> str | None:
    """The token of a group may not write events."""
    answer = await probe.ask(EVENTS, method="POST", body=_body(probe))
    if answer.status != 403:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(7, group_only=True, writes=True)
async def clip_as_group(probe: Probe) -> str | None:
    """The token of a group may write clips."""
    body = {
        "camid": probe.require_camera(),
        "title": "Written by check_cloud",
        "start": wire_time(probe.server_now - timedelta(minutes=2)),
        "end": wire_time(
            probe.server_now - timedelta(minutes=2) + timedelta(seconds=5)
        ),
        "wait_for_data": True,
        "delete_at": wire_time(probe.server_now + timedelta(hours=1)),
    }
    path = "/api/v2/storage/clips/"
    answer = await probe.ask(path, method="POST", body=body)
    if not answer.ok:
        raise DiffersError(f"status {answer.status}")
    deleted = await probe.ask(f"{path}{answer.object.get('id')}/", method="DELETE")
    return f"created with {answer.status}, deleted with {deleted.status}"
