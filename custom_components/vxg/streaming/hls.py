"""Rewriting of HLS playlists (RFC 8216) for another base URL."""

from collections.abc import Callable
from functools import cache, partial
import re
from urllib.parse import urljoin, urlsplit

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


def rewrite_playlist(
    text: str, base: str, policy: MediaPolicy
) -> tuple[str, list[str]]:
    """Return a playlist with absolute URLs, and the URLs of the playlists in it.

    Such a child playlist is named by its number (`0.m3u8`). `base` is the URL of the
    playlist. Raises ValueError if the text is not a playlist, or refers to URLs that are
    not HTTP or not allowed.
    """
    children: list[str] = []
    # A long playlist has few hosts.
    allows = cache(policy.allows)

    def absolute(uri: str) -> str:
        # Local files would be read with Home Assistant's permissions.
        parts = urlsplit(joined := urljoin(base, uri))
        if parts.scheme not in ("http", "https") or not allows(
            f"{parts.scheme}://{parts.netloc}"
        ):
            raise ValueError("The playlist refers to a URL that is not allowed")
        return joined

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
    rewrite_line = absolute
    for line in lines:
        if line.startswith(SEGMENT_TAG):
            rewritten.append(line)
        elif line.startswith("#"):
            rewrite = numbered if line.startswith(PLAYLIST_TAGS) else absolute
            rewritten.append(URI_ATTRIBUTE.sub(partial(_replace_uri, rewrite), line))
            if line.startswith(VARIANT_TAG):
                rewrite_line = numbered
        elif line:
            rewritten.append(rewrite_line(line))
            rewrite_line = absolute
    return "\n".join(rewritten) + "\n", children


def _replace_uri(rewrite: Callable[[str], str], match: re.Match[str]) -> str:
    return f'URI="{rewrite(match[1] or match[2] or "")}"'
