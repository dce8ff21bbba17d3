"""Checks of what all of the API shares (section 2), and of cameras (section 3)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from custom_components.vxg.aiovxg import VxgTokenError

from .checks import Checks
from .probe import (
    AccessError,
    DiffersError,
    NoResponseError,
    NotSeenError,
    Probe,
    kind,
    read_time,
)

CHECKS = Checks()

CAMERAS = "/api/v2/cameras/"
CHANNELS = "/api/v5/channels/"
TIME = "/api/v2/server/time/"

META_KEYS = {"limit", "offset", "next", "previous", "total_count"}
STATUSES = {"active", "unauthorized", "inactive", "inactive_by_scheduler", "offline"}
RECORDING_MODES = {"on", "off", "by_event", "server_by_event"}
# Seconds by which a proxy's clock may differ before lateness is wrong.
MAX_DATE_OFFSET = 5
# No camera has it.
UNKNOWN_ID = 2_147_483_646


async def require_access(probe: Probe) -> None:
    """Raise AccessError if all checks would differ for one reason."""
    try:
        answer = await probe.ask(CAMERAS)
    except NoResponseError as err:
        raise AccessError(
            f"The server cannot be reached: {err}. If it has a self-signed certificate, "
            "add --no-verify-ssl."
            if "Certificate" in str(err)
            else f"The server cannot be reached: {err}."
        ) from None
    if answer.status == 401:
        raise AccessError(
            "The server refuses this token. It may have been replaced, or belong to "
            "another server (--url)."
        )


@CHECKS.add(2)
async def server_time(probe: Probe) -> str | None:
    """`server/time/` needs no credential; `utc` is naive UTC."""
    answer = await probe.ask(TIME, authorization="")
    probe.now = read_time(answer.object.get("utc"))
    return None


@CHECKS.add(2)
async def date_header(probe: Probe) -> str | None:
    """`Date` of responses is the server's clock."""
    answer = await probe.ask(TIME)
    if (text := answer.headers.get("Date")) is None:
        raise DiffersError("no `Date`")
    server = read_time(answer.object.get("utc"))
    offset = abs((parsedate_to_datetime(text) - server).total_seconds())
    if offset > MAX_DATE_OFFSET:
        raise DiffersError(f"`Date` is {offset:.0f} s off")
    return None


@CHECKS.add(2)
async def time_format(probe: Probe) -> str | None:
    """Times have the format YYYY-MM-DDThh:mm:ss[.ffffff]."""
    text = (await probe.ask(TIME)).object.get("utc")
    if not isinstance(text, str) or text[10:11] != "T" or len(text) not in (19, 26):
        raise DiffersError("another format")
    return "with fractions" if len(text) == 26 else "whole seconds"


@CHECKS.add(2)
async def refused_credential(probe: Probe) -> str | None:
    """A refused credential gets 401 with status, errorType, errorDetail."""
    scheme, _, value = probe.token.authorization.partition(" ")
    answer = await probe.ask(CAMERAS, authorization=f"{scheme} {value[::-1]}")
    if answer.status != 401:
        raise DiffersError(f"status {answer.status}")
    _check_error(answer.data)
    return None


@CHECKS.add(2)
async def unknown_camera(probe: Probe) -> str | None:
    """An unknown camera gets 404 with status, errorType, errorDetail."""
    answer = await probe.ask(f"{CAMERAS}{UNKNOWN_ID}/")
    if answer.status != 404:
        raise DiffersError(f"status {answer.status}")
    _check_error(answer.data)
    return None


def _check_error(data: Any) -> None:
    if not isinstance(data, dict):
        raise DiffersError(f"the error is {kind(data)}")
    missing = {"status", "errorType", "errorDetail"} - data.keys()
    if missing:
        raise DiffersError(f"without {', '.join(sorted(missing))}")


@CHECKS.add(2)
async def trailing_slash(probe: Probe) -> str | None:
    """Paths work without their slash at the end, too."""
    answer = await probe.ask(CAMERAS.rstrip("/"))
    if not answer.ok:
        raise DiffersError(f"status {answer.status}")
    return None


