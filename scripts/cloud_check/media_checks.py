"""Checks of live video and media (section 7), and of commands (section 8)."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from .checks import Checks
from .probe import DiffersError, NotSeenError, Probe, kind, read_time, wire_time

CHECKS = Checks()

DAY = timedelta(days=1)


@CHECKS.add(7)
async def live_stream(probe: Probe) -> str | None:
    """A live stream has `hls` or `rtsp`, with their expiry."""
    answer = await probe.ask("/api/v4/live/watch/", as_camera=True)
    if answer.status == 503:
        raise NotSeenError("the camera is not streaming")
    urls = answer.object
    if not urls.get("hls") and not urls.get("rtsp"):
        raise DiffersError(f"only {', '.join(sorted(urls))}"[:100])
    lives = []
    for key, expiry in (("hls", "expire_hls"), ("rtsp", "expire")):
        if urls.get(key):
            seconds = (read_time(urls.get(expiry)) - probe.server_now).total_seconds()
            lives.append(f"{key} lives {seconds:.0f} s")
    return ", ".join(lives)


@CHECKS.add(7)
async def webrtc(probe: Probe) -> str | None:
    """`webrtc` has a version that is a string, and a wss address."""
    answer = await probe.ask("/api/v4/live/watch/", as_camera=True)
    found = answer.data.get("webrtc") if isinstance(answer.data, dict) else None
    if not isinstance(found, dict):
        raise NotSeenError("no WebRTC")
    if not isinstance(found.get("version"), str):
        raise DiffersError(f"`version` is {kind(found.get('version'))}")
    if urlsplit(str(found.get("connection_url"))).scheme not in ("ws", "wss"):
        raise DiffersError("`connection_url` is no web socket")
    return None


@CHECKS.add(7)
async def live_image(probe: Probe) -> str | None:
    """A live image is an address with an expiry, fetched without the token."""
    answer = await probe.ask("/api/v4/live/image/", as_camera=True)
    if answer.status == 503:
        raise NotSeenError("the camera is not streaming")
    url = answer.object.get("url")
    if not isinstance(url, str):
        raise DiffersError(f"`url` is {kind(url)}")
    read_time(answer.object.get("expire"))
    media = await probe.fetch(url)
    if not media.ok or not media.headers.get("Content-Type", "").startswith("image/"):
        raise DiffersError(f"the address answers {media.status}")
    other = urlsplit(url).hostname != probe.base_url.host
    return "on another host" if other else "on the same host"


async def _records(probe: Probe) -> list[dict[str, Any]]:
    answer = await probe.ask(
        "/api/v4/storage/records/",
        {"start": wire_time(probe.server_now - DAY), "order_by": "-time", "limit": 5},
        as_camera=True,
    )
    if not answer.objects:
        raise NotSeenError("no recording of the last day")
    return answer.objects


@CHECKS.add(7)
async def recordings(probe: Probe) -> str | None:
    """Recordings have start, end, url, size; `start` alone is enough."""
    for record in await _records(probe):
        if missing := {"start", "end", "url", "size"} - record.keys():
            raise DiffersError(f"without {', '.join(sorted(missing))}")
        if read_time(record["end"]) < read_time(record["start"]):
            raise DiffersError("one ends before its start")
    return None


@CHECKS.add(7)
async def ranges(probe: Probe) -> str | None:
    """Media hosts answer `Range` with 206."""
    url = (await _records(probe))[0].get("url")
    media = await probe.fetch(str(url), {"Range": "bytes=0-99"})
    if media.status != 206 or media.size != 100:
        raise DiffersError(f"status {media.status}, {media.size} bytes")
    return None


@CHECKS.add(7)
async def calendar(probe: Probe) -> str | None:
    """Days with video are a list of YYYY-MM-DD under `objects`."""
    answer = await probe.ask(
        "/api/v4/storage/calendar/", {"daysincamtz": "true"}, as_camera=True
    )
    days = answer.object.get("objects")
    if not isinstance(days, list):
        raise DiffersError(f"`objects` is {kind(days)}")
    if any(not isinstance(day, str) or len(day) != 10 for day in days):
        raise DiffersError("another format of days")
    return f"{len(days)} days"


@CHECKS.add(7)
async def timeline(probe: Probe) -> str | None:
    """The timeline is a list of [start, seconds] by number of slices."""
    answer = await probe.ask(
        f"/api/v2/storage/timeline/{probe.require_camera()}/",
        {
            "start": wire_time(probe.server_now - DAY),
            "end": wire_time(probe.server_now),
            "slices": 24,
        },
        as_camera=True,
    )
    slices = answer.objects[0].get("24") if answer.objects else None
    if not isinstance(slices, list):
        raise DiffersError(f"the slices are {kind(slices)}")
    if any(not isinstance(item, list) or len(item) != 2 for item in slices):
        raise DiffersError("a slice is no pair")
    return f"{len(slices)} slices"


@CHECKS.add(7)
async def clips(probe: Probe) -> str | None:
    """Clips are listed with `order_by=-created`."""
    answer = await probe.ask("/api/v4/clips/", {"order_by": "-created"}, as_camera=True)
    return f"{len(answer.objects)} clips"


@CHECKS.add(8)
async def ptz(probe: Probe) -> str | None:
    """`ptz/` lists actions, presets have a list of their own."""
    path = f"/api/v2/cameras/{probe.require_camera()}/ptz/"
    answer = await probe.ask(path, as_camera=True)
    if not answer.ok:
        raise NotSeenError(f"status {answer.status}")
    if not isinstance(answer.object.get("actions"), list):
        raise DiffersError(f"`actions` is {kind(answer.object.get('actions'))}")
    presets = await probe.ask(f"{path}presets/", as_camera=True)
    return f"{len(presets.objects)} presets"
