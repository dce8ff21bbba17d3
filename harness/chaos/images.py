"""Check of the reports of images, which the cloud lists after their events.

It relies on observations only, not on the state of the integration.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .observations import (
    MARGIN,
    GroundTruth,
    Line,
    StoredEvent,
    completed_reads,
    excused_repeats,
    with_keys,
)

# Images that are listed later than this after their event need not be reported.
MAX_AGE = 3600.0
# In seconds. A sweep is made at least this often, and looks back that far.
SWEEP_INTERVAL = 300.0


def wrong_images(
    truth: GroundTruth, lines: Sequence[Line]
) -> tuple[list[int], list[int], list[int]]:
    """Return ids of events whose image was overlooked, repeated, or not expected.

    An image is overlooked if a read listed it and it was not reported by then. It may be
    repeated where its event may be: after an end without a save.
    """
    lines = with_keys(truth.stored, lines)
    fired = {
        line["id"]: (index, line["late"] and not truth.late_are_shown)
        for index, line in enumerate(lines)
        if line["kind"] == "fired"
    }
    reported = _reports(lines)
    reads = list(completed_reads(truth, lines))
    overlooked = [
        event.id
        for event in truth.stored
        for index, is_late in [fired.get(event.id, (0, True))]
        if not is_late
        and any(
            read.index > index
            and read.began >= event.image
            and read.covers(event)
            and event.camera not in read.absent
            and read.ended < event.forgotten
            and not read.unsettled
            and abs(truth.cloud_time(read.began) - event.time) < MAX_AGE - MARGIN
            and not any(report < read.index for report in reported.get(event.id, ()))
            for read in reads
        )
    ]
    excuses = list(excused_repeats(lines))
    repeated = [
        event_id
        for event_id, indexes in reported.items()
        for first, second in pairwise(indexes)
        if not any(saved < first < end < second for saved, end in excuses)
    ]
    first_fired: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line["kind"] == "fired":
            first_fired.setdefault(line["id"], index)
    unexpected = [
        event_id
        for event_id, indexes in reported.items()
        if indexes[0] < first_fired.get(event_id, len(lines))
    ]
    return overlooked, repeated, unexpected


def missing_images(
    stored: Iterable[StoredEvent], lines: Sequence[Line], now: float, cloud_now: float
) -> set[int]:
    """Return ids of events whose image the cloud has had for long without a report.

    `now` is the world's time, `cloud_now` the cloud's.
    """
    stored = list(stored)
    lines = with_keys(stored, lines)
    fresh = {line["id"]: not line["late"] for line in lines if line["kind"] == "fired"}
    reported = _reports(lines)
    return {
        event.id
        for event in stored
        if fresh.get(event.id)
        and event.id not in reported
        and event.required
        and event.image + SWEEP_INTERVAL < now
        and abs(cloud_now - event.time) < MAX_AGE - SWEEP_INTERVAL
    }


def _reports(lines: Iterable[Line]) -> dict[int, list[int]]:
    reported: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line["kind"] == "image":
            reported.setdefault(line["id"], []).append(index)
    return reported
