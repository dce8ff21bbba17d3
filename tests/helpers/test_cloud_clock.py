"""Tests for the cloud's clock: odd samples, clocks that are set, and pauses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.vxg.aiovxg import (
    VxgAuthenticationError,
    VxgConnectionError,
    VxgNotFoundError,
    VxgRateLimitError,
    VxgRequestError,
    VxgTimeoutError,
)
from custom_components.vxg.helpers import clocks
from custom_components.vxg.helpers.clocks.cloud_clock import CloudClock

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
IMPOSSIBLE = [
    datetime.min.replace(tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2100, 1, 1, tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
]


@dataclass
class World:
    """Clocks of a machine and of a cloud; `seconds` is the true time since the start."""

    seconds: float = 0.0
    # What the monotonic clock and the one since the boot did not count.
    paused: float = 0.0
    suspended: float = 0.0
    house: timedelta = timedelta()
    cloud: timedelta = timedelta()
    # How far `Date` is ahead of the cloud's own time; None if there is none.
    date: timedelta | None = timedelta()
    answer: VxgRequestError | datetime | None = None
    # Whether an error of a connection is a response, such as 500.
    is_reachable: bool = False
    asked: int = 0
    skews: list[timedelta] = field(default_factory=list)
    on_date_callback: Callable[[datetime | None, float], None] | None = None

    @property
    def cloud_time(self) -> datetime:
        """Return the time of the cloud's own clock."""
        return START + timedelta(seconds=self.seconds) + self.cloud

    def on_date(self, callback: Callable[[datetime | None, float], None]) -> None:
        """Register the clock, as the client does."""
        self.on_date_callback = callback

    def respond(self, elapsed: float = 0, date: datetime | None = None) -> None:
        """Send a response, with the given `Date` or that of the cloud."""
        assert self.on_date_callback
        if date is None and self.date is not None:
            date = self.cloud_time + self.date - timedelta(seconds=elapsed / 2)
            date = date.replace(microsecond=0)
        self.on_date_callback(date, elapsed)

    async def server_time(self) -> datetime:
        """Return the time, as the client does."""
        self.asked += 1
        if isinstance(self.answer, VxgConnectionError) and not self.is_reachable:
            raise self.answer
        self.respond()
        if isinstance(self.answer, VxgRequestError):
            raise self.answer
        return self.answer or self.cloud_time


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Return clocks that only the test moves."""
    world = World()

    def monotonic() -> float:
        return 1000 + world.seconds - world.paused - world.suspended

    monkeypatch.setattr(clocks, "monotonic", monotonic)
    monkeypatch.setattr(clocks, "boot_time", lambda: monotonic() + world.suspended)
    monkeypatch.setattr(
        clocks,
        "house_now",
        lambda: START + timedelta(seconds=world.seconds) + world.house,
    )
    return world


@pytest.fixture
def clock(world: World) -> CloudClock:
    """Return the clock of a cloud that agrees with the house's."""
    client: Any = world
    return CloudClock(client, world.skews.append)


async def poll(
    world: World, clock: CloudClock, times: int = 1, seconds: float = 2
) -> None:
    """Poll a cloud, with a request for its time if that is due."""
    for _ in range(times):
        world.seconds += seconds
        await clock.async_measure_if_due()
        world.respond()


def is_right(world: World, clock: CloudClock) -> bool:
    """Return whether the clock shows the cloud's time, and is certain of it."""
    return clock.is_settled and abs(clock.now() - world.cloud_time) <= timedelta(
        seconds=1
    )


async def test_the_server_is_asked_once_where_responses_have_a_date(
    world: World, clock: CloudClock
) -> None:
    world.cloud = timedelta(seconds=7)
    await poll(world, clock, times=2000)
    assert world.asked == 1
    assert is_right(world, clock)
    assert len(world.skews) == 1


@pytest.mark.parametrize("elapsed", [0, 0.4, 4])
async def test_the_date_stands_for_the_middle_of_the_request(
    world: World, clock: CloudClock, elapsed: float
) -> None:
    world.answer = VxgNotFoundError("No such thing")
    await poll(world, clock)
    for tenth in range(9):
        world.seconds += 2 + tenth / 9
        world.respond(elapsed)
    assert abs(clock.now() - world.cloud_time) <= timedelta(seconds=0.5)


@pytest.mark.parametrize("seconds", [0.4, 4000])
async def test_the_house_s_clock_moves_nothing(
    world: World, clock: CloudClock, seconds: float
) -> None:
    await poll(world, clock, times=3)
    for days in (3, -3, 8):
        world.house = timedelta(days=days)
        assert abs(clock.now() - world.cloud_time) < timedelta(seconds=1)
        await poll(world, clock, seconds=seconds)
        assert is_right(world, clock)
    assert world.asked == 1
    assert not clock.take_pause()


