"""The examples in the documentation, as a reader would copy them."""

from pathlib import Path
import re
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
AUTOMATIONS = ROOT / "docs" / "automations.md"


def examples(page: Path) -> list[Any]:
    """Return what stands in the blocks of YAML on a page."""
    blocks = re.findall(
        r"^```yaml\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL
    )
    return [yaml.safe_load(block) for block in blocks]


def automations() -> dict[str, dict[str, Any]]:
    """Return the automations that are written out, by alias."""
    found = examples(AUTOMATIONS) + examples(ROOT / "README.md")
    return {one["alias"]: one for one in found if "triggers" in one}


def uses_of_blueprints() -> dict[str, dict[str, Any]]:
    """Return the automations that use a blueprint, by the path that it is imported to."""
    found = examples(AUTOMATIONS)
    return {
        one["use_blueprint"]["path"]: one for one in found if "use_blueprint" in one
    }
