"""Settings of the demo."""

from dataclasses import dataclass
import os
from pathlib import Path
import socket

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = ROOT / ".venv" / "bin"
HOST = "127.0.0.1"
PORT = 8123
CLOUD_PORT = 8899
USER = "dev"
PASSWORD = "dev-pass"


class DemoError(Exception):
    """Error with a message for the user of the demo."""


def say(text: str) -> None:
    """Print unbuffered, also into a pipe."""
    print(text, flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Ports and folders."""

    port: int
    cloud_port: int
    expiry: str = "300"

    @property
    def url(self) -> str:
        """Return the URL of Home Assistant."""
        return f"http://{HOST}:{self.port}"

    @property
    def cloud_url(self) -> str:
        """Return the URL of the simulated cloud."""
        return f"http://{HOST}:{self.cloud_port}"

    @property
    def folder(self) -> Path:
        """Return the folder of all files; demos with other ports have their own."""
        if (self.port, self.cloud_port) == (PORT, CLOUD_PORT):
            return ROOT / ".demo"
        return ROOT / ".demo" / f"{self.port}-{self.cloud_port}"

    @property
    def config(self) -> Path:
        """Return the configuration folder of Home Assistant."""
        return self.folder / "config"


def read_settings(prefix: str, port: int, cloud_port: int) -> Settings:
    """Read the environment; the ports are defaults. Raises DemoError."""
    ports = []
    for suffix, default in (("PORT", port), ("CLOUD_PORT", cloud_port)):
        name = f"{prefix}_{suffix}"
        value = os.environ.get(name) or str(default)
        if not value.isdecimal() or not 0 < int(value) < 65536:
            raise DemoError(f"{name} is not a port: {value}")
        with socket.socket() as probe:
            # The servers do so, too; otherwise a port is busy for a minute after use.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, int(value)))
            except OSError as err:
                raise DemoError(
                    f"Port {value} cannot be used ({err.strerror}). Is another demo "
                    f"running? {name} sets another port."
                ) from err
        ports.append(int(value))
    if ports[0] == ports[1]:
        raise DemoError("Home Assistant and the simulated cloud need two ports.")
    expiry = os.environ.get("VXG_DEMO_EXPIRY") or "300"
    return Settings(port=ports[0], cloud_port=ports[1], expiry=expiry)
