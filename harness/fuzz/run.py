"""A run: cases in blocks, each with a cloud of its own, and what is found in them."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import logging
from pathlib import Path
from random import Random
import resource
from time import monotonic
import traceback
from typing import Any, override

from aiohttp import ClientSession, DummyCookieJar, TCPConnector, web_app
from yarl import URL

from custom_components.vxg.aiovxg import (
    VxgClient,
    VxgMediaError,
    VxgRequestError,
    parse_token,
)
from simulator import Cloud, CloudServer
from simulator.signed_urls import sign_url, video_path

from .calls import API_CALLS, CAMERA_ID, MEDIA_CALLS, NOW
from .inputs import INPUTS, refused
from .responses import MalformedResponses

BLOCK = 2000
# Shares of the cases: the rest is requests to the API.
INPUT_SHARE, MEDIA_SHARE = 0.1, 0.15
# Seconds of a case. A list that does not end takes a second on an idle machine.
MAX_SECONDS = 30
MAX_PROBLEMS = 20
# Bytes. What the first block takes stays.
MAX_GROWTH = 100 * 2**20
# The characters of a secret that are no coincidence.
SECRET_PART = 12
UNLIMITED = 10**9
LOGGER = "custom_components.vxg"


class InputRefusedError(Exception):
    """Input was refused, as it should be."""


@dataclass
class Findings:
    """What a run found."""

    cases: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_case: str = ""
    memory: list[int] = field(default_factory=list)

    @property
    def growth(self) -> int:
        """Return the memory that was taken after the first block, at the end of blocks."""
        return max(self.memory) - self.memory[0] if self.memory else 0

    @property
    def peak(self) -> int:
        """Return the most memory of the process."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    def report(self, case: str, problem: str) -> None:
        """Add a problem."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(f"{case}: {problem}")


class _Log(logging.Handler):
    """Keeps the lines of the log that a case wrote."""

    lines: list[str]

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info:
            text += f" {traceback.format_exception(*record.exc_info)}"
        self.lines.append(text)


@contextmanager
def _logged(handler: logging.Handler) -> Iterator[None]:
    """Pass all that the integration logs to a handler."""
    names = [
        name for name in logging.root.manager.loggerDict if name.startswith(LOGGER)
    ]
    loggers = [logging.getLogger(name) for name in {LOGGER, *names}]
    levels = [(logger, logger.level, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
    logging.getLogger(LOGGER).addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger(LOGGER).removeHandler(handler)
        for logger, level, disabled in levels:
            logger.setLevel(level)
            logger.disabled = disabled


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def quoted_part(text: str, secrets: tuple[str, ...]) -> str | None:
    """Return the part of a secret that a text has."""
    for secret in secrets:
        for start in range(max(0, len(secret) - SECRET_PART + 1)):
            if (part := secret[start : start + SECRET_PART]) in text:
                return part
    return None


def _texts(err: BaseException | None) -> str:
    """Return all that is shown of an error, of its cause and of its context."""
    texts = []
    while err is not None:
        texts += [str(err), repr(err), str(vars(err))]
        err = err.__cause__ or err.__context__
    return "\n".join(texts)


class Run:
    """Runs cases that depend on the seed only."""

    def __init__(self, seed: int) -> None:
        self.findings = Findings()
        self._seed = seed
        self._log = _Log()

    async def cases(
        self, count: int, progress: Callable[[Findings], None] | None = None
    ) -> Findings:
        """Run a number of cases, and report the progress after each block."""
        with _logged(self._log):
            for first in range(0, count, BLOCK):
                async with _block(self._seed) as (server, session):
                    for number in range(first, min(count, first + BLOCK)):
                        await self._case(number, server, session)
                self.findings.memory.append(_resident())
                if progress is not None:
                    progress(self.findings)
        if self.findings.growth > MAX_GROWTH:
            self.findings.report("memory", f"{self.findings.growth} bytes more")
        return self.findings

    async def _case(
        self, number: int, server: CloudServer, session: ClientSession
    ) -> None:
        random = Random(f"{self._seed}/{number}")
        cloud = server.cloud
        tokens = (cloud.channel_token(CAMERA_ID), cloud.group_token())
        token = parse_token(random.choice(tokens))
        secrets: tuple[str, ...] = (token.value, token.inner)
        responses = MalformedResponses(random)
        responses.secrets = secrets
        share = random.random()
        name: str
        job: Awaitable[Any]
        if share < INPUT_SHARE:
            name = random.choice(list(INPUTS))
            job = _check_input(lambda: INPUTS[name](random, token.value))
            secrets = (token.inner,)
        else:
            base_url = URL(server.url)
            client = VxgClient(session, token, base_url=base_url)
            if share < INPUT_SHARE + MEDIA_SHARE:
                name = random.choice(list(MEDIA_CALLS))
                kind, call = MEDIA_CALLS[name]
                url = _media_url(cloud, kind)
                secrets += (url.partition("sig=")[2],)
                responses.secrets = secrets
                job = call(client, url)
                faults = cloud.media_faults
            else:
                name = random.choice(list(API_CALLS))
                job = API_CALLS[name](client, cloud.events[0].id)
                faults = cloud.faults
            faults.clear()
            faults.add(UNLIMITED, None, None, responses)
        found = len(self.findings.problems)
        await self._observe(f"{name} (case {number})", name, job, secrets)
        if len(self.findings.problems) > found:
            self.findings.problems[-1] += f"\n  after {responses.last[:500]!r}"

    async def _observe(
        self, case: str, name: str, job: Awaitable[Any], secrets: tuple[str, ...]
    ) -> None:
        findings = self.findings
        self._log.lines.clear()
        started = monotonic()
        shown = ""
        outcome = "read"
        try:
            async with asyncio.timeout(MAX_SECONDS):
                await job
        except (VxgRequestError, VxgMediaError, InputRefusedError) as err:
            outcome, shown = type(err).__name__, _texts(err)
        except TimeoutError:
            findings.report(case, f"took more than {MAX_SECONDS} s")
        except Exception as err:
            trace = "".join(traceback.format_exception(err))
            findings.report(case, f"an unexpected error\n{trace[-1500:]}")
        seconds = monotonic() - started
        findings.cases[name] += 1
        findings.outcomes[outcome] += 1
        if seconds > findings.slowest:
            findings.slowest, findings.slowest_case = seconds, case
        for text in (shown, *self._log.lines):
            if part := quoted_part(text, secrets):
                findings.report(case, f"{part!r} is quoted in {text[:300]!r}")
            if "Traceback" in text:
                findings.report(case, f"a traceback in the log: {text[-800:]}")


@asynccontextmanager
async def _block(seed: int) -> AsyncGenerator[tuple[CloudServer, ClientSession]]:
    def clock() -> datetime:
        return NOW

    cloud = Cloud(clock, seed=seed)
    camera = cloud.add_camera(CAMERA_ID, "Front door", meta={"floor": "1"})
    camera.add_type(
        {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
    )
    camera.presets[1] = "Door"
    cloud.add_camera(CAMERA_ID + 1, "Garden")
    for minute in range(30):
        time = NOW - timedelta(minutes=minute)
        cloud.raise_event(CAMERA_ID, "motion", {"zone": "door"}, time, thumb_after=0)
    for start in (60, 50):
        span = (NOW - timedelta(seconds=start), NOW - timedelta(seconds=start - 5))
        cloud.create_clip(CAMERA_ID, *span, "Visit")
    async with CloudServer(cloud) as server:
        connector = TCPConnector(limit=4)
        jar = DummyCookieJar()
        async with ClientSession(connector=connector, cookie_jar=jar) as session:
            yield server, session
    # It keeps the applications of the last 1,024 servers, and these keep their cloud.
    web_app._cached_build_middleware.cache_clear()


def _media_url(cloud: Cloud, kind: str) -> str:
    paths = {
        "image": f"/media/image/{CAMERA_ID}/1772366400000/x.jpg",
        "record": video_path("record", CAMERA_ID, NOW, NOW + timedelta(seconds=1)),
        "hls": f"/media/hls/{CAMERA_ID}/live.m3u8",
    }
    url, _ = sign_url(cloud, paths[kind])
    return url


async def _check_input(change: Callable[[], None]) -> None:
    if (err := refused(change)) is not None:
        raise InputRefusedError(_texts(err)) from err
