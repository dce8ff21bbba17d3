"""Stopping streams of Home Assistant's player."""

from dataclasses import dataclass

from homeassistant.components.camera.prefs import DynamicStreamSettings
from homeassistant.components.stream import Stream


@dataclass
class _StoppedStream(DynamicStreamSettings):
    """Settings of a stream that is being stopped, and its original ones."""

    original: DynamicStreamSettings | None = None


async def async_stop_stream(stream: Stream) -> None:
    """Stop a stream and release its viewers; may be called several times.

    A plain stop would keep the timers of viewers, which end the next stream, and the
    player of a preloaded stream, which would fail forever.
    """
    settings = stream.dynamic_stream_settings
    original = settings.original if isinstance(settings, _StoppedStream) else None
    original = original or settings
    stream.dynamic_stream_settings = _StoppedStream(original=original)
    try:
        for output in stream.outputs().values():
            await stream.remove_provider(output)
        await stream.stop()
    finally:
        stream.dynamic_stream_settings = original
