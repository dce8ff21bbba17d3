"""Draw the brand images: a camera's lens in a cloud that sends out an event."""

from pathlib import Path
import sys

from PIL import Image, ImageDraw

BRAND = Path(__file__).resolve().parent.parent / "custom_components" / "vxg" / "brand"

# Drawn larger and then reduced, for smooth edges.
SCALE = 4
BLUE = (29, 106, 229)
NAVY = (14, 42, 92)
ORANGE = (255, 138, 61)
WHITE = (255, 255, 255)
TRANSPARENT = (0, 0, 0, 0)

# Strokes of the letters on a grid of 4 by 6, so that no font is needed.
LETTERS: dict[str, list[tuple[float, float]]] = {
    "V": [(0, 0), (2, 6), (4, 0)],
    "X": [(0, 0), (4, 6), (2, 3), (4, 0), (0, 6)],
    "G": [
        (4, 1),
        (3, 0),
        (1, 0),
        (0, 1),
        (0, 5),
        (1, 6),
        (3, 6),
        (4, 5),
        (4, 3),
        (2, 3),
    ],
}

type Color = tuple[int, int, int]


class Canvas:
    """Image with `unit` pixels per unit of its coordinates."""

    def __init__(self, width: float, height: float, unit: float) -> None:
        self.unit = unit
        size = (round(width * unit), round(height * unit))
        self.image = Image.new("RGBA", size, TRANSPARENT)
        self._draw = ImageDraw.Draw(self.image)

    def disc(self, x: float, y: float, radius: float, fill: Color | None) -> None:
        """Draw a disc, or cut one out without a fill."""
        box = [value * self.unit for value in (x - radius, y - radius)]
        box += [value * self.unit for value in (x + radius, y + radius)]
        self._draw.ellipse(box, fill=fill or TRANSPARENT)

    def bar(self, box: tuple[float, float, float, float], fill: Color) -> None:
        """Draw a rectangle with round ends."""
        scaled = [value * self.unit for value in box]
        radius = (box[3] - box[1]) / 2 * self.unit
        self._draw.rounded_rectangle(scaled, radius, fill=fill)

    def arc(self, x: float, y: float, radius: float, width: float) -> None:
        """Draw an arc that opens up and to the right."""
        box = [value * self.unit for value in (x - radius, y - radius)]
        box += [value * self.unit for value in (x + radius, y + radius)]
        self._draw.arc(box, -80, -10, fill=ORANGE, width=round(width * self.unit))

    def stroke(
        self, points: list[tuple[float, float]], width: float, fill: Color
    ) -> None:
        """Draw a line with round corners and ends."""
        scaled = [(x * self.unit, y * self.unit) for x, y in points]
        self._draw.line(scaled, fill=fill, width=round(width * self.unit))
        for x, y in points:
            self.disc(x, y, width / 2, fill)


def draw_mark(canvas: Canvas, cloud: Color, lens: Color) -> None:
    """Draw the mark into the left square of 100 by 100."""
    for x, y, radius in ((25, 64, 21), (46, 50, 30), (74, 64, 21)):
        canvas.disc(x, y, radius, cloud)
    canvas.bar((4, 45, 95, 85), cloud)
    canvas.disc(47, 59, 19, WHITE)
    canvas.disc(47, 59, 13.5, lens)
    canvas.disc(42.5, 54.5, 4, WHITE)
    canvas.disc(73, 29, 6, ORANGE)
    canvas.arc(73, 29, 14, 4.5)
    canvas.arc(73, 29, 22.5, 4.5)


def icon(size: int, cloud: Color, lens: Color) -> Image.Image:
    """Return the mark alone."""
    canvas = Canvas(100, 100, size * SCALE / 100)
    draw_mark(canvas, cloud, lens)
    return canvas.image.resize((size, size), Image.Resampling.LANCZOS)


def logo(height: int, cloud: Color, lens: Color, text: Color) -> Image.Image:
    """Return the mark beside the name."""
    width = 250
    canvas = Canvas(width, 100, height * SCALE / 100)
    draw_mark(canvas, cloud, lens)
    for number, letter in enumerate(LETTERS.values()):
        left = 115 + number * 45
        points = [(left + x * 7.5, 32 + y * 8) for x, y in letter]
        canvas.stroke(points, 9.5, text)
    size = (round(height * width / 100), height)
    return canvas.image.resize(size, Image.Resampling.LANCZOS)


def main(folder: Path) -> None:
    """Write all variants; `dark_` is for dark backgrounds."""
    folder.mkdir(parents=True, exist_ok=True)
    for theme, cloud, text in (("", BLUE, NAVY), ("dark_", (91, 153, 255), WHITE)):
        for suffix, factor in (("", 1), ("@2x", 2)):
            images = {
                "icon": icon(256 * factor, cloud, NAVY),
                "logo": logo(128 * factor, cloud, NAVY, text),
            }
            for name, image in images.items():
                path = folder / f"{theme}{name}{suffix}.png"
                image.save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else BRAND)
