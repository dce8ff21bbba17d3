"""Metadata of events: what section 6 allows in it."""

from typing import Any

from .errors import ApiError

UNSAFE_IN_TAGS = "@."
MAX_TAG = 255


def check_tag(tag: Any, data: Any) -> None:
    """Refuse what section 6 does not allow in a tag."""
    if (
        not isinstance(tag, str)
        or not tag
        or any(char in tag for char in UNSAFE_IN_TAGS)
    ):
        raise ApiError(400, "Bad tag name")
    if not isinstance(data, str) or len(data) > MAX_TAG:
        raise ApiError(400, f"Bad data of tag {tag[:80]}")


def check_meta(meta: Any) -> dict[str, str]:
    """Return metadata that is string to string, or answer 400."""
    if meta is None:
        return {}
    if not isinstance(meta, dict):
        raise ApiError(400, "Bad meta")
    for tag, data in meta.items():
        check_tag(tag, data)
    return dict(meta)
