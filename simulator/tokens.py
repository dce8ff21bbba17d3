"""Credentials and their tokens (section 1)."""

from base64 import b64decode, b64encode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
import json
from typing import Any

SCHEMES = {"channel": "Acc", "group": "SI", "license": "LKey"}
TEN_YEARS = 0x12CFF780
ISSUED = 0x66F0A1C4


@dataclass(slots=True, kw_only=True)
class Credential:
    """A credential and the cameras that it can access."""

    kind: str
    inner: str
    access: str
    camera_ids: frozenset[int] | None

    @property
    def scheme(self) -> str:
        """Return the scheme of the `Authorization` header."""
        return SCHEMES[self.kind]

    def can_access(self, camera_id: int) -> bool:
        """Return whether the credential can access a camera."""
        return self.camera_ids is None or camera_id in self.camera_ids


def make_inner_token(share_id: int, seed: str) -> str:
    """Return an inner token, which depends on the seed only."""
    first = (
        urlsafe_b64encode(json.dumps({"si": share_id}).encode()).decode().rstrip("=")
    )
    signature = urlsafe_b64encode(sha256(f"{seed}/{share_id}".encode()).digest())
    return f"share.{first}.{ISSUED:x}t{TEN_YEARS:x}.{signature.decode()[:27]}"


def read_inner_token(token: str) -> str | None:
    """Return the inner token of a token; the order and spacing of its keys vary."""
    try:
        content = json.loads(b64decode(token, validate=True))
    except ValueError:
        return None
    return content.get("token") if isinstance(content, dict) else None


def encode_token(content: dict[str, Any]) -> str:
    """Return a token: padded standard base64 of JSON."""
    return b64encode(json.dumps(content).encode()).decode()
