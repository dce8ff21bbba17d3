"""`scripts/check_cloud`: which assumptions about the API hold for a real cloud."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
import asyncio
from collections.abc import Sequence
import json
from pathlib import Path
import sys
import textwrap

from yarl import URL

from custom_components.vxg.aiovxg import (
    Token,
    VxgError,
    VxgTokenError,
    parse_token,
    parse_url,
)
from custom_components.vxg.aiovxg.__main__ import (
    TOKEN_VARIABLE,
    read_token,
    run_program,
)

from . import event_checks, media_checks, server_checks, write_checks
from .checks import Outcome, Result, run_check
from .probe import AccessError, open_probe

# In this order: later checks use what earlier ones read.
CHECKS = (
    *server_checks.CHECKS,
    *event_checks.CHECKS,
    *media_checks.CHECKS,
    *write_checks.CHECKS,
)

WIDTH = 60


def _writable(text: str) -> Path:
    """Return the path of a file, which is tried before anything is asked."""
    path = Path(text)
    existed = path.exists()
    try:
        path.open("a").close()
    except OSError as err:
        raise ArgumentTypeError(str(err)) from None
    if not existed:
        path.unlink()
    return path


def make_parser() -> ArgumentParser:
    """Return the parser of the command line."""
    parser = ArgumentParser(
        prog="scripts/check_cloud",
        description="Ask a cloud for everything that the integration reads, and print "
        f"which assumptions hold. The token is read from {TOKEN_VARIABLE}, or asked for. "
        "The report contains no names, ids, addresses or tokens.",
    )
    parser.add_argument("--url", help="server, instead of the token's")
    parser.add_argument("--no-verify-ssl", action="store_true")
    parser.add_argument(
        "--json", type=_writable, help="also write the report to this file"
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help=f"also write: an event type {write_checks.TYPE}, events of it, and a clip",
    )
    return parser


async def check_cloud(
    token: Token, base_url: URL, arguments: Namespace
) -> list[Result]:
    """Run all checks, and print each result. Raises AccessError."""
    results = []
    async with open_probe(
        token, base_url, verify_ssl=not arguments.no_verify_ssl
    ) as probe:
        await server_checks.require_access(probe)
        for item in CHECKS:
            if item.writes and not arguments.write:
                continue
            result = await run_check(probe, item)
            results.append(result)
            print_result(result)
        print(f"\n{summary(results)} {probe.request_count} requests.")
    return results


def print_result(result: Result) -> None:
    """Print a row of the table."""
    first, *rest = textwrap.wrap(result.check.assumption, WIDTH)
    section = f"§{result.check.section}"
    print(f"{section:>3}  {first:<{WIDTH}}  {result.outcome:<8}  {result.detail}")
    for line in rest:
        print(f"     {line}")


def summary(results: Sequence[Result]) -> str:
    """Return how many assumptions hold."""
    counts = {
        outcome: sum(result.outcome is outcome for result in results)
        for outcome in Outcome
    }
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) + "."


def as_report(results: Sequence[Result], token: Token) -> dict[str, object]:
    """Return the report, which can be attached to an issue."""
    return {
        "token": token.kind,
        "checks": {
            result.check.name: {
                "section": result.check.section,
                "assumption": result.check.assumption,
                "result": result.outcome,
                "detail": result.detail,
            }
            for result in results
        },
    }


def check(arguments: Namespace) -> int:
    """Check, and return the exit code: 1 if something differs, 2 if nothing is known."""
    try:
        base_url = parse_url(arguments.url) if arguments.url else None
        token = parse_token(read_token(), base_url=base_url)
        results = asyncio.run(check_cloud(token, token.base_url, arguments))
    except VxgTokenError:
        raise
    except (VxgError, AccessError) as err:
        print(err, file=sys.stderr)
        return 2
    if arguments.json:
        report = json.dumps(as_report(results, token), indent=2)
        arguments.json.write_text(f"{report}\n", encoding="utf-8")
        print(f"Report: {arguments.json}")
    return int(any(result.outcome is Outcome.DIFFERS for result in results))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = make_parser().parse_args(argv)
    return run_program(lambda: check(arguments))


if __name__ == "__main__":
    sys.exit(main())
