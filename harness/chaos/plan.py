"""Plans of disruptions and arriving events, drawn from a seed.

Disruptions (incidents of the cloud, faults of the house, restarts of Home Assistant)
are drawn apart from the events, so that other things can be tested in the same way.
Times are seconds since the start of the plan in which the machine ran.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from . import house_faults
from .faults import KINDS, STEPS

# Incidents that the first start may meet: bearings are those of a right clock.
FIRST_KINDS = tuple(kind for kind in KINDS if kind not in ("far_jump", "odd_times"))

# Events are planned this close to a disruption, well within the ten seconds that count.
CLOSE = 8.0

# Ages in seconds of backups.
BACKUP_AGES = (20.0, 400.0)

# How to restart: reload the entry, restart Home Assistant, or kill it.
RELOAD, RESTART, KILL = "reload", "restart", "kill"

# When to restart: at its time, or then at the next request, delivery or save.
AT_ONCE = "at_once"
ON_REQUEST, ON_DELIVERY, ON_SAVE = "asked", "fired", "saving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident of the cloud; the meaning of `size` (0 to 1) depends on the kind."""

    at: float
    duration: float
    kind: str
    size: float
    # Whether it affects only lists of events, or every request.
    events_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseFault:
    """A fault of the house; the meaning of `size` (0 to 1) depends on the kind."""

    at: float
    duration: float
    kind: str
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time in which a camera (by its number) does not belong to its group."""

    at: float
    duration: float
    camera: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """A restart: how, at what moment, and how long Home Assistant is down.

    With `backup_age`, files of that many seconds before are restored meanwhile.
    """

    at: float
    how: str
    moment: str
    down: float
    backup_age: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Events that the cloud stores together, with the same time `age` seconds ago."""

    at: float
    camera: int
    name: str
    age: float
    count: int
    # Seconds until they are listed, and until their images are: None if never, or as
    # soon as the cloud usually has them.
    listing_delay: float
    image_delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Parameters of a plan."""

    # Seconds without disruptions after the first read, and of the whole plan.
    calm: float
    length: float
    events: int
    restarts: int
    how: tuple[str, ...]
    # Ranges in seconds: incidents, pauses between them, downtimes of restarts.
    incident: tuple[float, float]
    pause: tuple[float, float]
    down: tuple[float, float]
    # Ages of events that are stored late; only a sweep can find the old ones.
    young_ages: tuple[float, float]
    old_ages: tuple[float, float] | None
    # Downtime at the end, longer than any read looks back.
    downtime: float
    # Seconds to wait at the end for all deliveries, and then for repeats.
    delivery_timeout: float
    quiet: float
    # Ranges in seconds: until images are listed.
    image_delays: tuple[tuple[float, float], ...]
    kinds: tuple[str, ...] = KINDS + STEPS
    house_faults: int = 0
    # Share of restarts with a restored backup.
    restored: float = 0
    # Of cameras of a group.
    absences: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan; all lists are in the order of time."""

    seed: int
    length: float
    # Incident during the first start.
    first: Incident
    incidents: list[Incident] = field(default_factory=list)
    house_faults: list[HouseFault] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    restarts: list[Restart] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)


def draw_plan(
    seed: int, profile: Profile, names: tuple[str, ...], cameras: int
) -> Plan:
    """Return the plan of a seed, which is deterministic."""
    rng = Random(seed)
    plan = Plan(
        seed=seed,
        length=profile.length,
        first=_incident(rng, profile, 0, FIRST_KINDS[seed % len(FIRST_KINDS)]),
        incidents=list(_incidents(rng, profile)),
        restarts=sorted(_restarts(rng, profile), key=lambda item: item.at),
    )
    # From a generator of their own, so that they change no other part of the plan.
    plan.house_faults.extend(_house_faults(Random(f"house {seed}"), profile))
    plan.absences.extend(_absences(Random(f"absences {seed}"), profile, cameras))
    arrivals = _arrivals(rng, profile, plan, names, cameras)
    plan.arrivals.extend(sorted(arrivals, key=lambda item: item.at))
    return plan


def _incidents(rng: Random, profile: Profile) -> Iterator[Incident]:
    at = profile.calm
    # Each kind occurs once before any occurs twice.
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


def _house_faults(rng: Random, profile: Profile) -> Iterator[HouseFault]:
    part = (profile.length - profile.calm) / max(1, profile.house_faults)
    kinds = list(house_faults.WEIGHTS)
    weights = list(house_faults.WEIGHTS.values())
    for number in range(profile.house_faults):
        (kind,) = rng.choices(kinds, weights)
        # One at a time, as each ends what it began.
        start = rng.uniform(0, 0.4)
        lasting = kind in house_faults.LASTING
        yield HouseFault(
            at=profile.calm + (number + start) * part,
            duration=part * rng.uniform(0.1, 0.9 - start) if lasting else 0.0,
            kind=kind,
            size=rng.random(),
        )


def _absences(rng: Random, profile: Profile, cameras: int) -> Iterator[Absence]:
    if cameras < 2:
        return
    part = (profile.length - profile.calm) / max(1, profile.absences)
    for number in range(profile.absences):
        start = rng.uniform(0, 0.4)
        yield Absence(
            at=profile.calm + (number + start) * part,
            duration=part * rng.uniform(0.02, 0.9 - start),
            camera=rng.randrange(cameras),
        )


def _restarts(rng: Random, profile: Profile) -> Iterator[Restart]:
    # One in each part of the time; clustered restarts would overlap.
    part = (profile.length - profile.calm) / max(1, profile.restarts)
    chances = Random(f"backups {rng.random()}")
    for number in range(profile.restarts):
        how = profile.how[number % len(profile.how)]
        restored = how == RESTART and chances.random() < profile.restored
        yield Restart(
            at=profile.calm + (number + rng.uniform(0.1, 0.9)) * part,
            how=how,
            moment=rng.choice((AT_ONCE, ON_REQUEST, ON_DELIVERY, ON_SAVE)),
            down=rng.uniform(*profile.down),
            backup_age=chances.uniform(*BACKUP_AGES) if restored else None,
        )


def _arrivals(
    rng: Random, profile: Profile, plan: Plan, names: tuple[str, ...], cameras: int
) -> Iterator[Arrival]:
    moments = [incident.at for incident in plan.incidents]
    moments += [incident.at + incident.duration for incident in plan.incidents]
    moments += [restart.at for restart in plan.restarts]
    moments += [fault.at for fault in plan.house_faults]
    # From a generator of its own, so that it changes no other part of the plan.
    images = Random(f"images {plan.seed}")
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
            image_delay=_image_delay(images, profile),
        )


def _image_delay(rng: Random, profile: Profile) -> float | None:
    if rng.random() < 0.2:
        return None
    return rng.uniform(*rng.choice(profile.image_delays))


def _age(rng: Random, profile: Profile, at: float) -> float:
    chance = rng.random()
    # Until the first sweep, older events count as known.
    if profile.old_ages is not None and at > profile.calm and chance < 0.06:
        return rng.uniform(*profile.old_ages)
    return rng.uniform(*profile.young_ages) if chance < 0.25 else 0.0
