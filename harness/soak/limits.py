"""What a run must contain and must hold."""

from dataclasses import dataclass

DAY = 24 * 60

# The least that half an hour contains; what is shorter contains its share.
FULL = 30
POLLS = 43_200
EVENTS = 20_000
OUTAGES = 50
RELOADS = 20
NEW_TOKENS = 1
CAMERAS = 50

# Of the last quarter's memory over that of the second one.
MAX_GROWTH = 0.05

# A poll, a sweep, a read of cameras with the clock and four lists of types, a send.
MAX_CONNECTIONS = 8

# With fewer minutes what is left open has no meaning, nor would a token be missed. Caches
# (that of the database, say) take longer to be as full as they get.
LEFTOVERS_CHECKED_FROM = 5
MEMORY_CHECKED_FROM = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a run of so many minutes must contain."""

    minutes: float

    def share(self, number: int) -> int:
        """Return the part of a full run's number that this one must have."""
        return round(number * min(1, self.minutes / FULL))

    @property
    def checks_leftovers(self) -> bool:
        """Whether open files and tasks mean something after so short a time."""
        return self.minutes >= LEFTOVERS_CHECKED_FROM

    @property
    def checks_memory(self) -> bool:
        """Whether quarters of its memory can be compared."""
        return self.minutes >= MEMORY_CHECKED_FROM

    @property
    def factor(self) -> float:
        """How much shorter its day is."""
        return DAY / self.minutes

    @property
    def idle_seconds(self) -> float:
        """How many seconds nothing happens before a look that is compared.

        Connections that nobody needs are closed after 15 s, and an event's picture is
        looked for half a minute long, but not beyond a reload.
        """
        return 25 if self.checks_leftovers else 1

    @property
    def snapshot_count(self) -> int:
        """How often is looked then, of which the least counts: polls go on."""
        return 10 if self.checks_leftovers else 1

    @property
    def recorder_delay(self) -> float:
        """How many seconds to wait until the recorder wrote, which it does every five."""
        return 6 if self.checks_leftovers else 0

    @property
    def events_only_seconds(self) -> float:
        """For how many seconds nothing but events happens, for what these alone cost."""
        return 120 * min(1, self.minutes / FULL)
