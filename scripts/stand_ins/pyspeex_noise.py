"""Stands in for the package of this name where there is no compiler to build it.

Home Assistant's front end does not start where this cannot be imported.
"""


class AudioProcessor:
    """Cannot hear anything."""

    def __init__(self, auto_gain: int, noise_suppression: int) -> None:
        """Refuse voice input, which alone needs it."""
        raise RuntimeError("Voice input needs the package pyspeex-noise")
