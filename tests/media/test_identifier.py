"""Identifiers of media: one spelling each, and nothing else passes."""

from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.vxg.helpers.time_range import (
    TimeRange,
    local_day_around,
    split_into_hours,
)
from custom_components.vxg.media.identifier import (
    InvalidIdentifierError,
    MediaIdentifier,
    MediaKind,
    event_media_id,
)

SPAN = TimeRange(
    start=datetime(2026, 3, 1, 11, tzinfo=UTC),
    end=datetime(2026, 3, 1, 11, 59, 59, 999999, tzinfo=UTC),
)


def test_an_event_has_the_agreed_id() -> None:
    assert event_media_id("01JX", 61, 4711) == "media-source://vxg/01JX/61/event/4711"


@pytest.mark.parametrize(
    "found",
    [
        MediaIdentifier(entry_id="01JX", camera_id=61),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.EVENT, number=0),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.CLIP, number=12),
        MediaIdentifier(
            entry_id="01JX", camera_id=61, kind=MediaKind.RECORDING, time_range=SPAN
        ),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.RECORDINGS),
        MediaIdentifier(
            entry_id="01JX", camera_id=61, kind=MediaKind.RECORDINGS, time_range=SPAN
        ),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.CLIPS),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.EVENTS),
        MediaIdentifier(
            entry_id="01JX", camera_id=61, kind=MediaKind.EVENTS, time_range=SPAN
        ),
        *(
            MediaIdentifier(
                entry_id="01JX", camera_id=61, kind=MediaKind.EVENTS, event_type=name
            )
            for name in ("motion", "*", "a/b", "..", "50%", "tür 🚪", "a?b#c", " ")
        ),
    ],
)
def test_an_identifier_means_what_it_was_made_of(found: MediaIdentifier) -> None:
    assert MediaIdentifier.parse(str(found)) == found
    assert found.uri == f"media-source://vxg/{found}"
    assert len(str(found).split("/")) <= 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "entry",
        "entry/",
        "entry/x",
        "entry/-1",
        "entry/007",
        "entry/٣",
        "../61",
        "en.try/61",
        "entry/61/",
        "entry/61/event",
        "entry/61/event/",
        "entry/61/event/x",
        "entry/61/event/01",
        "entry/61/event/1/2",
        "entry/61/event/1%2F..",
        "entry/61/event/12345678901234567890",
        "entry/61/picture/1",
        "entry/61/camera",
        "entry/61/clips/1",
        "entry/61/recording/1",
        "entry/61/recording/2-1",
        "entry/61/recording/1-2-3",
        "entry/61/recording/0-99999999999999999999",
        "entry/61/recording/0-999999999999999999",
        "entry/61/events",
        "entry/61/events/",
        "entry/61/events/a b",
        "entry/61/events/motion/1-2/3-4",
        "entry/61/events/%FF",
        "entry/61/events/%6dotion",
        "entry/61/../62/event/1",
    ],
)
def test_what_is_no_identifier_is_refused(text: str) -> None:
    with pytest.raises(InvalidIdentifierError):
        MediaIdentifier.parse(text)


async def test_a_day_is_the_houses_own(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    usual = local_day_around(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert usual.start == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert usual.end == datetime(2026, 7, 2, 21, 59, 59, 999999, tzinfo=UTC)
    lengths = {
        date: len(split_into_hours(local_day_around(datetime(*date, 12, tzinfo=UTC))))
        for date in ((2026, 3, 29), (2026, 7, 1), (2026, 10, 25))
    }
    assert lengths == {(2026, 3, 29): 23, (2026, 7, 1): 24, (2026, 10, 25): 25}


def test_the_hours_of_a_stretch_join_and_end_with_it() -> None:
    part = TimeRange(start=SPAN.start, end=SPAN.start + timedelta(minutes=90))
    first, second = split_into_hours(part)
    assert first == SPAN
    assert second.start == SPAN.end + timedelta(microseconds=1)
    assert second.end == part.end
