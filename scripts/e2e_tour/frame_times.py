"""Times that images and videos of simulated cameras show."""

from datetime import datetime
from io import BytesIO
import math
from typing import Any

import av
import numpy as np
from PIL import Image

# The simulated cameras see a ball on an ellipse, with this period in seconds.
PERIOD = 12.0
BALL = np.array((240, 200, 60))
# How far compression may change a color.
TOLERANCE = 45
# In seconds: two frames and the inaccuracy of the ball's position.
PRECISION = 0.3


def image_time(content: bytes) -> float:
    """Return the time of an image, in seconds within the period."""
    with Image.open(BytesIO(content)) as image:
        return frame_time(np.asarray(image.convert("RGB")))


def video_times(content: bytes) -> list[float]:
    """Return the time of each frame of a video, in seconds within the period."""
    with av.open(BytesIO(content), "r") as container:
        return [
            frame_time(frame.to_ndarray(format="rgb24"))
            for frame in container.decode(video=0)
        ]


def frame_time(pixels: Any) -> float:
    """Return the time that the ball's position means, in seconds within the period."""
    height, width, _ = pixels.shape
    mask = np.abs(pixels.astype(int) - BALL).max(axis=2) < TOLERANCE
    rows, columns = np.nonzero(mask)
    assert rows.size, "No ball in the image"
    across = (columns.mean() / width - 0.5) / 0.38
    down = (rows.mean() / height - 0.72) / 0.12
    return math.atan2(down, across) / (2 * math.pi) % 1 * PERIOD


def seconds_between(first: float, second: float) -> float:
    """Return the seconds from one time to the next occurrence of another."""
    return (second - first) % PERIOD


def is_time_of(mask: float, time: datetime) -> bool:
    """Return whether a time within the period is that of a date and time."""
    difference = seconds_between(time.timestamp() % PERIOD, mask)
    return min(difference, PERIOD - difference) < PRECISION