@CHECKS.add(3)
async def list_cameras(probe: Probe) -> str | None:
    """Cameras are a list of `meta` and `objects`."""
    answer = await probe.ask(
        CAMERAS,
        {
            "detail": "detail",
            "include_meta": "true",
            "meta_not": "isstorage",
            "limit": 1000,
        },
    )
    probe.cameras = answer.objects
    if probe.camera_id is None:
        active = [item for item in probe.cameras if item.get("status") == "active"]
        probe.camera_id = next((item["id"] for item in active or probe.cameras), None)
    missing = META_KEYS - answer.meta.keys()
    if missing:
        raise DiffersError(f"`meta` without {', '.join(sorted(missing))}")
    return f"{len(probe.cameras)} cameras"


@CHECKS.add(2)
async def default_limit(probe: Probe) -> str | None:
    """The default of `limit` is 20; 0 means 1000."""
    limits = [
        (await probe.ask(CAMERAS, params)).meta.get("limit")
        for params in ({}, {"limit": 0})
    ]
    if limits != [20, 1000]:
        raise DiffersError(f"{limits[0]} and {limits[1]}")
    return None


@CHECKS.add(2)
async def next_page(probe: Probe) -> str | None:
    """`next` is null or a relative path with a query."""
    if len(probe.cameras) < 2:
        raise NotSeenError("fewer than two cameras")
    link = (await probe.ask(CAMERAS, {"limit": 1})).meta.get("next")
    if not isinstance(link, str):
        raise DiffersError(f"`next` is {kind(link)}")
    parts = urlsplit(link)
    if parts.netloc or not parts.query:
        raise DiffersError("an absolute address" if parts.netloc else "no query")
    return None


@CHECKS.add(3)
async def camera_fields(probe: Probe) -> str | None:
    """Ids of cameras are numbers, names are strings."""
    for camera in probe.require_cameras():
        if type(camera.get("id")) is not int:
            raise DiffersError(f"`id` is {kind(camera.get('id'))}")
        if not isinstance(camera.get("name"), str):
            raise DiffersError(f"`name` is {kind(camera.get('name'))}")
    return None


@CHECKS.add(3)
async def camera_states(probe: Probe) -> str | None:
    """`status` and `rec_mode` have known values."""
    cameras = probe.require_cameras()
    for key, known in (("status", STATUSES), ("rec_mode", RECORDING_MODES)):
        unknown = {str(item.get(key)) for item in cameras if key in item} - known
        if unknown:
            raise DiffersError(f"{len(unknown)} other values of `{key}`")
    return None


@CHECKS.add(3)
async def camera_access(probe: Probe) -> str | None:
    """`access` is a list, or absent if it is unrestricted."""
    found = {
        kind(item["access"]) for item in probe.require_cameras() if "access" in item
    }
    if found - {"a list"}:
        raise DiffersError(f"`access` is {', '.join(sorted(found))}")
    return None if found else "absent"


@CHECKS.add(3)
async def storage_channels(probe: Probe) -> str | None:
    """`meta_not=isstorage` leaves out channels that are no cameras."""
    for camera in probe.require_cameras():
        meta = camera.get("meta")
        if isinstance(meta, dict) and "isstorage" in meta:
            raise DiffersError("a storage channel is listed")
    return None


@CHECKS.add(3, group_only=True)
async def group_channels(probe: Probe) -> str | None:
    """A group lists its channels with a token each."""
    channels = (await probe.ask(CHANNELS, {"limit": 1000})).objects
    for channel in channels:
        if str(channel.get("id")) == str(probe.camera_id):
            try:
                probe.adopt_camera_token(channel.get("token"))
            except VxgTokenError as err:
                raise DiffersError(f"a token is none ({type(err).__name__})") from None
    if probe.camera_token is None:
        raise DiffersError("the camera has no token")
    return f"{len(channels)} channels"


@CHECKS.add(2)
async def offsets(probe: Probe) -> str | None:
    """Pages do not overlap: `offset` counts objects."""
    if len(probe.cameras) < 3:
        raise NotSeenError("fewer than three cameras")
    found = []
    for offset in (0, 1, 2):
        page = (await probe.ask(CAMERAS, {"limit": 1, "offset": offset})).objects
        found += [item.get("id") for item in page]
    if len(set(found)) != 3:
        raise DiffersError("an object is listed twice")
    return None


@CHECKS.add(2)
async def clock_advances(probe: Probe) -> str | None:
    """`server/time/` advances."""
    times = [read_time((await probe.ask(TIME)).object.get("utc")) for _ in range(3)]
    if any(later < earlier for earlier, later in pairwise(times)):
        raise DiffersError("it goes backwards")
    skew = (datetime.now(UTC) - times[-1]).total_seconds()
    return f"{skew:+.0f} s from this machine's clock"
