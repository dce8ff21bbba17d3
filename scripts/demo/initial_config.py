"""Files and login that Home Assistant needs at its first start."""

import json
from pathlib import Path

from .processes import run
from .settings import HOST, PASSWORD, ROOT, USER, DemoError, Settings


def write_initial_config(settings: Settings) -> None:
    """Write the configuration of an onboarded Home Assistant on loopback."""
    storage = settings.config / ".storage"
    storage.mkdir(parents=True, exist_ok=True)
    for name, target in (
        ("custom_components", ROOT / "custom_components"),
        ("custom_sentences", ROOT / "custom_sentences"),
        ("configuration.yaml", Path(__file__).with_name("configuration.yaml")),
    ):
        link = settings.config / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    for name, content in (("automations", "[]"), ("scenes", "[]"), ("scripts", "{}")):
        path = settings.config / f"{name}.yaml"
        if not path.exists():
            path.write_text(f"{content}\n", encoding="utf-8")
    steps = ["user", "core_config", "analytics", "integration"]
    write_storage_file(storage, "onboarding", (4, 1), {"done": steps})
    # All keys are needed. Home Assistant would migrate YAML settings to this file.
    http = {
        "server_port": settings.port,
        "server_host": [HOST],
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": True,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": "2026-11-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }
    done = {"stable": http, "pending": None, "yaml_migration_done": True}
    write_storage_file(storage, "http", (2, 2), done)


def write_storage_file(
    folder: Path, key: str, version: tuple[int, int], data: object
) -> None:
    """Write a storage file in Home Assistant's format, unless it exists."""
    path = folder / key
    if not path.exists():
        major, minor = version
        content = {"version": major, "minor_version": minor, "key": key, "data": data}
        path.write_text(json.dumps(content), encoding="utf-8")


async def add_user(settings: Settings, hass: Path, log: Path) -> None:
    """Create the login unless there is one. Raises DemoError."""
    if (settings.config / ".storage" / "auth_provider.homeassistant").exists():
        return
    command = ("--script", "auth", "-c", str(settings.config), "add", USER, PASSWORD)
    if await run("user", log, str(hass), *command):
        raise DemoError(f"The login could not be created; see {log}")
