"""Configuration folders with an entry of the integration."""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Any

from scripts.demo.storage_files import (
    free_port,
    write_http_settings,
    write_onboarding,
    write_storage_file,
)

from .probe import ENTRY_ID, NEIGHBOR_CAMERA, NEIGHBOR_ID

ROOT = Path(__file__).parent.parent.parent
PROBE = "chaos_probe"
PROBES = {PROBE: Path(__file__).with_name("probe")}

CONFIGURATION = """\
homeassistant:
  name: Chaos
  time_zone: UTC
logger:
  default: warning
chaos_probe:
"""


def write_config(
    folder: Path,
    *,
    url: str,
    token: str,
    unique_id: str,
    options: Mapping[str, Any],
    neighbor: str | None = None,
) -> None:
    """Write the configuration of a Home Assistant on a free port of loopback.

    With the token of a `neighbor`, it has a second entry.
    """
    storage = folder / ".storage"
    storage.mkdir(parents=True)
    entries = [_entry(ENTRY_ID, url, token, unique_id, options)]
    if neighbor is not None:
        beside = f"127.0.0.1_{NEIGHBOR_CAMERA}"
        entries.append(_entry(NEIGHBOR_ID, url, neighbor, beside, options))
    write_storage_file(storage, "core.config_entries", (1, 5), {"entries": entries})
    write_http_settings(storage, free_port())
    write_onboarding(storage)


def _entry(
    entry_id: str, url: str, token: str, unique_id: str, options: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "created_at": "2026-01-01T00:00:00+00:00",
        "data": {"token": token, "url": url, "verify_ssl": True},
        "disabled_by": None,
        "discovery_keys": {},
        "domain": "vxg",
        "entry_id": entry_id,
        "minor_version": 1,
        "modified_at": "2026-01-01T00:00:00+00:00",
        "options": dict(options),
        "pref_disable_new_entities": False,
        "pref_disable_polling": False,
        "source": "user",
        "subentries": [],
        "title": "Chaos",
        "unique_id": unique_id,
        "version": 1,
    }


def add_components(
    folder: Path,
    *,
    configuration: str = CONFIGURATION,
    probes: Mapping[str, Path] = PROBES,
) -> None:
    """Add the integration and the probes, for a Home Assistant in a separate process.

    The integration is symlinked except for its manifest, which gets the configured
    probes as dependencies, so that they are set up before the first event.
    """
    (folder / "configuration.yaml").write_text(configuration, encoding="utf-8")
    components = folder / "custom_components"
    copy = components / "vxg"
    copy.mkdir(parents=True)
    for name, path in probes.items():
        (components / name).symlink_to(path)
    waits_for = [name for name in probes if f"{name}:" in configuration]
    for path in (ROOT / "custom_components" / "vxg").iterdir():
        if path.name != "manifest.json":
            (copy / path.name).symlink_to(path)
            continue
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["dependencies"] += waits_for
        (copy / path.name).write_text(json.dumps(manifest), encoding="utf-8")
