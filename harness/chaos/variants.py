"""The variants: in one process with a fast clock, and a real `hass` that is killed."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from simulator import Cloud

from .clock import world_time
from .faults import KINDS
from .plan import KILL, RELOAD, RESTART, Profile
from .probe import NEIGHBOR_CAMERA, NEIGHBOR_NAME

NAMES = ("motion", "sound", "net", "snapshot", "line_crossing")

# Not a type of any camera; its events must reach the bus and the event entity, too.
UNKNOWN = "never_declared"

FAST_PROFILE = Profile(
    calm=100,
    length=900,
    events=500,
    restarts=6,
    how=(RELOAD, RESTART),
    incident=(2, 25),
    pause=(5, 30),
    down=(0, 90),
    young_ages=(1, 60),
    old_ages=(160, 1500),
    downtime=26 * 3600,
    # Long enough for two sweeps, and for another one.
    delivery_timeout=700,
    quiet=320,
    image_delays=((0, 3), (2, 15), (15, 60), (60, 600)),
    house_faults=52,
    restored=0.3,
    absences=2,
)

# In real time, where Home Assistant takes five seconds to start.
KILL_PROFILE = Profile(
    calm=4,
    length=20,
    events=100,
    restarts=1,
    how=(KILL,),
    incident=(0.3, 3),
    pause=(0.5, 3),
    down=(0, 3),
    young_ages=(1, 40),
    old_ages=None,
    downtime=0,
    delivery_timeout=60,
    quiet=3,
    image_delays=((0, 3), (2, 15)),
    # In real time the cloud's clock settles too slowly.
    kinds=tuple(kind for kind in KINDS if kind not in ("far_jump", "odd_times")),
)

# Mostly the start of Home Assistant.
SECONDS_PER_RESTART = 14


def kill_profile(kills: int) -> Profile:
    """Return the profile of a number of kills, with other restarts in between."""
    how: list[str] = []
    for number in range(1, kills + 1):
        how.append(KILL)
        if number % 3 == 2:
            how.append(RELOAD)
        elif number % 3 == 0:
            how.append(RESTART)
    return replace(
        KILL_PROFILE,
        restarts=len(how),
        how=tuple(how),
        length=KILL_PROFILE.calm + SECONDS_PER_RESTART * len(how),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Properties of the cloud and options of the entry, constant during a plan."""

    cameras: list[int]
    group: bool
    page_cap: int
    # Status of the cloud's response when a group token lists the events of all cameras.
    group_list: int
    wire_format: dict[str, Any]
    skew: float
    options: dict[str, Any]
    # Whether the server trusts the cookie of a session, and whether there is another
    # entry on it.
    cookies: bool
    neighbor: bool

    @property
    def max_age(self) -> float:
        """Return the age in seconds from which an event is late."""
        return float(self.options["max_age"])

    @property
    def late_are_shown(self) -> bool:
        """Return whether entities show late events, too."""
        return bool(self.options["late_events"] == "fire")


def names() -> tuple[str, ...]:
    """Return the event types that occur, one of which no camera has."""
    return (*NAMES, UNKNOWN)


def draw_setting(seed: int, *, killed: bool) -> Setting:
    """Return the setting of a seed, which is deterministic."""
    rng = Random(f"setting {seed}")
    group = rng.random() < 0.6
    # From a generator of their own, so that they change nothing else.
    server = Random(f"server {seed}")
    options = {
        "poll_interval": 1 if killed else rng.choice((1, 2, 2, 3)),
        "max_age": 20 if killed else 120,
        "late_events": rng.choice(("quiet", "quiet", "fire")),
        "hold_time": rng.choice((1, 30)),
    }
    return Setting(
        cameras=[310245, 61, 7044][: rng.choice((2, 3)) if group else 1],
        group=group,
        page_cap=rng.choice((30, 80, 1000, 1000)),
        group_list=rng.choice((200, 200, 403, 404)),
        wire_format={
            "times": rng.choice(("naive", "Z", "offset")),
            "numbers_as_strings": rng.random() < 0.3,
            "unknown_fields": rng.random() < 0.3,
            "total_count": rng.choice(("exact", "exact", "null", "missing")),
        },
        skew=rng.choice((0, rng.uniform(-7200, 7200))),
        options=options,
        cookies=server.random() < 0.5,
        neighbor=server.random() < 0.5,
    )


def make_cloud(setting: Setting) -> tuple[Cloud, str]:
    """Return a cloud on this process's clock, and the token of the entry."""

    def now() -> datetime:
        return datetime.fromtimestamp(world_time() + setting.skew, UTC)

    cloud = Cloud(now)
    for number, camera_id in enumerate(setting.cameras):
        camera = cloud.add_camera(camera_id, f"Camera {number}")
        camera.add_type({"name": "line_crossing", "receive": True})
    cloud.page_cap = setting.page_cap
    cloud.group_list_status = setting.group_list
    cloud.trusts_cookies = setting.cookies
    if setting.neighbor:
        cloud.add_camera(NEIGHBOR_CAMERA, NEIGHBOR_NAME.title())
    for key, value in setting.wire_format.items():
        setattr(cloud.wire_format, key, value)
    if setting.group:
        return cloud, cloud.group_token(setting.cameras)
    return cloud, cloud.channel_token(setting.cameras[0])


def unique_id(setting: Setting) -> str:
    """Return the unique id of the entry, as the config flow creates it."""
    return (
        "127.0.0.1_group_900000" if setting.group else f"127.0.0.1_{setting.cameras[0]}"
    )
