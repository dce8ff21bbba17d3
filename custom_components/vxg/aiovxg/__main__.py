"""`python -m aiovxg`: read a cloud's cameras and events, follow, create and trigger."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import asdict
from datetime import UTC, timedelta
from getpass import GetPassWarning, getpass
import json
import os
import sys
from typing import Any
from warnings import catch_warnings

from aiohttp import ClientSession
from yarl import URL

from . import Camera, Event, VxgClient, VxgError, VxgTokenError, parse_token, parse_url
from .follow import follow_events

TOKEN_VARIABLE = "VXG_TOKEN"  # noqa: S105  # the name of a variable, not a token
URL_VARIABLE = "VXG_URL"
# No cloud keeps events for longer.
MAX_SPAN = timedelta(days=3660)

# One line per object.
type Print = Callable[[dict[str, Any]], None]
type Command = Callable[[VxgClient, Namespace, Print], Awaitable[None]]


def make_parser() -> ArgumentParser:
    """Return the parser of the command line, which takes no token: shells keep it."""
    parser = ArgumentParser(
        prog="aiovxg",
        description="Read and write events of a VXG cloud. The channel or group token is "
        f"read from {TOKEN_VARIABLE}, or asked for.",
    )
    parser.add_argument(
        "--url",
        default=os.environ.get(URL_VARIABLE),
        help=f"server, instead of the token's (default: {URL_VARIABLE})",
    )
    parser.add_argument("--json", action="store_true", help="print an object per line")
    commands = parser.add_subparsers(required=True, metavar="command")

    def add(name: str, command: Command, text: str) -> ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=command)
        return added

    add("cameras", list_cameras, "list the cameras of the token")
    types = add("types", list_event_types, "list the event types of a camera")
    types.add_argument("camera", type=int, help="id of the camera")
    events = add("events", list_events, "list stored events, oldest first")
    events.add_argument("--camera", type=int, help="id of a camera (default: all)")
    events.add_argument("--type", action="append", default=[], help="event type")
    events.add_argument("--hours", type=_hours, default="24", help="up to now (24)")
    add("follow", follow, "print new events until Ctrl-C")
    for name, command, text in (
        ("create", create_event, "store an event in the cloud"),
        ("trigger", trigger_event, "order the camera to raise an event"),
    ):
        writing = add(name, command, text)
        writing.add_argument("camera", type=int, help="id of the camera")
        writing.add_argument("type", help="event type, which must exist")
        writing.add_argument(
            "tags", nargs="*", type=_tag, metavar="TAG=VALUE", help="metadata"
        )
    return parser


def _tag(text: str) -> tuple[str, str]:
    tag, separator, value = text.partition("=")
    if not tag or not separator:
        raise ArgumentTypeError(f"{text!r} is not TAG=VALUE")
    return tag, value


def _hours(text: str) -> timedelta:
    try:
        span = timedelta(hours=float(text))
    except ValueError, OverflowError:
        span = timedelta()
    if not timedelta() < span <= MAX_SPAN:
        limit = MAX_SPAN // timedelta(hours=1)
        raise ArgumentTypeError(f"{text!r} is not a number of hours up to {limit}")
    return span


async def list_cameras(client: VxgClient, _: Namespace, show: Print) -> None:
    """Print the cameras."""
    for camera in await _cameras(client):
        show({"id": camera.id, "name": camera.name, "status": camera.status})


async def list_event_types(
    client: VxgClient, arguments: Namespace, show: Print
) -> None:
    """Print the event types of a camera."""
    await _read_channel_tokens(client)
    page = await client.event_types(arguments.camera)
    page.raise_for_invalid()
    for event_type in page.items:
        show(asdict(event_type))


async def list_events(client: VxgClient, arguments: Namespace, show: Print) -> None:
    """Print the stored events of the last hours."""
    now = await client.server_time()
    pages = client.event_pages(
        start=now - arguments.hours,
        end=now,
        camera_id=arguments.camera,
        names=arguments.type,
    )
    async with aclosing(pages):
        async for page in pages:
            page.raise_for_invalid()
            for event in page.items:
                show(_as_dict(event))


async def follow(client: VxgClient, _: Namespace, show: Print) -> None:
    """Print new events as they are listed."""
    # Fails at once if the cloud cannot be reached; later, following waits for it.
    await client.server_time()
    events: AsyncGenerator[Any] = follow_events(client)
    async with aclosing(events):
        async for new_event in events:
            show({**_as_dict(new_event.event), "late": new_event.late})


async def create_event(client: VxgClient, arguments: Namespace, show: Print) -> None:
    """Store an event."""
    await _read_channel_tokens(client)
    time = await client.server_time()
    event_id = await client.create_event(
        arguments.camera, arguments.type, time=time, meta=dict(arguments.tags)
    )
    show({"id": event_id, "time": time.isoformat()})


async def trigger_event(client: VxgClient, arguments: Namespace, show: Print) -> None:
    """Order a camera to raise an event."""
    await _read_channel_tokens(client)
    time = await client.server_time()
    await client.trigger_event(
        arguments.camera, arguments.type, time=time, meta=dict(arguments.tags)
    )
    show({"triggered": arguments.type, "time": time.isoformat()})


async def _cameras(client: VxgClient) -> tuple[Camera, ...]:
    page = await client.cameras()
    page.raise_for_invalid()
    return page.items


async def _read_channel_tokens(client: VxgClient) -> None:
    """Read the tokens of a group's cameras, which writes and event types need."""
    if client.token.camera_id is None:
        await client.channels()


