"""Tags that people write when they review an event."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache

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


TAG_PROCESS = "process"
TAG_RESULT = "result"
PROCESSED = "processed"
# Markers without a value, by which events are found.
MARKER_PROCESSED = "status_processed"
MARKER_IN_PROGRESS = "status_in_progress"
MARKER_NOT_HANDLED = "status_not_handled"
MARKERS_BY_RESULT = {True: "result_true", False: "result_false"}


def is_reviewed(meta: Mapping[str, str]) -> bool:
    """Return whether an event was reviewed, by its metadata."""
    return MARKER_PROCESSED in meta


def review_result(meta: Mapping[str, str]) -> bool | None:
    """Return the result of a review; None if the event was not judged."""
    return {"true": True, "false": False}.get(meta.get(TAG_RESULT, "").casefold())


@lru_cache(maxsize=1024)
def is_review_tag(tag: str) -> bool:
    """Return whether a tag belongs to a review; case does not matter."""
    return any(fnmatchcase(tag.casefold(), pattern) for pattern in REVIEW_TAGS)
