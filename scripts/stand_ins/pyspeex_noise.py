"""Stub of the package of this name, for machines without a compiler to build it.

Home Assistant's frontend does not start if it cannot be imported.
"""


class AudioProcessor:
    """Audio processor that cannot be created."""

    def __init__(self, auto_gain: int, noise_suppression: int) -> None:
        raise RuntimeError("Voice input needs the package pyspeex-noise")
