"""Tests for rewriting HLS playlists."""

import pytest

from custom_components.vxg.aiovxg import MediaPolicy
from custom_components.vxg.streaming.hls import rewrite_playlist

BASE = "https://media.example/live/7/list.m3u8?sig=0123"
POLICY = MediaPolicy(private=False, local=False)


def test_urls_are_made_absolute() -> None:
    text, children = rewrite_playlist(
        """#EXTM3U
#EXT-X-KEY:METHOD=AES-128,IV=0x1,URI="key?sig=0123"
#EXT-X-MAP:URI="/init.mp4"
#EXTINF:2.0,a title with URI="x" in it
1.ts?sig=0123

#EXTINF:2.0,
  https://other.example/2.ts?a=b%2Fc
#EXT-X-PART:DURATION=1,URI="3.ts"
""",
        BASE,
        POLICY,
    )
    assert children == []
    assert (
        text
        == """#EXTM3U
#EXT-X-KEY:METHOD=AES-128,IV=0x1,URI="https://media.example/live/7/key?sig=0123"
#EXT-X-MAP:URI="https://media.example/init.mp4"
#EXTINF:2.0,a title with URI="x" in it
https://media.example/live/7/1.ts?sig=0123
#EXTINF:2.0,
https://other.example/2.ts?a=b%2Fc
#EXT-X-PART:DURATION=1,URI="https://media.example/live/7/3.ts"
"""
    )


def test_spellings_that_players_tolerate_are_understood() -> None:
    text, children = rewrite_playlist(
        '#EXTM3U \r\n#EXT-X-MEDIA:TYPE=AUDIO, URI="sound.m3u8"\r\n'
        "#EXT-X-KEY:METHOD=AES-128,URI=key?sig=0123,IV=0x1\r\n"
        "#EXTINF:2.0,a\u2028title\x0bin, URI=file:///x\r\n \r\n1.ts\r\n",
        BASE,
        POLICY,
    )
    assert children == ["https://media.example/live/7/sound.m3u8"]
    assert (
        text
        == """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO, URI="0.m3u8"
#EXT-X-KEY:METHOD=AES-128,URI="https://media.example/live/7/key?sig=0123",IV=0x1
#EXTINF:2.0,a\u2028title\x0bin, URI=file:///x
https://media.example/live/7/1.ts
"""
    )


def test_child_playlists_are_numbered() -> None:
    text, children = rewrite_playlist(
        """\ufeff#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="../sound.m3u8"
#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="c"
#EXT-X-SESSION-KEY:METHOD=AES-128,URI="key"
#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"
# a remark
low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=2,AUDIO="a"
high.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="frames.m3u8"
""",
        BASE,
        POLICY,
    )
    base = "https://media.example/live"
    assert children == [
        f"{base}/sound.m3u8",
        f"{base}/7/low.m3u8",
        f"{base}/7/high.m3u8",
        f"{base}/7/frames.m3u8",
    ]
    assert [line for line in text.splitlines() if ".m3u8" in line] == [
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="0.m3u8"',
        "1.m3u8",
        "2.m3u8",
        '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="3.m3u8"',
    ]
    assert f'URI="{base}/7/key"' in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>",
        "1.ts",
        "#EXTM3U\n/etc/passwd\nfile:///etc/passwd",
        "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128, URI=file:///etc/passwd",
        '#EXTM3U\n#EXT-X-KEY:URI="data:text/plain,x"',
        '#EXTM3U\n#EXT-X-MEDIA:URI="concat:a|b"',
        "#EXTM3U\nhttp://media.example/1.ts",
        "#EXTM3U\nhttps://192.168.1.1/1.ts",
        "#EXTM3U\n//127.0.0.1/1.ts",
        "#EXTM3U\n1.ts\nhttps://[::1]:8123/1.ts",
        '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="https://10.0.0.1/key"',
        "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttps://localhost/low.m3u8",
        "#EXTM3U\n#EXTINF:2,a\rfile:///etc/passwd\n1.ts\n",
        "#EXTM3U\n#EXTINF:2,a\x00file:///etc/passwd\n1.ts\n",
        "#EXTM3U\r\r\n1.ts\n",
        "#EXTM3U\n# x\r",
        "#EXTM3U\r1.ts\r",
    ],
)
def test_text_that_is_not_a_playlist_or_has_other_urls_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="playlist"):
        rewrite_playlist(text, BASE, POLICY)
