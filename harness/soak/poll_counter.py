"""Counter of polls."""

from simulator import Cloud, RecordedRequest


class PollCounter:
    """Count successful polls in the cloud, except during outages."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._counts = True
        self.number = 0

    def set_counting(self, counts: bool) -> None:
        """Count the requests so far, and set whether the following ones count."""
        self.count()
        self._counts = counts

    def count(self) -> None:
        """Count the requests so far, and delete them, as they would fill the memory."""
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
            # Other reads are of the past, and further pages belong to the same poll.
            and request.query.get("end", "") > now
            and request.query.get("offset", "0") == "0"
        )
