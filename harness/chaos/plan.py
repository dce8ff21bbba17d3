"""What goes wrong and when, drawn from a seed: troubles first, then what meets them.

Troubles (incidents of the cloud, restarts of Home Assistant) are drawn apart from what
has to survive them, so that something other than events can be put through the same.
All times are seconds since the plan began.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from .faults import KINDS, STEPS

# Events are planned this close to a trouble, well within the ten seconds that count.
CLOSE = 8.0

# How a restart comes about: entry reloaded, Home Assistant restarted, or killed.
RELOAD, RESTART, KILL = "reload", "restart", "kill"

# When exactly: at its time, or once events are asked for, delivered or being saved.
AT_ONCE = "at_once"
ON_REQUEST, ON_DELIVERY, ON_SAVE = "asked", "fired", "saving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A trouble of the cloud. `size` is a number whose meaning depends on the kind."""

    at: float
    duration: float
    kind: str
    size: float
    # Whether only lists of events meet it, or every request.
    events_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """A restart: how, at what moment, and how long all is down afterwards."""

    at: float
    how: str
    moment: str
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Events that the cloud stores at once, all of one time that is `age` seconds ago."""

    at: float
    camera: int
    name: str
    age: float
    count: int
    # Seconds until they are listed.
    listing_delay: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How rough it gets."""

    # Calm after the first read, then troubles until the end.
    calm: float
    length: float
    events: int
    restarts: int
    how: tuple[str, ...]
    # Shortest and longest: an incident, the pause after it, the time when all is down.
    incident: tuple[float, float]
    pause: tuple[float, float]
    down: tuple[float, float]
    # Ages of events that are stored late; the second sort only a sweep can find.
    young_ages: tuple[float, float]
    old_ages: tuple[float, float] | None
    # Seconds in the end for which all is down, longer than anything looks back.
    downtime: float
    # Longest wait in the end until all is delivered, and how long nothing may follow.
    delivery_timeout: float
    quiet: float
    kinds: tuple[str, ...] = KINDS + STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that happens, each list in the order of time."""

    seed: int
    length: float
    # What the very first reads meet.
    first: Incident
    incidents: list[Incident] = field(default_factory=list)
    restarts: list[Restart] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)


def draw_plan(
    seed: int, profile: Profile, names: tuple[str, ...], cameras: int
) -> Plan:
    """Return the plan of a seed: always the same."""
    rng = Random(seed)
    plan = Plan(
        seed=seed,
        length=profile.length,
        first=_incident(rng, profile, 0, KINDS[seed % len(KINDS)]),
        incidents=list(_incidents(rng, profile)),
        restarts=sorted(_restarts(rng, profile), key=lambda item: item.at),
    )
    arrivals = _arrivals(rng, profile, plan, names, cameras)
    plan.arrivals.extend(sorted(arrivals, key=lambda item: item.at))
    return plan


def _incidents(rng: Random, profile: Profile) -> Iterator[Incident]:
    at = profile.calm
    # Every kind comes once before any comes twice.
    left: list[str] = []
    while at < profile.length:
        if not left:
            left = rng.sample(profile.kinds, len(profile.kinds))
        incident = _incident(rng, profile, at, left.pop())
        yield incident
        at += incident.duration + rng.uniform(*profile.pause)


def _incident(rng: Random, profile: Profile, at: float, kind: str) -> Incident:
    return Incident(
        at=at,
        duration=0.0 if kind in STEPS else rng.uniform(*profile.incident),
        kind=kind,
        size=rng.random(),
        events_only=rng.random() < 0.5,
    )


def _restarts(rng: Random, profile: Profile) -> Iterator[Restart]:
    # One in each part of the time, or they would come in heaps and drop out.
    part = (profile.length - profile.calm) / max(1, profile.restarts)
    for number in range(profile.restarts):
        yield Restart(
            at=profile.calm + (number + rng.uniform(0.1, 0.9)) * part,
            how=profile.how[number % len(profile.how)],
            moment=rng.choice((AT_ONCE, ON_REQUEST, ON_DELIVERY, ON_SAVE)),
            down=rng.uniform(*profile.down),
        )


def _arrivals(
    rng: Random, profile: Profile, plan: Plan, names: tuple[str, ...], cameras: int
) -> Iterator[Arrival]:
    moments = [incident.at for incident in plan.incidents]
    moments += [incident.at + incident.duration for incident in plan.incidents]
    moments += [restart.at for restart in plan.restarts]
    left = profile.events
    while left > 0:
        at = rng.uniform(2, profile.length)
        if at > profile.calm and rng.random() < 0.6:
            at = rng.choice(moments) + rng.uniform(-CLOSE, CLOSE)
        at = min(max(at, 2), profile.length)
        count = min(left, rng.choice((1, 1, 1, 1, 2, 5)))
        left -= count
        yield Arrival(
            at=at,
            camera=rng.randrange(cameras),
            name=rng.choice(names),
            age=_age(rng, profile, at),
            count=count,
            listing_delay=rng.choice((0, 0, rng.uniform(0, 3))),
        )


def _age(rng: Random, profile: Profile, at: float) -> float:
    chance = rng.random()
    # Until the first sweep the log has no bearings for what is older than a read.
    if profile.old_ages is not None and at > profile.calm and chance < 0.06:
        return rng.uniform(*profile.old_ages)
    return rng.uniform(*profile.young_ages) if chance < 0.25 else 0.0
