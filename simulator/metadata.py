"""Validation of events' metadata (section 6)."""

from typing import Any

from .errors import ApiError

MAX_TAG_LENGTH = 255


def check_tag(tag: Any, data: Any) -> None:
    """Raise a 400 for an invalid tag.

    Names may contain addresses of mail, which the vendor's web page writes.
    """
    if not isinstance(tag, str) or not tag:
        raise ApiError(400, "Bad tag name")
    if not isinstance(data, str) or len(data) > MAX_TAG_LENGTH:
        raise ApiError(400, f"Bad data of tag {tag[:80]}")


def check_meta(meta: Any) -> dict[str, str]:
    """Return the metadata, or raise a 400 if it is invalid."""
    if meta is None:
        return {}
    if not isinstance(meta, dict):
        raise ApiError(400, "Bad meta")
    for tag, data in meta.items():
        check_tag(tag, data)
    return dict(meta)
