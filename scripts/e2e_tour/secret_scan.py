"""Looks for credentials and signed addresses where they must never be."""

from collections.abc import Iterator
from pathlib import Path
import re
from urllib.parse import quote, quote_plus

from simulator import Cloud

# The only file that may hold a credential, under both names that it has.
ENTRY_STORE = "core.config_entries"
SIGNED = re.compile(rb"[?&]sig=[0-9a-f]{8}")


def secret_encodings(cloud: Cloud) -> set[bytes]:
    """Return every credential of the cloud in each form that it could have."""
    plain: set[str] = set()
    for token, credential in cloud.credentials.items():
        plain |= {token, credential.inner, credential.inner.rpartition(".")[2]}
    return {
        form.encode()
        for secret in plain
        for form in (secret, quote(secret), quote(secret, safe=""), quote_plus(secret))
    }


def find_secrets(folder: Path, secrets: set[bytes]) -> Iterator[str]:
    """Yield the files that hold what must not be written."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name.startswith(ENTRY_STORE):
            continue
        content = path.read_bytes()
        where = path.relative_to(folder)
        if any(secret in content for secret in secrets):
            yield f"A credential is in {where}"
        if SIGNED.search(content):
            yield f"A signed address of the cloud is in {where}"
