"""Persons, animals and vehicles in the rendered images, where events have detected them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .camera import Camera
from .cloud import Cloud
from .models import StoredEvent

# A figure crosses the scene around the time of its first event.
CROSSING = timedelta(seconds=14)
LEAD = CROSSING / 3
COLORS = {
    "blue": (52, 84, 160),
    "white": (232, 234, 238),
    "red": (170, 44, 40),
    "grey": (120, 124, 130),
}
DARK = (44, 46, 52)
SKIN = (214, 160, 130)
GLASS = (150, 190, 214)
COATS = ((60, 90, 170), (150, 60, 90), (50, 120, 110))

# Draws a figure on the ground at a point, so many pixels high.
type Draw = Callable[[Any, float, float, float, tuple[int, int, int]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Something that crosses the scene."""

    kind: str
    appears: datetime
    color: tuple[int, int, int]

    def draw(self, draw: Any, size: tuple[int, int], time: datetime) -> None:
        """Draw the figure at a time, if it is there."""
        part = (time - self.appears) / CROSSING
        if not 0 <= part <= 1:
            return
        width, height = size
        drawn, tall, ground = KINDS[self.kind]
        x = width * (1.1 * part - 0.05)
        drawn(draw, x, height * ground, height * tall, self.color)


def _person(
    draw: Any, x: float, y: float, tall: float, color: tuple[int, int, int]
) -> None:
    wide = tall * 0.16
    head = tall * 0.11
    hip, shoulder = y - tall * 0.45, y - tall * 0.76
    for side in (-1, 1):
        foot = x + side * wide * 0.6
        draw.line(
            ((x + side * wide * 0.3, hip), (foot, y)), fill=DARK, width=int(wide / 2)
        )
    box = (x - wide, shoulder, x + wide, hip)
    draw.rounded_rectangle(box, radius=wide * 0.6, fill=color)
    top = y - tall
    draw.ellipse((x - head, top, x + head, top + 2 * head), fill=SKIN)


def _car(
    draw: Any, x: float, y: float, tall: float, color: tuple[int, int, int]
) -> None:
    long, wheel = tall * 1.4, tall * 0.2
    cabin = (
        (x - long * 0.55, y - tall * 0.55),
        (x - long * 0.3, y - tall),
        (x + long * 0.3, y - tall),
        (x + long * 0.6, y - tall * 0.55),
    )
    draw.polygon(cabin, fill=color)
    window = (x - long * 0.28, y - tall * 0.92, x + long * 0.28, y - tall * 0.58)
    draw.rectangle(window, fill=GLASS)
    body = (x - long, y - tall * 0.6, x + long, y - wheel)
    draw.rounded_rectangle(body, radius=tall * 0.15, fill=color)
    for side in (-0.6, 0.6):
        middle = x + side * long
        draw.ellipse((middle - wheel, y - 2 * wheel, middle + wheel, y), fill=DARK)


def _cat(
    draw: Any, x: float, y: float, tall: float, color: tuple[int, int, int]
) -> None:
    body = (x - tall, y - tall * 0.75, x + tall * 0.6, y - tall * 0.25)
    draw.ellipse(body, fill=color)
    for leg in (-0.7, -0.4, 0.1, 0.4):
        draw.line(
            ((x + leg * tall, y - tall * 0.4), (x + leg * tall, y)),
            fill=color,
            width=max(2, int(tall * 0.12)),
        )
    head = (x + tall * 0.4, y - tall, x + tall, y - tall * 0.45)
    draw.ellipse(head, fill=color)
    for ear in (0.5, 0.8):
        tip = (x + ear * tall, y - tall * 1.15)
        draw.polygon(
            (
                tip,
                (tip[0] - tall * 0.12, y - tall * 0.85),
                (tip[0] + tall * 0.12, y - tall * 0.85),
            ),
            fill=color,
        )
    tail = ((x - tall * 0.9, y - tall * 0.55), (x - tall * 1.3, y - tall * 1.1))
    draw.line(tail, fill=color, width=max(2, int(tall * 0.12)))


# How to draw a kind; height and ground as parts of the height of the image.
KINDS: dict[str, tuple[Draw, float, float]] = {
    "person": (_person, 0.34, 0.9),
    "car": (_car, 0.2, 0.92),
    "cat": (_cat, 0.09, 0.93),
}


KINDS_BY_TAG = {"Person": "person", "Car": "car", "Cat": "cat"}


def figures(
    cloud: Cloud, camera: Camera, start: datetime, end: datetime
) -> tuple[Figure, ...]:
    """Return what crosses the scene of a camera in a time range."""
    listed = cloud.listed_events(start - CROSSING, end + CROSSING)
    return tuple(_figures([one for one in listed if one.camera_id == camera.id]))


def _figures(events: list[StoredEvent]) -> Iterator[Figure]:
    """Yield a figure for the first of the events that show the same one."""
    until: dict[str, datetime] = {}
    for event in events:
        kind = next(
            (KINDS_BY_TAG[tag] for tag in KINDS_BY_TAG if tag in event.meta), ""
        )
        if not kind or (kind in until and event.time < until[kind]):
            continue
        until[kind] = event.time + CROSSING
        color = COATS[event.id % len(COATS)] if kind == "person" else DARK
        for other in events:
            if kind == "car" and event.time <= other.time < until[kind]:
                color = COLORS.get(other.meta.get("car_color", ""), color)
        yield Figure(kind=kind, appears=event.time - LEAD, color=color)
