"""`python -m simulator`: run the simulated cloud."""

from argparse import ArgumentParser, Namespace
import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
import signal
import sys

from .cloud import Cloud
from .demo import demo_cloud, raise_events
from .scenes import raise_past_scenes
from .server import CloudServer


def read_arguments(argv: list[str] | None = None) -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="simulator", description="A simulated VXG cloud.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--port", type=int, default=8899, help="of the API and the web UI"
    )
    parser.add_argument(
        "--media-port", type=int, default=0, help="of media; 0: any free port"
    )
    parser.add_argument("--cameras", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0, help="of tokens and events")
    parser.add_argument("--alive", action="store_true", help="raise random events")
    parser.add_argument(
        "--past-days", type=int, default=1, help="days before the start with events"
    )
    parser.add_argument(
        "--mean", type=float, default=20, help="average seconds between events"
    )
    parser.add_argument(
        "--listing-delay",
        type=float,
        default=1,
        help="seconds until an event is listed",
    )
    parser.add_argument(
        "--media-expiry",
        type=float,
        default=300,
        help="seconds until media URLs expire",
    )
    return parser.parse_args(argv)


def make_cloud(arguments: Namespace, now: datetime) -> Cloud:
    """Return the cloud of a program that starts now.

    Nothing is stored, but clients remember the ids of events, which a cloud does not
    reuse. Therefore, ids start at the Unix time.
    """
    cloud = demo_cloud(arguments.cameras, arguments.seed, int(now.timestamp()))
    cloud.listing_delay = timedelta(seconds=arguments.listing_delay)
    cloud.media_expiry = timedelta(seconds=arguments.media_expiry)
    raise_past_scenes(cloud, arguments.seed, arguments.past_days)
    return cloud


async def main(arguments: Namespace) -> None:
    """Serve until SIGINT or SIGTERM."""
    cloud = make_cloud(arguments, datetime.now(UTC))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    server = CloudServer(cloud, arguments.host, arguments.port, arguments.media_port)
    async with server:
        print(f"Simulated cloud: {server.url}")
        print(f"Group token: {cloud.group_token()}")
        for camera in cloud.cameras.values():
            print(f"{camera.name}: {cloud.channel_token(camera.id)}")
        sys.stdout.flush()
        events_task = None
        if arguments.alive:
            events_task = asyncio.create_task(
                raise_events(cloud, arguments.seed, arguments.mean)
            )
        await stop.wait()
        if events_task is not None:
            events_task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await events_task


if __name__ == "__main__":
    asyncio.run(main(read_arguments()))
