"""Credentials of each kind (section 1)."""

from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
import json
from typing import Any

SCHEMES = {"channel": "Acc", "group": "SI", "license": "LKey"}
TEN_YEARS = 0x12CFF780
ISSUED = 0x66F0A1C4


@dataclass(slots=True, kw_only=True)
class Credential:
    """A credential and what it reaches."""

    kind: str
    inner: str
    access: str
    camera_ids: frozenset[int] | None

    @property
    def scheme(self) -> str:
        """The word in front of the credential in the header."""
        return SCHEMES[self.kind]

    def reaches(self, camera_id: int) -> bool:
        """Whether a camera is within reach."""
        return self.camera_ids is None or camera_id in self.camera_ids


def inner_token(share_id: int, seed: str) -> str:
    """Return an inner token as section 1 infers its shape; the same for the same seed."""
    first = (
        urlsafe_b64encode(json.dumps({"si": share_id}).encode()).decode().rstrip("=")
    )
    signature = urlsafe_b64encode(sha256(f"{seed}/{share_id}".encode()).digest())
    return f"share.{first}.{ISSUED:x}t{TEN_YEARS:x}.{signature.decode()[:27]}"


def encode(content: dict[str, Any]) -> str:
    """Return a token: padded standard base64 of JSON."""
    return b64encode(json.dumps(content).encode()).decode()
