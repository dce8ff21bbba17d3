"""Excerpts of videos: segments are cut and joined without transcoding."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

# Home Assistant has it for its streams.
import av

# What an MP4 takes as it comes; other sound is left out.
AUDIO_CODECS = frozenset({"aac", "mp3"})

# A piece is a film and nothing else. Of lists the library would read what they name,
# which may be files of this machine; no film names more than itself.
DEMUXER_OPTIONS = {
    "format_whitelist": "avi,flv,matroska,mov,mpegts",
    "protocol_whitelist": "",
}


class RemuxError(Exception):
    """The segments cannot be joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A segment of a video that begins `offset` seconds after the first one."""

    offset: float
    content: bytes = field(repr=False)


def remux_excerpt(pieces: Sequence[Segment], *, skip: float, length: float) -> bytes:
    """Return an MP4 of `length` seconds that begins at `skip` seconds.

    It begins up to one key frame earlier. It blocks. Raises CuttingError.
    """
    try:
        return _remux(pieces, skip, skip + length)
    except (av.FFmpegError, ValueError, IndexError) as err:
        raise RemuxError(f"{type(err).__name__}: {err}") from err


def _remux(pieces: Sequence[Segment], start: float, end: float) -> bytes:
    buffer = BytesIO()
    with ExitStack() as opened:
        packets = [each for piece in pieces for each in _packets(piece, opened)]
        keys = (time for time, packet in packets if _is_key(packet) and time <= start)
        first = max(keys, default=0.0)
        wanted = [each for each in packets if first <= each[0] <= end]
        like = {packet.stream.type: packet.stream for _, packet in reversed(wanted)}
        if "video" not in like:
            raise RemuxError("There is no video in this stretch")
        output = opened.enter_context(av.open(buffer, "w", format="mp4"))
        # All of them before the first packet: after it the library crashes.
        tracks = {kind: _Track(output, stream) for kind, stream in like.items()}
        for time, packet in wanted:
            tracks[packet.stream.type].add(packet, time - first)
    return buffer.getvalue()


def _packets(piece: Segment, opened: ExitStack) -> Iterator[tuple[float, Any]]:
    """Yield packets with their time since the start of the first segment."""
    container = opened.enter_context(
        av.open(BytesIO(piece.content), "r", options=DEMUXER_OPTIONS)
    )
    sound = [each for each in container.streams.audio if _codec(each) in AUDIO_CODECS]
    begin = None
    for packet in container.demux([container.streams.video[0], *sound[:1]]):
        # The last one of each stream is empty.
        if packet.dts is not None and packet.pts is not None:
            time = float(packet.pts * packet.time_base)
            begin = time if begin is None else begin
            yield piece.offset + time - begin, packet


def _is_key(packet: Any) -> bool:
    return bool(packet.is_keyframe) and packet.stream.type == "video"


class _Track:
    """A video or audio track of the excerpt."""

    def __init__(self, output: Any, like: Any) -> None:
        self._output = output
        self._setup = _setup(like)
        self._stream = output.add_stream_from_template(like)
        self._newest: int | None = None

    def add(self, packet: Any, seconds: float) -> None:
        if _setup(packet.stream) != self._setup:
            raise RemuxError("The pieces are of different kinds")
        shift = round(seconds / packet.time_base) - packet.pts
        packet.pts += shift
        packet.dts += shift
        # Where pieces overlap, the earlier one has shown it already.
        if self._newest is None or packet.dts > self._newest:
            self._newest = packet.dts
            packet.stream = self._stream
            self._output.mux(packet)


def _codec(stream: Any) -> str | None:
    """Return the codec of a stream, None if unknown."""
    return None if stream.codec_context is None else str(stream.codec_context.name)


def _setup(stream: Any) -> tuple[object, ...]:
    """Return the properties that must match for segments to be joined."""
    if _codec(stream) is None:
        raise RemuxError("A piece is of an unknown kind")
    return _codec(stream), stream.time_base, stream.codec_context.extradata
