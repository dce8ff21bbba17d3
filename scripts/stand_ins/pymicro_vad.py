"""Stub of the package of this name, for machines without a compiler to build it.

Home Assistant's frontend does not start if it cannot be imported.
"""


class MicroVad:
    """Voice activity detector that cannot be created."""

    def __init__(self) -> None:
        raise RuntimeError("Voice input needs the package pymicro-vad")
