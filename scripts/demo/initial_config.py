"""Files and login that Home Assistant needs at its first start."""

from pathlib import Path

from .processes import run
from .settings import PASSWORD, ROOT, USER, DemoError, Settings
from .storage_files import write_http_settings, write_onboarding


def write_initial_config(settings: Settings) -> None:
    """Write the configuration of an onboarded Home Assistant on loopback."""
    storage = settings.config / ".storage"
    storage.mkdir(parents=True, exist_ok=True)
    for name, target in (
        ("custom_components", ROOT / "custom_components"),
        ("configuration.yaml", Path(__file__).with_name("configuration.yaml")),
    ):
        link = settings.config / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    for name, content in (("automations", "[]"), ("scenes", "[]"), ("scripts", "{}")):
        path = settings.config / f"{name}.yaml"
        if not path.exists():
            path.write_text(f"{content}\n", encoding="utf-8")
    write_onboarding(storage)
    write_http_settings(storage, settings.port)


async def add_user(settings: Settings, hass: Path, log: Path) -> None:
    """Create the login unless there is one. Raises DemoError."""
    if (settings.config / ".storage" / "auth_provider.homeassistant").exists():
        return
    command = ("--script", "auth", "-c", str(settings.config), "add", USER, PASSWORD)
    if await run("user", log, str(hass), *command):
        raise DemoError(f"The login could not be created; see {log}")
