"""Rewriting of HLS playlists (RFC 8216) for another base URL."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import PurePosixPath
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from ..aiovxg import MediaPolicy

PLAYLIST_HEADER = "#EXTM3U"
# A URL in a tag. Players tolerate white space before it and missing quotes.
URI_ATTRIBUTE = re.compile(r'(?<=[:,\s])URI=(?:"([^"]*)"|([^",\s]+))')
# Players may end a line at them, so that what follows would not be rewritten.
LINE_ENDS = re.compile(r"\x00|\r(?!\n)")
# Never rewritten: its title may contain anything.
SEGMENT_TAG = "#EXTINF:"
# The next line is the URL of a playlist.
VARIANT_TAG = "#EXT-X-STREAM-INF:"
# Their URLs are those of playlists.
PLAYLIST_TAGS = ("#EXT-X-MEDIA:", "#EXT-X-I-FRAME-STREAM-INF:")

# Names under which the proxy serves a segment. Players check the extension.
SEGMENT_PATH = "segment/"
EXTENSION = re.compile(r"\.[a-zA-Z0-9]{1,5}")
DEFAULT_EXTENSION = ".ts"

# Domain and path of a cookie.
type CookieScope = tuple[str, str]


def rewrite_playlist(
    text: str,
    base: str,
    policy: MediaPolicy,
    scopes: Iterable[CookieScope] = (),
) -> tuple[str, list[str]]:
    """Return a playlist with absolute URLs, and the URLs of the playlists in it.

    Such a child playlist is named by its number (`0.m3u8`). `base` is the URL of the
    playlist. A URL without a query gets that of the playlist on the same host, which may
    be its ticket. What needs a cookie of one of the `scopes` is named `segment/…`, for
    the proxy. Raises ValueError if the text is not a playlist, or refers to URLs that are
    not HTTP or not allowed.
    """
    children: list[str] = []
    # A long playlist has few hosts.
    absolute = partial(_absolute_url, base, cache(policy.allows))

    def segment(uri: str) -> str:
        url = absolute(uri)
        return segment_name(url) if _in_scope(url, scopes) else url

    def numbered(uri: str) -> str:
        children.append(absolute(uri))
        return f"{len(children) - 1}.m3u8"

    if LINE_ENDS.search(text):
        raise ValueError("The playlist has unusual ends of lines")
    # Not `splitlines`, which also splits at characters that a title may contain.
    lines = [line.strip() for line in text.removeprefix("\ufeff").split("\n")]
    if not lines[0].startswith(PLAYLIST_HEADER):
        raise ValueError("Not a playlist")
    rewritten = []
    rewrite_line = segment
    for line in lines:
        if line.startswith(SEGMENT_TAG):
            rewritten.append(line)
        elif line.startswith("#"):
            rewrite = numbered if line.startswith(PLAYLIST_TAGS) else segment
            rewritten.append(URI_ATTRIBUTE.sub(partial(_replace_uri, rewrite), line))
            if line.startswith(VARIANT_TAG):
                rewrite_line = numbered
        elif line:
            rewritten.append(rewrite_line(line))
            rewrite_line = segment
    return "\n".join(rewritten) + "\n", children


def _absolute_url(base: str, allows: Callable[[str], bool], uri: str) -> str:
    """Return the URL of a URI in the playlist at `base`. Raises ValueError."""
    # Local files would be read with Home Assistant's permissions.
    base_parts, parts = urlsplit(base), urlsplit(joined := urljoin(base, uri))
    if parts.scheme not in ("http", "https") or not allows(
        f"{parts.scheme}://{parts.netloc}"
    ):
        raise ValueError("The playlist refers to a URL that is not allowed")
    if base_parts.query and not parts.query and parts[:2] == base_parts[:2]:
        return urlunsplit(parts._replace(query=base_parts.query))
    return joined


def segment_name(url: str) -> str:
    """Return the name under which the proxy serves a segment."""
    extension = PurePosixPath(urlsplit(url).path).suffix
    if EXTENSION.fullmatch(extension) is None:
        extension = DEFAULT_EXTENSION
    data = url.encode(errors="surrogateescape")
    return f"{SEGMENT_PATH}{urlsafe_b64encode(data).decode()}{extension}"


def segment_url(name: str) -> str:
    """Return the URL of a segment by its name, without path and extension.

    Raises ValueError.
    """
    return urlsafe_b64decode(name).decode(errors="surrogateescape")


def _in_scope(url: str, scopes: Iterable[CookieScope]) -> bool:
    parts = urlsplit(url)
    host = f".{parts.hostname}"
    return any(
        host.endswith(f".{domain}") and parts.path.startswith(path)
        for domain, path in scopes
    )


def _replace_uri(rewrite: Callable[[str], str], match: re.Match[str]) -> str:
    return f'URI="{rewrite(match[1] or match[2] or "")}"'
