"""What the files of the integration promise: its manifest and translation keys."""

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Any

import custom_components.vxg as integration

FOLDER = Path(str(integration.__file__)).parent


def collect() -> dict[str, Any]:
    """Return the manifest's constants and all translation keys."""
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    texts = (FOLDER / "translations" / "en.json").read_text(encoding="utf-8")
    kept = ("config_flow", "domain", "integration_type", "iot_class", "loggers")
    return {
        "manifest": {key: manifest.get(key) for key in kept},
        "translation_keys": list(_flat(json.loads(texts))),
    }


def _flat(value: Any, prefix: str = "") -> Iterator[str]:
    if not isinstance(value, dict):
        yield prefix
        return
    for key, item in value.items():
        yield from _flat(item, f"{prefix}.{key}" if prefix else key)
