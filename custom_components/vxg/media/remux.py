"""Excerpts of videos: segments are cut and joined without transcoding."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

# Installed with Home Assistant's stream component.
import av

# Codecs that an MP4 can contain without transcoding; other audio is left out.
AUDIO_CODECS = frozenset({"aac", "mp3"})

# Bytes reserved for the index, which is at the start, so that players can begin before
# they have everything: for the tracks, and for each packet.
INDEX_SIZE = 16 * 1024
INDEX_PACKET_SIZE = 64

# Containers only. The library would follow the references in a playlist, which may be
# local files.
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


def remux_excerpt(segments: Sequence[Segment], *, skip: float, length: float) -> bytes:
    """Return an MP4 of `length` seconds that begins at `skip` seconds.

    It begins at the key frame before that. Blocks. Raises RemuxError.
    """
    try:
        return _remux(segments, skip, skip + length)
    except (av.FFmpegError, ValueError, IndexError) as err:
        raise RemuxError(f"{type(err).__name__}: {err}") from err


def _remux(segments: Sequence[Segment], start: float, end: float) -> bytes:
    buffer = BytesIO()
    with ExitStack() as stack:
        packets = [item for segment in segments for item in _packets(segment, stack)]
        keys = (time for time, packet in packets if _is_key(packet) and time <= start)
        first = max(keys, default=0.0)
        selected = [item for item in packets if first <= item[0] <= end]
        streams = {
            packet.stream.type: packet.stream for _, packet in reversed(selected)
        }
        if "video" not in streams:
            raise RemuxError("There is no video in this range")
        options = {"moov_size": str(INDEX_SIZE + INDEX_PACKET_SIZE * len(selected))}
        output = stack.enter_context(
            av.open(buffer, "w", format="mp4", options=options)
        )
        # Add all tracks first: the library crashes if one follows the first packet.
        tracks = {kind: _Track(output, stream) for kind, stream in streams.items()}
        for time, packet in selected:
            tracks[packet.stream.type].add(packet, time - first)
    return buffer.getvalue()


def _packets(segment: Segment, stack: ExitStack) -> Iterator[tuple[float, Any]]:
    """Yield packets with their time since the start of the first segment."""
    container = stack.enter_context(
        av.open(BytesIO(segment.content), "r", options=DEMUXER_OPTIONS)
    )
    audio = [item for item in container.streams.audio if _codec(item) in AUDIO_CODECS]
    packets: list[Any] = [
        packet
        for packet in container.demux([container.streams.video[0], *audio[:1]])
        # The last packet of each stream is empty.
        if packet.size and packet.pts is not None
    ]
    _add_missing_dts(packets)
    first_time = None
    for packet in packets:
        time = float(packet.pts * packet.time_base)
        first_time = time if first_time is None else first_time
        yield segment.offset + time - first_time, packet


def _add_missing_dts(packets: list[Any]) -> None:
    """Add the times that a container does not have for the first packets."""
    next_dts: dict[int, int] = {}
    for packet in reversed(packets):
        if packet.dts is None:
            packet.dts = next_dts.get(packet.stream.index, packet.pts + 1) - 1
        next_dts[packet.stream.index] = packet.dts


def _is_key(packet: Any) -> bool:
    return bool(packet.is_keyframe) and packet.stream.type == "video"


class _Track:
    """A video or audio track of the excerpt."""

    def __init__(self, output: Any, template: Any) -> None:
        self._output = output
        self._parameters = _parameters(template)
        self._stream = output.add_stream_from_template(template)
        if _codec(template) == "hevc":
            # Apple's players refuse the default, "hev1".
            self._stream.codec_context.codec_tag = "hvc1"
        self._last_dts: int | None = None

    def add(self, packet: Any, seconds: float) -> None:
        if _parameters(packet.stream) != self._parameters:
            raise RemuxError("The segments have different formats")
        shift = round(seconds / packet.time_base) - packet.pts
        packet.pts += shift
        packet.dts += shift
        # Segments may overlap; packets of the earlier one are there already.
        if self._last_dts is None or packet.dts > self._last_dts:
            self._last_dts = packet.dts
            packet.stream = self._stream
            self._output.mux(packet)


def _codec(stream: Any) -> str | None:
    """Return the codec of a stream, None if unknown."""
    return None if stream.codec_context is None else str(stream.codec_context.name)


def _parameters(stream: Any) -> tuple[object, ...]:
    """Return the properties that must match for segments to be joined."""
    if _codec(stream) is None:
        raise RemuxError("A segment has an unknown codec")
    return _codec(stream), stream.time_base, stream.codec_context.extradata
