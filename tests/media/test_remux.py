"""Cutting a stretch out of pieces of video, checked by what its clock shows."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from custom_components.vxg.media.remux import RemuxError, Segment, remux_excerpt
from simulator.drawing import frame, video

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def recorded(begin: float, seconds: float, camera_id: int = 1) -> bytes:
    start = START + timedelta(seconds=begin)
    return video(camera_id, "Door", start, seconds, container="mp4")


def frames_of(content: bytes) -> list[Any]:
    with av.open(BytesIO(content)) as container:
        assert container.format.name.startswith("mov")
        return list(container.decode(video=0))


def shows(picture: Any, time: datetime) -> bool:
    """Tell whether a frame is that of a time and of none near it, by clock and ball."""
    real = picture.to_ndarray(format="rgb24").astype(int)

    def difference(tenths: int) -> float:
        drawn = np.asarray(frame(1, "Door", time + timedelta(seconds=tenths / 10)))
        return float(np.abs(real - drawn.astype(int)).mean())

    return min((0, -1, 1, -2, 2, -10, 10), key=difference) == 0


def test_a_frame_is_known_by_its_clock() -> None:
    (first, *_) = frames_of(recorded(0, 0.5))
    assert shows(first, START)
    assert not shows(first, START + timedelta(seconds=1))


def test_pieces_are_joined_and_cut() -> None:
    pieces = [
        Segment(offset=0, content=recorded(0, 10)),
        Segment(offset=10, content=recorded(10, 10)),
    ]
    frames = frames_of(remux_excerpt(pieces, skip=6, length=8))
    assert len(frames) == 81
    assert frames[0].time == 0
    assert frames[-1].time == pytest.approx(8)
    times = [picture.time for picture in frames]
    assert times == sorted(times)
    for number in (0, 40, 80):
        assert shows(frames[number], START + timedelta(seconds=6 + number / 10))


def test_it_begins_with_the_key_frame_before() -> None:
    (first, *_) = frames_of(
        remux_excerpt([Segment(offset=0, content=recorded(0, 10))], skip=5, length=2)
    )
    assert shows(first, START + timedelta(seconds=4))


def test_a_gap_stays_one_and_an_overlap_is_shown_once() -> None:
    frames = frames_of(
        remux_excerpt(
            [
                Segment(offset=0, content=recorded(0, 4)),
                Segment(offset=3, content=recorded(3, 4)),
                Segment(offset=9, content=recorded(9, 2)),
            ],
            skip=0,
            length=60,
        )
    )
    assert len(frames) == 90
    assert shows(frames[45], START + timedelta(seconds=4.5))
    assert frames[70].time == pytest.approx(9)
    assert shows(frames[70], START + timedelta(seconds=9))


def with_sound(codec: str, container: str) -> bytes:
    """Return two seconds of video with sound."""
    buffer = BytesIO()
    with av.open(buffer, "w", format=container) as output:
        picture = output.add_stream("libx264", rate=10)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        sound = output.add_stream(codec, rate=8000)
        sound.layout = "mono"
        for number in range(20):
            image = av.VideoFrame.from_ndarray(
                np.full((64, 64, 3), number * 10, np.uint8), format="rgb24"
            )
            image.pts = number
            output.mux(picture.encode(image))
            heard = av.AudioFrame.from_ndarray(
                np.zeros((1, 800), np.int16), format="s16", layout="mono"
            )
            heard.sample_rate = 8000
            heard.pts = number * 800
            output.mux(sound.encode(heard))
        output.mux(picture.encode(None))
        output.mux(sound.encode(None))
    return buffer.getvalue()


@pytest.mark.parametrize(("codec", "kept"), [("aac", True), ("pcm_s16le", False)])
def test_sound_is_kept_where_an_mp4_can_hold_it(codec: str, kept: bool) -> None:
    content = with_sound(codec, "mp4" if kept else "matroska")
    made = remux_excerpt([Segment(offset=0, content=content)], skip=0, length=1)
    with av.open(BytesIO(made)) as container:
        assert bool(container.streams.audio) == kept
        assert container.streams.video


@pytest.mark.parametrize(
    "pieces",
    [
        [Segment(offset=0, content=b"")],
        [Segment(offset=0, content=b"<html>" * 100)],
        [],
        # Nothing in the stretch that is wanted.
        [Segment(offset=500, content=recorded(0, 1))],
        [
            Segment(offset=0, content=recorded(0, 2)),
            Segment(offset=2, content=with_sound("aac", "mp4")),
        ],
    ],
)
def test_what_cannot_be_joined_is_an_error(pieces: list[Segment]) -> None:
    with pytest.raises(RemuxError):
        remux_excerpt(pieces, skip=0, length=5)


def test_what_nobody_knows_how_to_decode_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("custom_components.vxg.media.remux._codec", lambda _: None)
    with pytest.raises(RemuxError, match="unknown codec"):
        remux_excerpt([Segment(offset=0, content=recorded(0, 1))], skip=0, length=5)


def test_a_piece_is_not_shown() -> None:
    assert "secret" not in repr(Segment(offset=0, content=b"secret"))


@pytest.mark.parametrize("container", ["avi", "flv", "matroska", "mp4", "mpegts"])
def test_films_of_all_usual_kinds_are_cut(container: str) -> None:
    content = video(1, "Door", START, 4, container=container)
    made = remux_excerpt([Segment(offset=0, content=content)], skip=0, length=4)
    assert len(frames_of(made)) in (39, 40)


@pytest.mark.parametrize(
    "text", ["ffconcat version 1.0\nfile {}\n", "#EXTM3U\n#EXTINF:2,\n{}\n"]
)
def test_a_piece_that_names_a_file_does_not_show_it(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "private.mp4").write_bytes(recorded(0, 2))
    monkeypatch.chdir(tmp_path)
    content = text.format("private.mp4").encode()
    with pytest.raises(RemuxError):
        remux_excerpt([Segment(offset=0, content=content)], skip=0, length=5)
