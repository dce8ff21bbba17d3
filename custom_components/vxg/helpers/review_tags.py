"""Tags that people write when they review an event."""

from fnmatch import fnmatchcase

# API page, section 6. They are about the reviewers, not about what the camera saw.
REVIEW_TAGS = (
    "description",
    "end_time",
    "ip_address",
    "process",
    "result*",
    "start_time",
    "status_*",
    "user_*",
)


def is_review_tag(tag: str) -> bool:
    """Return whether a tag belongs to a review; case does not matter."""
    return any(fnmatchcase(tag.casefold(), pattern) for pattern in REVIEW_TAGS)
