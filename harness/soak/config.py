"""Configuration folder with the intervals of a shortened day."""

from collections.abc import Iterator
from datetime import timedelta
import json
from pathlib import Path

from custom_components.vxg import const
from harness.chaos.config import PROBES, add_components

PROBE = "soak_probe"

CONFIGURATION = """\
homeassistant:
  name: Soak
  time_zone: UTC
logger:
  default: warning
api:
config:
diagnostics:
recorder:
history:
logbook:
media_source:
soak_probe:
"""

# Intervals of the slow reads and how far back they look, so that each happens as often
# as in a day. Timeouts, back-off, the limits of gaps and of late events, and the delays
# of saves stay as shipped.
SHORTENED_CONSTANTS = (
    "CAMERAS_INTERVAL",
    "CATCH_UP_INTERVAL",
    "CLOCK_INTERVAL",
    "DEEP_SWEEP_INTERVAL",
    "DISCOVERY_COOLDOWN",
    "FIRST_SWEEP_DELAY",
    "GROUP_READ_RETRY_INTERVAL",
    "OUTBOX_RETRY_INTERVAL",
    "QUICK_SWEEP_DURATION",
    "QUICK_SWEEP_INTERVAL",
    "RECENT_EVENTS_RANGE",
    "STALE_AFTER",
    "SWEEP_INTERVAL",
    "SWEEP_RANGE",
    "TYPES_INTERVAL",
)

# Home Assistant aligns shorter intervals to a fraction of the second.
MIN_SECONDS = 1.0


def shortened_constants(factor: float) -> Iterator[tuple[str, float]]:
    """Yield the names of the constants, and their seconds divided by a factor."""
    for name in SHORTENED_CONSTANTS:
        value = getattr(const, name)
        seconds = value.total_seconds() if isinstance(value, timedelta) else value
        yield name, max(MIN_SECONDS, seconds / factor)


def add_shortened_integration(folder: Path, factor: float) -> None:
    """Add the integration with shortened constants, and the probes."""
    probes = {**PROBES, PROBE: Path(__file__).with_name("probe")}
    add_components(folder, configuration=CONFIGURATION, probes=probes)
    path = folder / "custom_components" / "vxg" / "const.py"
    lines = [path.read_text(encoding="utf-8"), "\n# Shortened.\n"]
    for name, seconds in shortened_constants(factor):
        is_timedelta = isinstance(getattr(const, name), timedelta)
        value = f"timedelta(seconds={seconds})" if is_timedelta else seconds
        lines.append(f"{name} = {value}\n")
    # Both are links, so writing would change the shipped folder.
    path.unlink()
    path.with_name("__pycache__").unlink(missing_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def base_url(folder: Path) -> str:
    """Return the URL at which Home Assistant will listen."""
    path = folder / ".storage" / "http"
    port = json.loads(path.read_text(encoding="utf-8"))["data"]["stable"]["server_port"]
    return f"http://127.0.0.1:{port}"