@pytest.mark.parametrize("hours", [-48, -3, 3, 24 * 365])
async def test_a_cloud_that_differs_from_the_house_is_believed_after_three_samples(
    world: World, clock: CloudClock, hours: int
) -> None:
    world.cloud = hours * HOUR
    world.respond()
    world.respond()
    assert not clock.is_settled
    await poll(world, clock)
    assert is_right(world, clock)
    # It differed from the beginning.
    assert not clock.take_pause()
    assert abs(world.skews[-1] - hours * HOUR) < timedelta(seconds=1)


@pytest.mark.parametrize("time", IMPOSSIBLE)
@pytest.mark.parametrize("date", [timedelta(), None])
async def test_impossible_times_are_no_samples(
    world: World, clock: CloudClock, time: datetime, date: timedelta | None
) -> None:
    world.date = date
    await poll(world, clock)
    world.answer = time
    for _ in range(9):
        world.respond(date=time)
        await poll(world, clock, seconds=400)
        assert is_right(world, clock)


@pytest.mark.parametrize("date", [timedelta(), None])
async def test_one_odd_answer_about_the_time_moves_nothing(
    world: World, clock: CloudClock, date: timedelta | None
) -> None:
    world.date = date
    await poll(world, clock)
    assert is_right(world, clock)
    world.answer = world.cloud_time - timedelta(days=2)
    clock._ask_at, clock._is_verified = None, False
    await poll(world, clock)
    assert not clock.is_settled
    assert abs(clock.now() - world.cloud_time) <= timedelta(seconds=1)
    world.answer = None
    await poll(world, clock, seconds=1)
    assert is_right(world, clock)


async def test_a_constant_offset_of_a_proxy_s_date_is_taken_off(
    world: World, clock: CloudClock
) -> None:
    world.date = -3 * HOUR
    world.cloud = timedelta(hours=1)
    await poll(world, clock, times=5, seconds=1)
    assert is_right(world, clock)
    asked = world.asked
    await poll(world, clock, times=1000)
    assert world.asked == asked
    # The proxy is set right.
    world.date = timedelta()
    await poll(world, clock)
    assert not clock.is_settled
    await poll(world, clock, times=5, seconds=1)
    assert is_right(world, clock)


@pytest.mark.parametrize("change", [-600, 600])
async def test_no_wrong_time_is_current_while_the_offset_of_a_proxy_changes(
    world: World, clock: CloudClock, change: int
) -> None:
    await poll(world, clock, times=5)
    world.date = timedelta(seconds=change)
    # When sweeps began, which take longer than polls, and what time it really was.
    begun: list[tuple[datetime, datetime]] = []
    for _ in range(20):
        world.seconds += 1
        await clock.async_measure_if_due()
        begun.append((clock.now(), world.cloud_time))
        world.respond()
        assert all(
            abs(now - true) < timedelta(seconds=3)
            for now, true in begun
            if clock.is_current(now)
        )
    assert is_right(world, clock)


async def test_a_cloud_without_a_date_is_asked_every_five_minutes(
    world: World, clock: CloudClock
) -> None:
    world.date = None
    world.cloud = timedelta(seconds=20)
    await poll(world, clock)
    assert is_right(world, clock)
    await poll(world, clock, times=1800)
    assert 12 <= world.asked <= 14
    world.cloud = HOUR
    await poll(world, clock, times=150)
    await poll(world, clock, times=4, seconds=1)
    assert is_right(world, clock)


@pytest.mark.parametrize("every", [1, 2])
@pytest.mark.parametrize("ttl", [20, 60, 86_400])
async def test_a_date_that_a_cache_repeats_stops_no_clock(
    world: World, clock: CloudClock, ttl: int, every: int
) -> None:
    """Of `every` one or two responses, one is by a cache that keeps it for a while."""
    await poll(world, clock, times=10)
    cached, cached_at = world.cloud_time, world.seconds
    for number in range(200):
        world.seconds += 2
        await clock.async_measure_if_due()
        if world.seconds - cached_at >= ttl:
            cached, cached_at = world.cloud_time, world.seconds
        world.respond(date=None if number % every else cached)
        assert abs(clock.now() - world.cloud_time) <= timedelta(seconds=5)
    assert clock.is_settled
    assert not clock.take_pause()
    # Also after an outage.
    world.seconds += 3600
    world.respond(date=cached)
    await poll(world, clock, times=3)
    assert is_right(world, clock)


@pytest.mark.parametrize("kind", [VxgAuthenticationError, VxgNotFoundError])
async def test_a_cloud_that_tells_no_time_agrees_with_the_house(
    world: World, clock: CloudClock, kind: type[VxgRequestError]
) -> None:
    world.date, world.answer = None, kind("No such thing")
    await poll(world, clock)
    assert is_right(world, clock)
    world.house = world.cloud = HOUR
    await poll(world, clock, times=4, seconds=1)
    assert is_right(world, clock)
    assert not clock.take_pause()


