"""`python -m simulator`: the simulated cloud as a program."""

from argparse import ArgumentParser, Namespace
import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
import signal
import sys

from .cloud import Cloud
from .demo import demo_cloud, live
from .server import CloudServer


def read_arguments(words: list[str] | None = None) -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="simulator", description="A simulated VXG cloud.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8899, help="the API and the page")
    parser.add_argument("--media-port", type=int, default=0, help="0: any free one")
    parser.add_argument("--cameras", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0, help="of tokens and schedule")
    parser.add_argument("--alive", action="store_true", help="raise plausible events")
    parser.add_argument(
        "--mean", type=float, default=20, help="seconds between them on average"
    )
    parser.add_argument(
        "--listing-delay",
        type=float,
        default=1,
        help="seconds until an event is listed",
    )
    parser.add_argument(
        "--media-expiry", type=float, default=300, help="seconds that addresses live"
    )
    return parser.parse_args(words)


def make_cloud(arguments: Namespace, now: datetime) -> Cloud:
    """Return the cloud of a program that starts now.

    Nothing is kept when it ends, but its clients remember the ids of events: a real
    cloud never gives one again. So ids go on from the seconds of the start.
    """
    cloud = demo_cloud(arguments.cameras, arguments.seed, int(now.timestamp()))
    cloud.listing_delay = timedelta(seconds=arguments.listing_delay)
    cloud.media_expiry = timedelta(seconds=arguments.media_expiry)
    return cloud


async def main(arguments: Namespace) -> None:
    """Serve until a signal says to end."""
    cloud = make_cloud(arguments, datetime.now(UTC))
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    server = CloudServer(cloud, arguments.host, arguments.port, arguments.media_port)
    async with server:
        print(f"Simulated cloud: {server.url}")
        print(f"Group token: {cloud.group_token()}")
        for camera in cloud.cameras.values():
            print(f"{camera.name}: {cloud.channel_token(camera.id)}")
        sys.stdout.flush()
        life = None
        if arguments.alive:
            life = asyncio.create_task(live(cloud, arguments.seed, arguments.mean))
        await ended.wait()
        if life is not None:
            life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await life


if __name__ == "__main__":
    asyncio.run(main(read_arguments()))