def _as_dict(event: Event) -> dict[str, Any]:
    """Return an event without its signed URLs."""
    return {
        "id": event.id,
        "camera": event.camera_id,
        "type": event.name,
        "time": event.time.astimezone(UTC).isoformat(),
        "meta": dict(event.meta),
    }


def _print_json(item: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(item)}\n")
    sys.stdout.flush()


def _print_text(item: dict[str, Any]) -> None:
    """Print the values that are set, metadata as TAG=VALUE.

    Metadata is replaced where it could steer a terminal.
    """
    words = []
    for key, value in item.items():
        if isinstance(value, dict):
            words += [f"{tag}={content}" for tag, content in value.items()]
        elif isinstance(value, bool):
            words += [key] if value else []
        elif value is not None:
            words.append(str(value))
    line = "  ".join(words)
    line = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line
    )
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def run(arguments: Namespace, text: str) -> None:
    """Run the command with a token."""
    base_url: URL | None = parse_url(arguments.url) if arguments.url else None
    token = parse_token(text, base_url=base_url)
    async with ClientSession() as session:
        client = VxgClient(session, token, base_url=base_url)
        show = _print_json if arguments.json else _print_text
        await arguments.command(client, arguments, show)


def read_token() -> str:
    """Return the token of the environment, or ask for it. Raises VxgTokenError."""
    if text := os.environ.get(TOKEN_VARIABLE):
        return text
    try:
        # Without a terminal, a warning says that the input would be echoed.
        with catch_warnings(action="error", category=GetPassWarning):
            return getpass("Channel or group token: ")
    except EOFError, GetPassWarning:
        raise VxgTokenError(
            f"None was entered, and {TOKEN_VARIABLE} is not set"
        ) from None


def run_program(program: Callable[[], int]) -> int:
    """Return the exit code of a program, whose errors are a line each."""
    try:
        return program()
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130
    except VxgTokenError as err:
        sys.stderr.write(f"Not a usable token: {err}\n")
        return 2
    except VxgError as err:
        sys.stderr.write(f"{err}\n")
        return 1
    except OSError as err:
        # When Python ends, it would try to print the rest once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(err, BrokenPipeError):  # as of `| head`
            return 141
        sys.stderr.write(f"{err}\n")
        return 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = make_parser().parse_args(argv)

    def program() -> int:
        asyncio.run(run(arguments, read_token()))
        return 0

    return run_program(program)


if __name__ == "__main__":
    sys.exit(main())
