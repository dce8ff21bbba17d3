"""Examples of the documentation.

Responses from the vendor's API page, verbatim (sections 4 and 5), and the YAML examples of
this repository.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
import re
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

TYPES = """{"meta": {"limit": 20, "next": null, "offset": 0, "previous": null,
"total_count": 3}, "objects": [
{"caps": {"can_be_triggered": false, "can_record": true, "can_snapshot": true,
"is_periodic": false}, "generate_images": false, "name": "motion", "notify": true,
"receive": true, "record": true, "snapshot": true},
{"caps": {"can_be_triggered": false, "can_record": false, "can_snapshot": false,
"is_periodic": false}, "generate_images": false, "name": "net", "notify": true,
"receive": true},
{"caps": {"can_be_triggered": false, "can_record": false, "can_snapshot": true,
"is_periodic": true}, "generate_images": false, "name": "snapshot", "notify": true,
"period": 0, "receive": false, "snapshot": true}]}"""

ADDED = """{"caps": {"can_be_triggered": false, "can_record": false,
"can_snapshot": false, "is_periodic": false}, "custom": true, "generate_images": false,
"name": "custom_event", "notify": true, "receive": false}"""

CREATED = """{"camid": 310245, "id": 5, "meta": {"tag": "value"},
"name": "custom_event", "time": "2021-09-23T16:30:00"}"""


class Kind(StrEnum):
    """The kind of an example, by its keys."""

    AUTOMATION = "automation"
    BLUEPRINT = "blueprint"
    CARD = "card"
    RESPONSE = "response"
    SCRIPTS = "scripts"
    TEMPLATE = "template"


@dataclass(frozen=True)
class Example:
    """A block of YAML in a page of the documentation."""

    page: str
    line: int
    data: Any

    def __str__(self) -> str:
        """Return the location."""
        return f"{self.page}:{self.line}"

    @property
    def kind(self) -> Kind:
        """The kind. Raises ValueError if the tests cannot run it."""
        data = self.data
        if isinstance(data, list):
            data = {"actions": data}
        shapes = {
            Kind.AUTOMATION: {"triggers", "actions"} <= data.keys(),
            Kind.BLUEPRINT: "use_blueprint" in data,
            Kind.TEMPLATE: data.keys() == {"template"},
            Kind.CARD: isinstance(data.get("type"), str),
            Kind.SCRIPTS: all("sequence" in str(value) for value in data.values()),
            Kind.RESPONSE: all(key.startswith("camera.") for key in data),
        }
        for kind, fits in shapes.items():
            if fits:
                return kind
        raise ValueError(f"{self}: this kind of example cannot be tested")


def examples() -> Iterator[Example]:
    """Yield all examples of the documentation."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in re.finditer(
            r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE
        ):
            yield Example(
                page=str(page.relative_to(ROOT)),
                line=text.count("\n", 0, found.start()) + 1,
                data=yaml.safe_load(found[1]),
            )
