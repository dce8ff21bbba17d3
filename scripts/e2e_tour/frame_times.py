"""Reads off pictures and videos which moment they show."""

from datetime import datetime
from io import BytesIO
import math
from typing import Any

import av
import numpy as np
from PIL import Image

# The simulated cameras see a ball that goes round once in so many seconds.
PERIOD = 12.0
BALL = np.array((240, 200, 60))
# What compression leaves of a colour.
TOLERANCE = 45
# Two frames, and what the ball's place cannot tell.
PRECISION = 0.3


def image_time(content: bytes) -> float:
    """Return the moment that a picture shows, in seconds of a turn."""
    with Image.open(BytesIO(content)) as image:
        return frame_time(np.asarray(image.convert("RGB")))


def video_times(content: bytes) -> list[float]:
    """Return the moment of each frame of a video, in seconds of a turn."""
    with av.open(BytesIO(content), "r") as container:
        return [
            frame_time(frame.to_ndarray(format="rgb24"))
            for frame in container.decode(video=0)
        ]


def frame_time(pixels: Any) -> float:
    """Return where the ball is on its way, in seconds."""
    height, width, _ = pixels.shape
    mask = np.abs(pixels.astype(int) - BALL).max(axis=2) < TOLERANCE
    rows, columns = np.nonzero(mask)
    assert rows.size, "No ball is in the picture"
    across = (columns.mean() / width - 0.5) / 0.38
    down = (rows.mean() / height - 0.72) / 0.12
    return math.atan2(down, across) / (2 * math.pi) % 1 * PERIOD


def seconds_between(first: float, second: float) -> float:
    """Return how many seconds it is from one moment to the next time of another."""
    return (second - first) % PERIOD


def is_time_of(mask: float, time: datetime) -> bool:
    """Whether a moment is that of a time."""
    difference = seconds_between(time.timestamp() % PERIOD, mask)
    return min(difference, PERIOD - difference) < PRECISION
