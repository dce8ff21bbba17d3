"""Search for credentials and signed URLs in files that must not have them."""

from collections.abc import Iterator
from pathlib import Path
import re
from urllib.parse import quote, quote_plus

from simulator import Cloud

# The only file that may have credentials; the prefix covers its backup.
ENTRY_STORE = "core.config_entries"
SIGNED = re.compile(rb"[?&]sig=[0-9a-f]{8}")


def secret_encodings(cloud: Cloud) -> set[bytes]:
    """Return all credentials of the cloud in each encoding."""
    plain: set[str] = set()
    for token, credential in cloud.credentials.items():
        plain |= {token, credential.inner, credential.inner.rpartition(".")[2]}
    return {
        form.encode()
        for secret in plain
        for form in (secret, quote(secret), quote(secret, safe=""), quote_plus(secret))
    }


def find_secrets(folder: Path, secrets: set[bytes]) -> Iterator[str]:
    """Yield a message for each file with a secret or a signed URL."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name.startswith(ENTRY_STORE):
            continue
        content = path.read_bytes()
        where = path.relative_to(folder)
        if any(secret in content for secret in secrets):
            yield f"A credential is in {where}"
        if SIGNED.search(content):
            yield f"A signed URL of the cloud is in {where}"