async def test_a_cloud_that_should_tell_its_time_fails_the_poll_until_it_does(
    world: World, clock: CloudClock
) -> None:
    world.date, world.answer = None, VxgConnectionError("Away")
    with pytest.raises(VxgConnectionError):
        await poll(world, clock)
    world.answer = None
    await poll(world, clock)
    assert is_right(world, clock)


@pytest.mark.parametrize(
    "answer",
    [VxgConnectionError("500"), VxgTimeoutError("504"), VxgRateLimitError("429")],
)
async def test_a_server_that_fails_to_tell_its_time_for_a_minute_tells_none(
    world: World, clock: CloudClock, answer: VxgConnectionError
) -> None:
    world.date, world.answer, world.is_reachable = None, answer, True
    for _ in range(30):
        with pytest.raises(VxgConnectionError):
            await poll(world, clock)
    await poll(world, clock, times=60)
    assert is_right(world, clock)
    assert world.asked == 31
    # It is asked again, and believed.
    world.answer, world.cloud = None, HOUR
    await poll(world, clock, times=150)
    await poll(world, clock, times=4, seconds=1)
    assert is_right(world, clock)


async def test_an_outage_does_not_make_the_house_s_clock_that_of_the_cloud(
    world: World, clock: CloudClock
) -> None:
    world.date, world.house = None, HOUR
    for answer, is_reachable in 40 * [
        (VxgConnectionError("Away"), False),
        (VxgConnectionError("502"), True),
    ]:
        world.answer, world.is_reachable = answer, is_reachable
        with pytest.raises(VxgConnectionError):
            await poll(world, clock)
    world.answer = None
    await poll(world, clock, times=4, seconds=1)
    assert is_right(world, clock)


@pytest.mark.parametrize("clock_that_stood", ["paused", "suspended", "none"])
@pytest.mark.parametrize("is_house_set", [False, True])
async def test_a_time_from_before_a_pause_is_not_current(
    world: World, clock: CloudClock, clock_that_stood: str, is_house_set: bool
) -> None:
    await poll(world, clock, times=3)
    before = clock.now()
    assert clock.is_current(before)
    world.seconds += 3600
    if clock_that_stood != "none":
        setattr(world, clock_that_stood, 3600)
        world.house = timedelta() if is_house_set else -HOUR
    # A response that was on its way, and then those of the next polls.
    elapsed = 3600 if clock_that_stood == "none" else 0
    world.respond(elapsed=elapsed, date=before.replace(microsecond=0))
    if is_house_set or clock_that_stood != "paused":
        assert not clock.is_current(before)
    for _ in range(4):
        world.seconds += 1
        await clock.async_measure_if_due()
        before = clock.now()
        world.respond()
        if clock.is_current(before):
            break
    assert clock.is_current(before)
    assert is_right(world, clock)
    paused = 0 if clock_that_stood == "none" else 3600
    assert abs(clock.take_pause() - paused) < 2
    assert not clock.take_pause()


@pytest.mark.parametrize("clock_that_stood", ["none", "paused", "suspended"])
async def test_a_pause_after_a_response_is_noticed_before_it_is_sorted(
    world: World, clock: CloudClock, clock_that_stood: str
) -> None:
    await poll(world, clock, times=3)
    now = clock.now()
    assert clock.is_current(now)
    world.seconds += 1000
    if clock_that_stood != "none":
        setattr(world, clock_that_stood, 1000)
    assert not clock.is_current(now)
    await poll(world, clock, times=4)
    assert not clock.is_current(now) or clock_that_stood == "none"
    assert clock.is_current(clock.now())
    assert is_right(world, clock)


@pytest.mark.parametrize("pause", [20, 40, 59])
async def test_a_short_pause_during_a_request_is_noticed_before_it_is_sorted(
    world: World, clock: CloudClock, pause: int
) -> None:
    await poll(world, clock, times=3)
    before = clock.now()
    date = world.cloud_time.replace(microsecond=0)
    world.seconds += pause
    world.respond(elapsed=pause, date=date)
    assert not clock.is_current(before)
    assert not clock.is_current(clock.now())
    await poll(world, clock, times=2)
    assert clock.is_current(clock.now())
    assert is_right(world, clock)


async def test_a_clock_that_was_set_back_is_no_pause(
    world: World, clock: CloudClock
) -> None:
    await poll(world, clock, times=3)
    before = clock.now()
    world.cloud = -HOUR
    await poll(world, clock, times=4, seconds=1)
    assert is_right(world, clock)
    assert not clock.is_current(before)
    assert not clock.take_pause()
