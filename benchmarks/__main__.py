"""`python -m benchmarks`: run the benchmarks and print Markdown tables."""

from argparse import ArgumentParser
import os
import platform

from homeassistant.const import __version__

from .plan import TINY, Plan
from .reports import REPORTS


def main() -> None:
    """Run the reports named on the command line."""
    parser = ArgumentParser(
        prog="benchmarks", description="Measure the integration; takes 14 minutes."
    )
    parser.add_argument(
        "reports", nargs="*", choices=[*REPORTS, []], help="default: all"
    )
    parser.add_argument(
        "--tiny",
        action="store_true",
        help="smoke test; the figures mean nothing",
    )
    arguments = parser.parse_args()
    plan = TINY if arguments.tiny else Plan()
    print(
        f"{os.cpu_count()} processors ({platform.machine()}), Python"
        f" {platform.python_version()}, Home Assistant {__version__}\n"
    )
    for name in arguments.reports or REPORTS:
        for line in REPORTS[name](plan):
            print(line, flush=True)
        print(flush=True)


if __name__ == "__main__":
    main()
