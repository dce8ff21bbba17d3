"""Rendering of images and videos: a scene, the camera's name and a readable clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
import math
from typing import Any

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .figures import Figure

SIZE = (640, 360)
RATE = 10
# Brightness by hour.
LIGHT = (35,) * 6 + (60, 85) + (100,) * 10 + (85, 60) + (35,) * 4
SKIES = ((92, 148, 196), (64, 92, 140), (150, 120, 150), (110, 160, 150))


@lru_cache(maxsize=4)
def _font(size: int) -> Any:
    return ImageFont.load_default(size)


@lru_cache(maxsize=64)
def _background(camera_id: int, size: tuple[int, int], light: int) -> Image.Image:
    """Return the static background, which differs by camera and time of day."""
    width, height = size
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    sky = SKIES[camera_id % len(SKIES)]
    for row in range(height):
        fade = row / height
        color = tuple(int(part + (230 - part) * fade * 0.7) for part in sky)
        draw.line(((0, row), (width, row)), fill=color)
    draw.rectangle((0, height * 2 // 3, width, height), fill=(88, 120, 72))
    left = width // 6 + camera_id * 37 % (width // 3)
    house = (left, height // 3, left + width // 4, height * 3 // 4)
    draw.rectangle(house, fill=(180, 150, 120))
    roof = (
        (left - 12, house[1]),
        (left + width // 8, height // 6),
        (house[2] + 12, house[1]),
    )
    draw.polygon(roof, fill=(140, 60, 50))
    door = (left + width // 10, height // 2, left + width // 6, house[3])
    draw.rectangle(door, fill=(80, 60, 50))
    draw.rectangle((0, height * 7 // 8, width, height), fill=(118, 116, 112))
    return image.point(lambda value: value * light // 100)


def render_frame(
    camera_id: int,
    name: str,
    time: datetime,
    size: tuple[int, int] = SIZE,
    figures: Sequence[Figure] = (),
) -> Image.Image:
    """Render the image of a time; the ball takes 12 s for a round."""
    image = _background(camera_id, size, LIGHT[time.astimezone(UTC).hour]).copy()
    draw = ImageDraw.Draw(image)
    width, height = size
    for figure in figures:
        figure.draw(draw, size, time)
    turn = time.timestamp() % 12 / 12 * 2 * math.pi
    x, y = (
        width * (0.5 + 0.38 * math.cos(turn)),
        height * (0.72 + 0.12 * math.sin(turn)),
    )
    draw.ellipse((x - 16, y - 16, x + 16, y + 16), fill=(240, 200, 60))
    clock = time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-5] + " UTC"
    draw.rectangle((0, 0, width, 34), fill=(0, 0, 0))
    draw.text((8, 6), name[:40], font=_font(18), fill=(255, 255, 255))
    draw.text((width - 260, 6), clock, font=_font(18), fill=(255, 255, 255))
    return image


def render_jpeg(
    camera_id: int,
    name: str,
    time: datetime,
    size: tuple[int, int] = SIZE,
    figures: Sequence[Figure] = (),
) -> bytes:
    """Render a JPEG image."""
    buffer = BytesIO()
    frame = render_frame(camera_id, name, time, size, figures)
    frame.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def render_video(
    camera_id: int,
    name: str,
    start: datetime,
    seconds: float,
    *,
    container: str,
    first_frame: int = 0,
    figures: Sequence[Figure] = (),
) -> bytes:
    """Render an H.264 video whose timestamps start at `first_frame`."""
    buffer = BytesIO()
    with av.open(buffer, "w", format=container) as output:
        stream = output.add_stream("libx264", rate=RATE)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "g": str(RATE * 2),
            "bf": "0",
        }
        for number in range(int(seconds * RATE)):
            time = start + timedelta(seconds=number / RATE)
            frame = render_frame(camera_id, name, time, figures=figures)
            picture = av.VideoFrame.from_ndarray(np.asarray(frame), format="rgb24")
            picture.pts = first_frame + number
            for packet in stream.encode(picture):
                output.mux(packet)
        for packet in stream.encode():
            output.mux(packet)
    return buffer.getvalue()
