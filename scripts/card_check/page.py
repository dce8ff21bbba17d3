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
import time
from typing import Any, override
from urllib.parse import urlencode

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
HARNESS = ROOT / "frontend" / "harness"
SHIPPED = ROOT / "custom_components" / "vxg"

TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}


# Of a video: the start of 4 GB without content, which a player reads over.
FREE_BOX = b"\xff\xff\xff\xf0free"


class CardServer(ThreadingHTTPServer):
    """Serves the pages and pictures, and counts what is requested."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), CardHandler)
        self.requests: Counter[str] = Counter()
        # Responses that are being sent and never end.
        self.endless: set[str] = set()

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
        if self.path.endswith("?renewed"):
            self.server.requests[self.path] += 1
        if match := re.fullmatch(r"/picture/(\d+)", path):
            self._send(draw_picture(int(match[1])), "image/jpeg", "max-age=86400")
        elif match := re.fullmatch(r"/video/([a-z]+)/\d+", path):
            self._send_video(path, match[1])
        elif (file := find_file(path)) is not None:
            self._send(file.read_bytes(), TYPES[file.suffix], "no-store")
        else:
            self.send_error(404)

    def _send_video(self, path: str, kind: str) -> None:
        """Answer a request for a video with what is none."""
        if kind == "html":
            self._send(
                b"<script>top.isHostile = true</script>", "text/html", "no-store"
            )
        elif kind == "broken":
            self._send(b"\0\0\0\x18ftypmp42" + bytes(5000), "video/mp4", "no-store")
        elif kind == "endless":
            self.send_response(200)
            self.send_header("Content-Type", "video/mp4")
            self.end_headers()
            self.server.endless.add(path)
            try:
                self.wfile.write(b"\0\0\0\x18ftypmp42isommp42\0\0\0\0" + FREE_BOX)
                while True:
                    self.wfile.write(bytes(1024))
                    time.sleep(0.05)
            finally:
                self.server.endless.discard(path)
        else:
            self.send_error(401 if kind == "refused" else 404)

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
