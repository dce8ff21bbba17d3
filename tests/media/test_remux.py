"""Tests for remuxing excerpts, which are checked by the clock in the video."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from custom_components.vxg.media.remux import (
    DEMUXER_OPTIONS,
    RemuxError,
    Segment,
    remux_excerpt,
)
from simulator.rendering import render_frame, render_video

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def draw_video(begin: float, seconds: float, camera_id: int = 1) -> bytes:
    start = START + timedelta(seconds=begin)
    return render_video(camera_id, "Door", start, seconds, container="mp4")


def frames_of(content: bytes) -> list[Any]:
    with av.open(BytesIO(content)) as container:
        assert container.format.name.startswith("mov")
        return list(container.decode(video=0))


def shows(image: Any, time: datetime) -> bool:
    """Return whether a frame, by its clock and ball, is that of exactly this time."""
    real = image.to_ndarray(format="rgb24").astype(int)

    def difference(tenths: int) -> float:
        drawn = np.asarray(
            render_frame(1, "Door", time + timedelta(seconds=tenths / 10))
        )
        return float(np.abs(real - drawn.astype(int)).mean())

    return min((0, -1, 1, -2, 2, -10, 10), key=difference) == 0


def test_a_frame_is_recognized_by_its_clock() -> None:
    (first, *_) = frames_of(draw_video(0, 0.5))
    assert shows(first, START)
    assert not shows(first, START + timedelta(seconds=1))


def test_segments_are_joined_and_cut() -> None:
    segments = [
        Segment(offset=0, content=draw_video(0, 10)),
        Segment(offset=10, content=draw_video(10, 10)),
    ]
    frames = frames_of(remux_excerpt(segments, skip=6, length=8))
    assert len(frames) == 81
    assert frames[0].time == 0
    assert frames[-1].time == pytest.approx(8)
    times = [image.time for image in frames]
    assert times == sorted(times)
    for number in (0, 40, 80):
        assert shows(frames[number], START + timedelta(seconds=6 + number / 10))


def test_an_excerpt_begins_with_the_key_frame_before() -> None:
    (first, *_) = frames_of(
        remux_excerpt([Segment(offset=0, content=draw_video(0, 10))], skip=5, length=2)
    )
    assert shows(first, START + timedelta(seconds=4))


def test_a_gap_is_kept_and_an_overlap_is_dropped() -> None:
    frames = frames_of(
        remux_excerpt(
            [
                Segment(offset=0, content=draw_video(0, 4)),
                Segment(offset=3, content=draw_video(3, 4)),
                Segment(offset=9, content=draw_video(9, 2)),
            ],
            skip=0,
            length=60,
        )
    )
    assert len(frames) == 90
    assert shows(frames[45], START + timedelta(seconds=4.5))
    assert frames[70].time == pytest.approx(9)
    assert shows(frames[70], START + timedelta(seconds=9))


def with_audio(
    codec: str, container: str, video_codec: str = "libx264", **options: str
) -> bytes:
    """Return two seconds of video with audio."""
    buffer = BytesIO()
    with av.open(buffer, "w", format=container) as output:
        video_stream = output.add_stream(video_codec, rate=10, options=options)
        video_stream.width, video_stream.height, video_stream.pix_fmt = (
            64,
            64,
            "yuv420p",
        )
        audio_stream = output.add_stream(codec, rate=8000)
        audio_stream.layout = "mono"
        for number in range(20):
            image = av.VideoFrame.from_ndarray(
                np.full((64, 64, 3), number * 10, np.uint8), format="rgb24"
            )
            image.pts = number
            output.mux(video_stream.encode(image))
            samples = av.AudioFrame.from_ndarray(
                np.zeros((1, 800), np.int16), format="s16", layout="mono"
            )
            samples.sample_rate = 8000
            samples.pts = number * 800
            output.mux(audio_stream.encode(samples))
        output.mux(video_stream.encode(None))
        output.mux(audio_stream.encode(None))
    return buffer.getvalue()


@pytest.mark.parametrize(("codec", "has_audio"), [("aac", True), ("pcm_s16le", False)])
def test_audio_is_kept_if_an_mp4_can_contain_it(codec: str, has_audio: bool) -> None:
    content = with_audio(codec, "mp4" if has_audio else "matroska")
    excerpt = remux_excerpt([Segment(offset=0, content=content)], skip=0, length=1)
    with av.open(BytesIO(excerpt)) as container:
        assert bool(container.streams.audio) == has_audio
        assert container.streams.video


def boxes(content: bytes) -> list[bytes]:
    """Return the types of the boxes of an MP4."""
    found, start = [], 0
    while start < len(content):
        found.append(content[start + 4 : start + 8])
        start += int.from_bytes(content[start : start + 4])
    return found


@pytest.mark.parametrize("container", ["flv", "matroska", "mp4", "mpegts"])
def test_frames_that_are_stored_in_another_order_are_kept(container: str) -> None:
    # Matroska has no times for decoding, so the first ones are unknown.
    content = with_audio("aac", container, "libx264", bf="2")
    excerpt = remux_excerpt([Segment(offset=0, content=content)], skip=0, length=5)
    frames = frames_of(excerpt)
    assert len(frames) == 20
    times = [frame.time for frame in frames]
    assert times == sorted(times)


@pytest.mark.parametrize("container", ["mp4", "mpegts", "matroska"])
def test_h265_is_tagged_so_that_all_players_accept_it(container: str) -> None:
    log_level = {"x265-params": "log-level=none"}
    content = with_audio("aac", container, "libx265", **log_level)
    excerpt = remux_excerpt([Segment(offset=0, content=content)], skip=0, length=5)
    with av.open(BytesIO(excerpt)) as video:
        assert video.streams.video[0].codec_tag == "hvc1"
        assert video.streams.audio[0].codec_tag == "mp4a"
        assert len(list(video.decode(video=0))) == 20
    assert b"hev1" not in excerpt


def test_other_codecs_keep_their_tag() -> None:
    excerpt = remux_excerpt(
        [Segment(offset=0, content=draw_video(0, 1))], skip=0, length=1
    )
    with av.open(BytesIO(excerpt)) as video:
        assert video.streams.video[0].codec_tag == "avc1"


@pytest.mark.parametrize("container", ["flv", "matroska", "mp4", "mpegts"])
@pytest.mark.parametrize("seconds", [0.1, 10])
def test_the_index_is_in_front(container: str, seconds: float) -> None:
    content = render_video(1, "Door", START, seconds, container=container)
    excerpt = remux_excerpt(
        [Segment(offset=0, content=content)], skip=0, length=seconds
    )
    found = boxes(excerpt)
    assert found.index(b"moov") < found.index(b"mdat")


@pytest.mark.parametrize(
    "segments",
    [
        [Segment(offset=0, content=b"")],
        [Segment(offset=0, content=b"<html>" * 100)],
        [],
        # Nothing in the requested range.
        [Segment(offset=500, content=draw_video(0, 1))],
        [
            Segment(offset=0, content=draw_video(0, 2)),
            Segment(offset=2, content=with_audio("aac", "mp4")),
        ],
    ],
)
def test_segments_that_cannot_be_joined_raise(segments: list[Segment]) -> None:
    with pytest.raises(RemuxError):
        remux_excerpt(segments, skip=0, length=5)


def test_an_unknown_codec_raises(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("custom_components.vxg.media.remux._codec", lambda _: None)
    with pytest.raises(RemuxError, match="unknown codec"):
        remux_excerpt([Segment(offset=0, content=draw_video(0, 1))], skip=0, length=5)


def test_content_is_not_in_the_representation() -> None:
    assert "secret" not in repr(Segment(offset=0, content=b"secret"))


@pytest.mark.parametrize("container", ["avi", "flv", "matroska", "mp4", "mpegts"])
def test_excerpts_of_all_common_containers(container: str) -> None:
    content = render_video(1, "Door", START, 4, container=container)
    excerpt = remux_excerpt([Segment(offset=0, content=content)], skip=0, length=4)
    assert len(frames_of(excerpt)) in (39, 40)


@pytest.mark.parametrize("container", ["asf", "nut", "mpeg"])
def test_no_other_container_is_read(container: str) -> None:
    content = render_video(1, "Door", START, 1, container=container)
    with pytest.raises(RemuxError):
        remux_excerpt([Segment(offset=0, content=content)], skip=0, length=4)


@pytest.mark.parametrize("formats", ["mov", "concat,hls,mov"])
@pytest.mark.parametrize(
    "text", ["ffconcat version 1.0\nfile {}\n", "#EXTM3U\n#EXTINF:2,\n{}\n"]
)
def test_a_segment_cannot_refer_to_a_file(
    text: str, formats: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Neither format is read, nor would they be allowed to open a file.
    monkeypatch.setitem(DEMUXER_OPTIONS, "format_whitelist", formats)
    (tmp_path / "private.mp4").write_bytes(draw_video(0, 2))
    monkeypatch.chdir(tmp_path)
    content = text.format("private.mp4").encode()
    with pytest.raises(RemuxError):
        remux_excerpt([Segment(offset=0, content=content)], skip=0, length=5)
