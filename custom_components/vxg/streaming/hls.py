"""Rewriting of HLS playlists (RFC 8216) for another base URL."""

from collections.abc import Callable
from functools import partial
import re
from urllib.parse import urljoin, urlsplit

PLAYLIST_HEADER = "#EXTM3U"
# An address in a tag. Players forgive white space before it and missing quotes.
URI_ATTRIBUTE = re.compile(r'(?<=[:,\s])URI=(?:"([^"]*)"|([^",\s]+))')
# Its title may hold anything.
SEGMENT_TAG = "#EXTINF:"
# The next line is the address of a playlist.
VARIANT_TAG = "#EXT-X-STREAM-INF:"
# Their addresses are those of playlists.
PLAYLIST_TAGS = ("#EXT-X-MEDIA:", "#EXT-X-I-FRAME-STREAM-INF:")


def rewrite_playlist(text: str, base: str) -> tuple[str, list[str]]:
    """Return a playlist with absolute URLs, and the URLs of the playlists in it.

    Such a list is called by its number in the text (`0.m3u8`). `base` is where the
    playlist came from. Raises ValueError for what is no playlist, or names anything but
    HTTP.
    """
    lists: list[str] = []

    def absolute(uri: str) -> str:
        # No local files: they would be read with our rights.
        if urlsplit(joined := urljoin(base, uri)).scheme not in ("http", "https"):
            raise ValueError("The playlist names what is not on the net")
        return joined

    def numbered(uri: str) -> str:
        lists.append(absolute(uri))
        return f"{len(lists) - 1}.m3u8"

    # Not `splitlines`, which breaks titles at what is no end of a line.
    lines = [line.strip() for line in text.removeprefix("\ufeff").split("\n")]
    if not lines[0].startswith(PLAYLIST_HEADER):
        raise ValueError("Not a playlist")
    changed = []
    name = absolute
    for line in lines:
        if line.startswith(SEGMENT_TAG):
            changed.append(line)
        elif line.startswith("#"):
            rename = numbered if line.startswith(PLAYLIST_TAGS) else absolute
            changed.append(URI_ATTRIBUTE.sub(partial(_replace_uri, rename), line))
            if line.startswith(VARIANT_TAG):
                name = numbered
        elif line:
            changed.append(name(line))
            name = absolute
    return "\n".join(changed) + "\n", lists


def _replace_uri(rename: Callable[[str], str], found: re.Match[str]) -> str:
    return f'URI="{rename(found[1] or found[2] or "")}"'
