"""The two variants: within one process and fast, and a real `hass` that gets killed."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
import time
from typing import Any

from simulator import Cloud

from .faults import KINDS
from .plan import KILL, RELOAD, RESTART, Profile

NAMES = ("motion", "sound", "net", "snapshot", "line_crossing")

# Not declared by any camera: it must reach bus and event entity all the same.
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
    # Until the second sweep from then has surely ended, and one more.
    delivery_timeout=700,
    quiet=320,
)

# In real time: Home Assistant takes five seconds to start.
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
    # A clock that is set back to before the entry was there means new bearings.
    kinds=KINDS,
)

# Seconds of a killed run for each restart, mostly of starting again.
SECONDS_PER_RESTART = 14


def kill_profile(kills: int) -> Profile:
    """Return the climate of so many kills, with gentler ends in between."""
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
    """What differs between seeds but does not change while a plan happens."""

    cameras: list[int]
    group: bool
    page_cap: int
    # How the cloud answers a group that asks for the events of all its cameras.
    group_list: int
    spelling: dict[str, Any]
    skew: float
    options: dict[str, Any]

    @property
    def max_age(self) -> float:
        """Seconds until an event is late."""
        return float(self.options["max_age"])

    @property
    def late_are_shown(self) -> bool:
        """Whether entities show late events, too."""
        return bool(self.options["late_events"] == "fire")


def names() -> tuple[str, ...]:
    """Return names of event types that arrive; one is declared by no camera."""
    return (*NAMES, UNKNOWN)


def draw_setting(seed: int, *, killed: bool) -> Setting:
    """Return the setting of a seed: always the same."""
    rng = Random(f"setting {seed}")
    group = rng.random() < 0.6
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
        spelling={
            "times": rng.choice(("naive", "Z", "offset")),
            "numbers_as_strings": rng.random() < 0.3,
            "unknown_fields": rng.random() < 0.3,
            "total_count": rng.choice(("exact", "exact", "null", "missing")),
        },
        skew=rng.choice((0, rng.uniform(-7200, 7200))),
        options=options,
    )


def make_cloud(setting: Setting) -> tuple[Cloud, str]:
    """Return a cloud and the entry's token. Tells time by this process's clock."""

    def now() -> datetime:
        return datetime.fromtimestamp(time.time() + setting.skew, UTC)

    cloud = Cloud(now)
    for number, camera_id in enumerate(setting.cameras):
        camera = cloud.add_camera(camera_id, f"Camera {number}")
        camera.add_type({"name": "line_crossing", "receive": True})
    cloud.page_cap = setting.page_cap
    cloud.group_list_status = setting.group_list
    for key, value in setting.spelling.items():
        setattr(cloud.spelling, key, value)
    if setting.group:
        return cloud, cloud.group_token()
    return cloud, cloud.channel_token(setting.cameras[0])


def unique_id(setting: Setting) -> str:
    """Return an entry's unique id, as the config flow makes it."""
    return (
        "127.0.0.1_group_900000" if setting.group else f"127.0.0.1_{setting.cameras[0]}"
    )
