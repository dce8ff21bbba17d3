"""Pages with the events card and a frontend that is as much as it needs."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
import re
from threading import Thread
from typing import Any, override
from urllib.parse import urlencode

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
HARNESS = ROOT / "frontend" / "harness"
SHIPPED = ROOT / "custom_components" / "vxg"

TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}


class CardServer(ThreadingHTTPServer):
    """Serves the pages and pictures, and counts what is requested."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), CardHandler)
        self.requests: Counter[str] = Counter()

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of pages that were closed before they had everything."""

    @property
    def pictures(self) -> Counter[str]:
        """Requests of each picture."""
        return Counter(
            {
                path: count
                for path, count in self.requests.items()
                if path.startswith("/picture/")
            }
        )


class CardHandler(BaseHTTPRequestHandler):
    """Returns files of the repository, and pictures that are drawn."""

    server: CardServer

    def do_GET(self) -> None:
        """Answer a request."""
        path = self.path.partition("?")[0]
        self.server.requests[path] += 1
        if match := re.fullmatch(r"/picture/(\d+)", path):
            self._send(draw_picture(int(match[1])), "image/jpeg", "max-age=86400")
        elif (file := find_file(path)) is not None:
            self._send(file.read_bytes(), TYPES[file.suffix], "no-store")
        else:
            self.send_error(404)

    def _send(self, content: bytes, content_type: str, caching: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", f"private, {caching}")
        self.end_headers()
        self.wfile.write(content)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


def find_file(path: str) -> Path | None:
    """Return the file of a path."""
    if path == "/":
        return HARNESS / "index.html"
    name = Path(path).name
    for folder in (HARNESS, SHIPPED / "frontend", SHIPPED / "translations"):
        if (file := folder / name).is_file() and file.suffix in TYPES:
            return file
    return None


@cache
def draw_picture(number: int) -> bytes:
    """Return a picture of which no two are alike."""
    color = (number * 47 % 120 + 60, number * 91 % 120 + 60, number * 13 % 120 + 80)
    picture = Image.new("RGB", (320, 180), color)
    ImageDraw.Draw(picture).rectangle((40, 90, 280, 180), fill=(70, 70, 70))
    content = BytesIO()
    picture.save(content, "JPEG")
    return content.getvalue()


@contextmanager
def card_server() -> Iterator[CardServer]:
    """Serve pages as long as it is needed."""
    server = CardServer()
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def card_page(
    browser: Browser,
    server: CardServer,
    *,
    size: tuple[int, int] = (560, 1000),
    **settings: object,
) -> Iterator[Page]:
    """Open a page; its settings are those of `home_assistant.js`."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/?{urlencode(settings)}")
        page.wait_for_function("window.harness?.ready")
        if "wait" not in settings:
            page.locator("vxg-events-list .event").first.wait_for()
        yield page
    finally:
        context.close()
    if errors:
        raise AssertionError("\n".join(errors))
