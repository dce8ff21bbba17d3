"""The offset of a clock, of which single samples may be wrong."""

from collections import deque
from statistics import median

# Samples are this many at most, and an offset is replaced by this many that agree.
MAX_SAMPLES = 9
MIN_AGREEING = 3


class ClockOffset:
    """The median of the last samples, in seconds.

    A sample that is too far off makes it doubtful, and is confirmed or refuted by the
    next ones: several that agree with each other replace the offset, one that agrees
    with the offset restores it.
    """

    def __init__(self, initial: float, *, tolerance: float) -> None:
        """Initialize with an assumed offset, which is doubtful until a sample agrees.

        Samples agree if they differ by no more than `tolerance` seconds.
        """
        self._tolerance = tolerance
        # In seconds.
        self.value = initial
        self._samples: deque[float] = deque(maxlen=MAX_SAMPLES)
        self._suspects: deque[float] = deque(maxlen=MAX_SAMPLES)
        self.is_settled = False

    @property
    def is_measured(self) -> bool:
        """Whether there is a sample that counts."""
        return bool(self._samples)

    def add(self, sample: float) -> bool:
        """Add a sample; return whether the offset was replaced."""
        if abs(sample - self.value) <= self._tolerance:
            self._samples.append(sample)
            self.value = median(self._samples)
            self.trust()
            return False
        self.is_settled = False
        self._suspects.append(sample)
        agreeing = [
            suspect
            for suspect in self._suspects
            if abs(suspect - sample) <= self._tolerance
        ]
        if len(agreeing) < MIN_AGREEING:
            return False
        self._samples = deque(agreeing, MAX_SAMPLES)
        self.value = median(agreeing)
        self.trust()
        return True

    def trust(self) -> None:
        """Accept the current offset."""
        self._suspects.clear()
        self.is_settled = True
