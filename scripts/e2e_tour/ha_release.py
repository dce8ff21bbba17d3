"""Another release of Home Assistant, in an environment of its own in .cache."""

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
# What it sets up without being told.
ALWAYS = """
from homeassistant.bootstrap import CORE_INTEGRATIONS, DEFAULT_INTEGRATIONS
print(*CORE_INTEGRATIONS, *DEFAULT_INTEGRATIONS)
"""


async def run(*words: str | Path) -> str:
    """Run a program and return what it prints. Raises DemoError."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    if (include := CACHE / "python" / "usr" / "include").exists():
        # As in scripts/setup: some wheels are built here, with the unpacked Python.
        flags = f"-I{include} {environment.get('CFLAGS', '')}"
        environment |= {"CFLAGS": flags, "CXXFLAGS": flags}
    process = await asyncio.create_subprocess_exec(
        *words, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise DemoError(f"{Path(words[0]).name} ended with code {process.returncode}")
    return output.decode()


def manifest(components: Path, domain: str) -> dict[str, Any]:
    """Return the manifest of an integration; empty where the release has none."""
    path = components / domain / "manifest.json"
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def requirements(components: Path, roots: set[str]) -> set[str]:
    """Return what these integrations need, and those that they depend on."""
    wanted, seen, found = [*roots], set[str](), set[str]()
    while wanted:
        domain = wanted.pop()
        if domain in seen:
            continue
        seen.add(domain)
        content = manifest(components, domain)
        found.update(content.get("requirements", ()))
        wanted += content.get("dependencies", ())
    return found


async def install(version: str) -> Path:
    """Return the `hass` of a release, installed if it is not. Raises DemoError."""
    folder = CACHE / f"home-assistant-{version}"
    stamp = folder / ".complete"
    hass = folder / "bin" / "hass"
    if stamp.exists():
        return hass
    say(f"Installing Home Assistant {version} into .cache …")
    uv = shutil.which("uv") or str(CACHE / "tools" / "bin" / "uv")
    await run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder)
    python = folder / "bin" / "python"
    pip = (uv, "pip", "install", "--quiet", "--python", python)
    await run(*pip, f"homeassistant=={version}")
    where = "import homeassistant; print(homeassistant.__path__[0])"
    home = Path((await run(python, "-c", where)).strip())
    content = CONFIGURATION.read_text(encoding="utf-8")
    roots = set(re.findall(r"^(\w+):", content, re.MULTILINE))
    roots |= set((await run(python, "-c", ALWAYS)).split())
    ours = manifest(ROOT / "custom_components", "vxg")
    # The last one is imported by some of them whether it is set up or not.
    roots |= {*ours["dependencies"], "hassio"}
    needed = requirements(home / "components", roots)
    if not shutil.which("c++"):
        # As in scripts/setup.
        for path in STAND_INS.glob("*.py"):
            shutil.copy(path, home.parent)
            name = path.stem.replace("_", "-")
            needed = {one for one in needed if not one.startswith(f"{name}==")}
    constraints = home / "package_constraints.txt"
    await run(*pip, "--constraint", constraints, *sorted(needed))
    # Some packages carry files for other Pythons, which do not compile.
    with contextlib.suppress(DemoError):
        await run(python, "-m", "compileall", "-qq", "-j", "0", folder / "lib")
    stamp.touch()
    return hass
