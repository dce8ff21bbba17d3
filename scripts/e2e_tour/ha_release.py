"""Other releases of Home Assistant, each in a virtual environment in .cache."""

import asyncio
import contextlib
import json
import os
from pathlib import Path
import re
import shutil
import sys
from typing import Any

from scripts.demo.settings import ROOT, DemoError, say

CACHE = ROOT / ".cache"
CONFIGURATION = ROOT / "scripts" / "demo" / "configuration.yaml"
STAND_INS = ROOT / "scripts" / "stand_ins"
# Integrations that are set up without configuration.
LIST_DEFAULT_INTEGRATIONS = """
from homeassistant.bootstrap import CORE_INTEGRATIONS, DEFAULT_INTEGRATIONS
print(*CORE_INTEGRATIONS, *DEFAULT_INTEGRATIONS)
"""


async def run_program(*command: str | Path) -> str:
    """Run a program and return its output. Raises DemoError."""
    env = {**os.environ, "PYTHONWARNINGS": "ignore"}
    if (include := CACHE / "python" / "usr" / "include").exists():
        # As in scripts/setup: some wheels are built with the unpacked Python.
        flags = f"-I{include} {env.get('CFLAGS', '')}"
        env |= {"CFLAGS": flags, "CXXFLAGS": flags}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=env, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise DemoError(
            f"{Path(command[0]).name} exited with code {process.returncode}"
        )
    return output.decode()


def manifest(components: Path, domain: str) -> dict[str, Any]:
    """Return the manifest of an integration; empty if the release lacks it."""
    path = components / domain / "manifest.json"
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def requirements(components: Path, roots: set[str]) -> set[str]:
    """Return the requirements of integrations and of their dependencies."""
    pending, visited, packages = [*roots], set[str](), set[str]()
    while pending:
        domain = pending.pop()
        if domain in visited:
            continue
        visited.add(domain)
        content = manifest(components, domain)
        packages.update(content.get("requirements", ()))
        pending += content.get("dependencies", ())
    return packages


async def install_release(version: str) -> Path:
    """Install a release unless it is, and return its `hass`. Raises DemoError."""
    folder = CACHE / f"home-assistant-{version}"
    stamp = folder / ".complete"
    hass = folder / "bin" / "hass"
    if stamp.exists():
        return hass
    say(f"Installing Home Assistant {version} into .cache …")
    uv = shutil.which("uv") or str(CACHE / "tools" / "bin" / "uv")
    await run_program(
        uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder
    )
    python = folder / "bin" / "python"
    pip = (uv, "pip", "install", "--quiet", "--python", python)
    await run_program(*pip, f"homeassistant=={version}")
    code = "import homeassistant; print(homeassistant.__path__[0])"
    home = Path((await run_program(python, "-c", code)).strip())
    content = CONFIGURATION.read_text(encoding="utf-8")
    roots = set(re.findall(r"^(\w+):", content, re.MULTILINE))
    roots |= set((await run_program(python, "-c", LIST_DEFAULT_INTEGRATIONS)).split())
    ours = manifest(ROOT / "custom_components", "vxg")
    # Some of them import `hassio` although it is not set up.
    roots |= {*ours["dependencies"], "hassio"}
    needed = requirements(home / "components", roots)
    if not shutil.which("c++"):
        # As in scripts/setup.
        for path in STAND_INS.glob("*.py"):
            shutil.copy(path, home.parent)
            name = path.stem.replace("_", "-")
            needed = {
                package for package in needed if not package.startswith(f"{name}==")
            }
    constraints = home / "package_constraints.txt"
    await run_program(*pip, "--constraint", constraints, *sorted(needed))
    # Some packages have files for other Python versions, which do not compile.
    with contextlib.suppress(DemoError):
        await run_program(python, "-m", "compileall", "-qq", "-j", "0", folder / "lib")
    stamp.touch()
    return hass
