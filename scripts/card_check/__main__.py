"""`python -m scripts.card_check`: check the events card in a browser, or measure it."""

from argparse import ArgumentParser
import sys

from playwright.sync_api import Error, sync_playwright

from .checks import CHECKS
from .page import card_server
from .speed import measure


def main() -> int:
    """Run all checks, or print the measurements."""
    parser = ArgumentParser(prog="card_check", description="Check the events card.")
    parser.add_argument("--browser", required=True)
    parser.add_argument("--speed", action="store_true", help="only measure")
    names = {
        each.__name__.removeprefix("check_").replace("_", "-"): each for each in CHECKS
    }
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(names))
    arguments = parser.parse_args()
    if unknown := set(arguments.checks) - names.keys():
        parser.error(f"there is no check {', '.join(sorted(unknown))}")
    failed = 0
    with sync_playwright() as playwright, card_server() as server:
        browser = playwright.chromium.launch(
            executable_path=arguments.browser, args=["--no-sandbox", "--disable-gpu"]
        )
        if arguments.speed:
            for line in measure(browser, server):
                print(line, flush=True)
            return 0
        for name in arguments.checks or names:
            check = names[name]
            try:
                check(browser, server)
            except (AssertionError, Error) as err:
                failed += 1
                print(f"FAILED {name}: {err}", flush=True)
            else:
                print(f"ok     {name}", flush=True)
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
