"""Tests for rewriting HLS playlists."""

import pytest

from custom_components.vxg.aiovxg import MediaPolicy
from custom_components.vxg.streaming.hls import (
    rewrite_playlist,
    segment_name,
    segment_url,
)

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
#EXT-X-MAP:URI="https://media.example/init.mp4?sig=0123"
#EXTINF:2.0,a title with URI="x" in it
https://media.example/live/7/1.ts?sig=0123
#EXTINF:2.0,
https://other.example/2.ts?a=b%2Fc
#EXT-X-PART:DURATION=1,URI="https://media.example/live/7/3.ts?sig=0123"
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
    assert children == ["https://media.example/live/7/sound.m3u8?sig=0123"]
    assert (
        text
        == """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO, URI="0.m3u8"
#EXT-X-KEY:METHOD=AES-128,URI="https://media.example/live/7/key?sig=0123",IV=0x1
#EXTINF:2.0,a\u2028title\x0bin, URI=file:///x
https://media.example/live/7/1.ts?sig=0123
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
        f"{base}/sound.m3u8?sig=0123",
        f"{base}/7/low.m3u8?sig=0123",
        f"{base}/7/high.m3u8?sig=0123",
        f"{base}/7/frames.m3u8?sig=0123",
    ]
    assert [line for line in text.splitlines() if ".m3u8" in line] == [
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="0.m3u8"',
        "1.m3u8",
        "2.m3u8",
        '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="3.m3u8"',
    ]
    assert f'URI="{base}/7/key?sig=0123"' in text


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


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("1.ts", "https://media.example/live/7/1.ts?sig=0123"),
        ("/1.ts#x", "https://media.example/1.ts?sig=0123#x"),
        ("https://media.example/1.ts", "https://media.example/1.ts?sig=0123"),
        ("1.ts?own=1", "https://media.example/live/7/1.ts?own=1"),
        # Another host, port or scheme must not get it.
        ("https://other.example/1.ts", "https://other.example/1.ts"),
        ("https://media.example:8443/1.ts", "https://media.example:8443/1.ts"),
        (
            "//media.example.evil.example/1.ts",
            "https://media.example.evil.example/1.ts",
        ),
    ],
)
def test_bare_urls_get_the_ticket_of_the_playlist(uri: str, expected: str) -> None:
    text = f'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{uri}"\n#EXTINF:2,\n{uri}\n'
    rewritten, _ = rewrite_playlist(text, BASE, POLICY)
    assert rewritten.count(expected) == 2
    _, children = rewrite_playlist(
        f"#EXTM3U\n#EXT-X-STREAM-INF:\n{uri}\n", BASE, POLICY
    )
    assert children == [expected]


@pytest.mark.parametrize(
    ("uri", "proxied"),
    [
        ("1.ts?a=b", True),
        ("https://cdn.media.example/live/1.ts", True),
        ("https://media.example/other/1.ts", False),
        ("https://evilmedia.example/live/1.ts", False),
        ("https://other.example/live/1.ts", False),
    ],
)
def test_segments_that_need_a_cookie_are_named_for_the_proxy(
    uri: str, proxied: bool
) -> None:
    text = f'#EXTM3U\n#EXT-X-MAP:URI="{uri}"\n#EXTINF:2,\n{uri}\n'
    scopes = [("media.example", "/live/")]
    plain, _ = rewrite_playlist(text, BASE, POLICY)
    rewritten, _ = rewrite_playlist(text, BASE, POLICY, scopes)
    assert (rewritten != plain) == proxied
    if proxied:
        url = plain.splitlines()[-1]
        name = rewritten.splitlines()[-1]
        assert rewritten.count(name) == 2
        assert name == segment_name(url)
        encoded = name.removeprefix("segment/").removesuffix(".ts")
        assert segment_url(encoded) == url


@pytest.mark.parametrize(
    ("url", "extension"),
    [
        ("https://m/1.m4s?x", ".m4s"),
        ("https://m/1", ".ts"),
        ("https://m/1.toolong", ".ts"),
        ("https://m/1.a-b", ".ts"),
        ("https://m/\udcff.ts", ".ts"),
    ],
)
def test_the_name_of_a_segment_keeps_its_extension(url: str, extension: str) -> None:
    name = segment_name(url)
    assert name.endswith(extension)
    encoded = name.removeprefix("segment/").removesuffix(extension)
    assert segment_url(encoded) == url
