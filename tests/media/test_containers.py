"""Tests for recognizing the containers of videos."""

from datetime import UTC, datetime
from functools import cache

import pytest

from custom_components.vxg.media.containers import SIGNATURE_SIZE, recognize_container
from simulator.rendering import render_video

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
TYPES = {
    "avi": "video/x-msvideo",
    "flv": "video/x-flv",
    "matroska": "video/x-matroska",
    "mov": "video/quicktime",
    "mp4": "video/mp4",
    "mpegts": "video/mp2t",
}


@cache
def draw(container: str) -> bytes:
    return render_video(1, "Door", START, 0.5, container=container)


@pytest.mark.parametrize("container", TYPES)
def test_a_container_is_recognized_by_its_first_bytes(container: str) -> None:
    content = draw(container)
    assert recognize_container(content) == TYPES[container]
    assert recognize_container(content[:SIGNATURE_SIZE]) == TYPES[container]
    assert recognize_container(content[:3]) is None or container == "flv"


def test_mpeg_ts_with_a_time_in_front_of_each_packet_is_recognized() -> None:
    packets = draw("mpegts")
    timed = b"".join(
        b"\0\0\0\1" + packets[start : start + 188]
        for start in range(0, len(packets), 188)
    )
    assert recognize_container(timed) == "video/mp2t"


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><script>", b"G" * 100, b"#EXTM3U\n", b"RIFF\0\0\0\0WEBP", bytes(500)],
)
def test_what_is_no_video_is_not_recognized(content: bytes) -> None:
    assert recognize_container(content) is None
