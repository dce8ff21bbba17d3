"""Limits of a run: what it must contain and what must not grow."""

from dataclasses import dataclass

DAY = 24 * 60

# Minimum content of a run of 30 minutes; shorter ones must contain their share.
FULL = 30
POLLS = 43_200
EVENTS = 20_000
OUTAGES = 50
RELOADS = 20
NEW_TOKENS = 1
CAMERAS = 50

# Of memory that is used, from the second quarter to the last. The ids of delivered events,
# up to 50,000, are more than a percent.
MAX_GROWTH = 0.03

# Poll, sweep, cameras and clock, four lists of event types, and an event to send.
MAX_CONNECTIONS = 8

# Classes of which an entry has one instance; another one was left behind by a reload.
SINGLETONS = (
    "CameraCoordinator",
    "CloudAvailability",
    "CloudClock",
    "EventCoordinator",
    "EventDispatcher",
    "EventLog",
    "EventLogStore",
    "EventReader",
    "MediaCache",
    "Outbox",
    "RecentEvents",
    "VxgClient",
)

# Minutes from which leftovers are comparable and the token is changed. Caches, such as
# that of the database, take longer to fill. What is left over in shorter runs depends on
# how busy the machine is.
LEFTOVERS_CHECKED_FROM = 5
MEMORY_CHECKED_FROM = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits and durations of a run of some minutes."""

    minutes: float

    def share(self, number: int) -> int:
        """Return this run's share of a full run's minimum."""
        return round(number * min(1, self.minutes / FULL))

    @property
    def checks_leftovers(self) -> bool:
        """Return whether open files and tasks are compared."""
        return self.minutes >= LEFTOVERS_CHECKED_FROM

    @property
    def checks_memory(self) -> bool:
        """Return whether quarters of the memory are compared."""
        return self.minutes >= MEMORY_CHECKED_FROM

    @property
    def factor(self) -> float:
        """Return the factor by which the day is shortened."""
        return DAY / self.minutes

    @property
    def idle_seconds(self) -> float:
        """Return the seconds of idleness before a snapshot.

        Unused connections are closed after 15 s. Thumbnails of events are awaited for
        half a minute, but not beyond a reload.
        """
        return 25 if self.checks_leftovers else 1

    @property
    def snapshot_count(self) -> int:
        """Return the number of snapshots; the minimum counts, as polls continue."""
        return 10 if self.checks_leftovers else 1

    @property
    def recorder_delay(self) -> float:
        """Return the seconds until the recorder has committed (every 5 s)."""
        return 6 if self.checks_leftovers else 0

    @property
    def events_only_seconds(self) -> float:
        """Return the seconds with nothing but events, for their own cost."""
        return 120 * min(1, self.minutes / FULL)
