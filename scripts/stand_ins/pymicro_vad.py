"""Stands in for the package of this name where there is no compiler to build it.

Home Assistant's front end does not start where this cannot be imported.
"""


class MicroVad:
    """Cannot hear anything."""

    def __init__(self) -> None:
        """Refuse voice input, which alone needs it."""
        raise RuntimeError("Voice input needs the package pymicro-vad")
