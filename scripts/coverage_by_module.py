"""`python -m scripts.coverage_by_module`: check the test coverage of each module.

The overall coverage is checked by pytest-cov, where a small module could hide. Home
Assistant's quality scale asks for full coverage of the config flow and for more than
95 % of every other module.
"""

import json
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from typing import Any

from coverage import Coverage

CONFIG_FLOW = "custom_components/vxg/config_flow.py"
MIN_COVERAGE = 95


def threshold(module: str) -> int:
    """Return the coverage that a module needs, in percent."""
    return 100 if module == CONFIG_FLOW else MIN_COVERAGE


def insufficient_coverage(report: dict[str, Any]) -> list[str]:
    """Return the modules of a report whose coverage is too low."""
    shares = {
        module: data["summary"]["percent_covered"]
        for module, data in report["files"].items()
    }
    if CONFIG_FLOW not in shares:
        return [f"{CONFIG_FLOW} was not measured"]
    return [
        f"{module}: {share:.1f} % of {threshold(module)}"
        for module, share in shares.items()
        if share < threshold(module)
    ]


def main() -> int:
    """Check the latest test run, and return the exit code."""
    coverage = Coverage()
    coverage.load()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        coverage.json_report(outfile=str(path))
        failures = insufficient_coverage(json.loads(path.read_text()))
    sys.stdout.write("".join(f"Coverage too low: {failure}\n" for failure in failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
