"""Storage files that an instance of Home Assistant on loopback needs at its first start."""

import json
from pathlib import Path
import socket

from .settings import HOST


def write_http_settings(storage: Path, port: int) -> None:
    """Let the web server listen on loopback only.

    All keys are required. Home Assistant would migrate YAML settings to this file.
    """
    settings = {
        "server_port": port,
        "server_host": [HOST],
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": True,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": "2026-01-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }
    data = {"stable": settings, "pending": None, "yaml_migration_done": True}
    write_storage_file(storage, "http", (2, 2), data)


def write_onboarding(storage: Path) -> None:
    """Skip the onboarding."""
    steps = ["user", "core_config", "analytics", "integration"]
    write_storage_file(storage, "onboarding", (4, 1), {"done": steps})


def write_storage_file(
    storage: Path, key: str, version: tuple[int, int], data: object
) -> None:
    """Write a storage file in Home Assistant's format, unless it exists."""
    path = storage / key
    if not path.exists():
        major, minor = version
        content = {"version": major, "minor_version": minor, "key": key, "data": data}
        path.write_text(json.dumps(content), encoding="utf-8")


def free_port() -> int:
    """Return a free port of loopback."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
