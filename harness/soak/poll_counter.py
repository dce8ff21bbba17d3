"""Counts the polls that a cloud answered."""

from simulator import Cloud
from simulator.cloud import RecordedRequest


class PollCounter:
    """Counted where they arrive, except while the cloud is told to fail."""

    def __init__(self, cloud: Cloud) -> None:
        """Count what this cloud is asked for."""
        self._cloud = cloud
        self._counts = True
        self.number = 0

    def set_counting(self, counts: bool) -> None:
        """Count what was asked until now, and let what follows count or not."""
        self.count()
        self._counts = counts

    def count(self) -> None:
        """Count what was asked until now, and forget all requests: they would fill RAM."""
        if self._counts:
            self.number += sum(map(self._is_poll, self._cloud.requests))
        self._cloud.requests.clear()
        self._cloud.media_requests.clear()

    def _is_poll(self, request: RecordedRequest) -> bool:
        now = self._cloud.now().replace(tzinfo=None).isoformat()
        return (
            request.status == 200
            and request.method == "GET"
            and request.path.rstrip("/").endswith("/storage/events")
            # Others look into the past, and further pages are no polls of their own.
            and request.query.get("end", "") > now
            and request.query.get("offset", "0") == "0"
        )
