"""Test that the package could be published on its own."""

import json
from pathlib import Path
import subprocess
import sys

import pytest

from custom_components.vxg import aiovxg

# Imports the client without Home Assistant and prints the modules this loads.
CHILD = """
import importlib.abc, json, sys

class Blocked(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "homeassistant":
            raise ImportError("blocked")

sys.meta_path.insert(0, Blocked())
try:
    import homeassistant
except ImportError:
    pass
else:
    raise SystemExit("Home Assistant is not blocked")
import aiohttp, yarl
before = set(sys.modules)
import aiovxg
for name in aiovxg.__all__:
    getattr(aiovxg, name)
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the top-level modules that importing the client loads, besides aiohttp."""
    # Alone: platforms beside it are named like modules of the standard library.
    folder = tmp_path_factory.mktemp("client")
    (folder / "aiovxg").symlink_to(Path(aiovxg.__file__).parent)
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert child.returncode == 0, child.stderr
    return set(json.loads(child.stdout))


def test_the_client_loads_without_home_assistant(loaded: set[str]) -> None:
    assert "aiovxg" in loaded
    assert "homeassistant" not in loaded


def test_the_client_depends_on_aiohttp_only(loaded: set[str]) -> None:
    assert loaded - {"aiovxg"} <= set(sys.stdlib_module_names)


def test_exports_exist_and_are_listed_once() -> None:
    assert len(set(aiovxg.__all__)) == len(aiovxg.__all__)
    for name in aiovxg.__all__:
        assert getattr(aiovxg, name).__doc__
