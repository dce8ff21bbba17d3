"""Malformed HTTP responses, made of those of the simulator."""

import gzip
import json
from random import Random
from typing import Any
import zlib

from aiohttp import web

from simulator.errors import ApiError

from .values import change_bytes, change_json

STATUSES = (
    *(200, 200, 200, 200, 201, 202, 203, 204, 205, 206, 226, 299),
    *(300, 301, 302, 303, 304, 307, 308, 399),
    *(400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 416, 418, 425, 429, 451, 499),
    *(500, 501, 502, 503, 504, 507, 520, 599, 600, 999),
)
# A line as it is on the wire.
STATUS_LINES = (b"HTTP/1.1 abc OK", b"HTTP/9.9 200 OK", b"ICY 200 OK", b"\x16\x03\x01")
# Of this machine, if they can be connected to.
LOCATIONS = (
    "",
    "/",
    "?",
    "//127.0.0.1:1/x",
    "http://127.0.0.1:1/x?sig=0123456789abcdef",
    "https://127.0.0.1:1/x",
    "file:///etc/passwd",
    "gopher://x",
    "http://[::1",
    "\x01",
    "x" * 5000,
)
# Odd values of headers that the client reads.
HEADERS: dict[str, tuple[str, ...]] = {
    "Content-Type": ("", "text/html", "video/mp4; codecs=\x7f", "a/b/c", "x" * 900),
    "Content-Encoding": (
        *("gzip", "deflate", "br", "zstd", "identity", "aws-chunked", "x", ""),
        "gzip, gzip",
    ),
    "Content-Range": ("bytes 0-1/1", "bytes */0", "bytes 9-1/x", "x", "bytes 0-9/-1"),
    "Accept-Ranges": ("none", "bytes", "x"),
    "Date": ("", "x", "Thu, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"),
    "Age": ("-1", "x", "99999999999999999999"),
    "Retry-After": ("", "-1", "nan", "inf", "1e400", "x", "Thu, 01 Jan 0001 00:00:00"),
    "Set-Cookie": ("", "=", "a=b; domain=.com; path=x", "a=\x01", "s=" + "x" * 900),
    "Location": LOCATIONS,
    "\x00": ("x",),
    "X-Long": ("x" * 9000,),
    "Connection": ("upgrade", "keep-alive"),
}


class MalformedResponses:
    """A fault of the simulator: most responses are changed."""

    def __init__(self, random: Random) -> None:
        self._random = random
        # What the next responses may echo, and no error may quote.
        self.secrets: tuple[str, ...] = ("none",)
        self.last = b""

    async def __call__(self, request: web.Request, handler: Any) -> Any:
        """Respond to a request."""
        try:
            response = await handler(request)
        except ApiError as err:
            response = err.response()
        if self._random.random() < 0.25:
            return response
        self.last = self._malformed(response)
        transport = request.transport
        if transport is not None:
            transport.write(self.last)
            transport.close()
        return web.Response()

    def _malformed(self, response: web.Response) -> bytes:
        random = self._random
        body = response.body if isinstance(response.body, bytes) else b""
        status = response.status
        headers = {"Content-Type": response.content_type, "Date": "x"}
        if random.random() < 0.35:
            status = random.choice(STATUSES)
        if status in range(300, 400) and random.random() < 0.8:
            headers["Location"] = random.choice(LOCATIONS)
        if random.random() < 0.8:
            body = self._change_body(body)
        for _ in range(random.choice((0, 0, 1, 3))):
            name = random.choice(list(HEADERS))
            headers[name] = random.choice(HEADERS[name])
        if random.random() < 0.1:
            headers["Content-Encoding"], body = self._encode(body)
        return self._on_the_wire(status, headers, body)

    def _change_body(self, body: bytes) -> bytes:
        random = self._random
        try:
            data = json.loads(body)
        except ValueError:
            return change_bytes(random, body[:200_000])
        if random.random() < 0.1:
            data = {"status": 400, "errorDetail": f"No {random.choice(self.secrets)}!"}
        if random.random() < 0.8:
            data = change_json(random, data, self.secrets)
        ascii_only = random.random() < 0.7
        text = json.dumps(data, ensure_ascii=ascii_only)
        body = text.encode(errors="surrogatepass")
        return change_bytes(random, body) if random.random() < 0.2 else body

    def _encode(self, body: bytes) -> tuple[str, bytes]:
        """Return a name of an encoding, and the body in the same one or another."""
        random = self._random
        bomb = gzip.compress(b" " * 4_000_000, 1) if random.random() < 0.02 else b""
        return random.choice(("gzip", "deflate", "br", "zstd", "x")), bomb or (
            random.choice((body, gzip.compress(body, 1), zlib.compress(body, 1)))
        )

    def _on_the_wire(self, status: int, headers: dict[str, str], body: bytes) -> bytes:
        random = self._random
        line = f"HTTP/1.1 {status} Odd".encode()
        framing = random.random()
        if framing < 0.03:
            line = random.choice(STATUS_LINES)
        length: Any = len(body)
        if framing > 0.93:
            length = random.choice((0, length + 5, length // 2, -1, "x", 2**70))
        if 0.85 < framing < 0.93:
            headers["Transfer-Encoding"] = "chunked"
            size = random.choice((b"%x" % length, b"zz", b"-1", b"fffffffffff"))
            body = size + b"\r\n" + body + b"\r\n0\r\n\r\n"
        elif framing > 0.05:
            # Otherwise the body ends with the connection.
            headers["Content-Length"] = str(length)
        lines = [line, *(f"{name}: {text}".encode() for name, text in headers.items())]
        return b"\r\n".join(lines) + b"\r\n\r\n" + body
