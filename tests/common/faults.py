"""Faults of one camera only."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from simulator import Cloud
from simulator.faults import Fault

# What a camera's requests may meet: a method of the simulated faults, and its arguments.
CAMERA_FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    **{
        str(status): ("fail_next", {"status": status})
        for status in (400, 401, 403, 404, 500, 502, 503)
    },
    "429": ("rate_limit", {"retry_after": 30}),
    "no answer": ("drop_next", {}),
    "a page": ("html_next", {}),
    "half": ("truncate_next", {}),
}


def break_requests(cloud: Cloud, fault: str, matches: Callable[[Any], bool]) -> None:
    """Let the requests that match meet a fault, from now on."""
    method, kwargs = CAMERA_FAULTS[fault]
    getattr(cloud.faults, method)(10**6, **kwargs)
    added = cloud.faults._faults.pop()

    class MatchingFault(Fault):
        def matches(self, request: Any) -> bool:
            return matches(request)

    cloud.faults._faults.append(
        MatchingFault(
            **{item.name: getattr(added, item.name) for item in fields(added)}
        )
    )
