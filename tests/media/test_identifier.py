"""Tests for media identifiers: one spelling each, and nothing else is valid."""

from datetime import UTC, date, datetime, timedelta

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

TIME_RANGE = TimeRange(
    start=datetime(2026, 3, 1, 11, tzinfo=UTC),
    end=datetime(2026, 3, 1, 11, 59, 59, 999999, tzinfo=UTC),
)


def test_the_media_content_id_of_an_event() -> None:
    assert event_media_id("01JX", 61, 4711) == "media-source://vxg/01JX/61/event/4711"


@pytest.mark.parametrize(
    "identifier",
    [
        MediaIdentifier(entry_id="01JX", camera_id=61),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.EVENT, number=0),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.CLIP, number=12),
        MediaIdentifier(
            entry_id="01JX",
            camera_id=61,
            kind=MediaKind.RECORDING,
            time_range=TIME_RANGE,
        ),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.RECORDINGS),
        MediaIdentifier(
            entry_id="01JX",
            camera_id=61,
            kind=MediaKind.RECORDINGS,
            time_range=TIME_RANGE,
        ),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.CLIPS),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.DAYS),
        MediaIdentifier(
            entry_id="01JX", camera_id=61, kind=MediaKind.DAYS, day=date(2026, 11, 24)
        ),
        MediaIdentifier(
            entry_id="01JX",
            camera_id=61,
            kind=MediaKind.DAYS,
            day=date(2026, 11, 24),
            clock="18-30-00",
            number=4711,
        ),
        MediaIdentifier(entry_id="01JX", camera_id=61, kind=MediaKind.EVENTS),
        MediaIdentifier(
            entry_id="01JX", camera_id=61, kind=MediaKind.EVENTS, time_range=TIME_RANGE
        ),
        *(
            MediaIdentifier(
                entry_id="01JX", camera_id=61, kind=MediaKind.EVENTS, event_type=name
            )
            for name in ("motion", "*", "a/b", "..", "50%", "tür 🚪", "a?b#c", " ")
        ),
    ],
)
def test_a_parsed_identifier_equals_the_original(identifier: MediaIdentifier) -> None:
    assert MediaIdentifier.parse(str(identifier)) == identifier
    assert identifier.uri == f"media-source://vxg/{identifier}"
    assert len(str(identifier).split("/")) <= 5


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
        "entry/61/days/",
        "entry/61/days/20261124",
        "entry/61/days/2026-02-30",
        "entry/61/days/1969-12-31",
        "entry/61/days/9999-12-31",
        "entry/61/days/2026-11-24/4711",
        "entry/61/days/2026-11-24/18-30-00_04711",
        "entry/61/days/2026-11-24/18:30:00_4711",
        "entry/61/days/2026-11-24/18-30-00_4711/",
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
def test_an_invalid_identifier_is_refused(text: str) -> None:
    with pytest.raises(InvalidIdentifierError):
        MediaIdentifier.parse(text)


async def test_days_are_local(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    day = local_day_around(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert day.start == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert day.end == datetime(2026, 7, 2, 21, 59, 59, 999999, tzinfo=UTC)
    lengths = {
        date: len(split_into_hours(local_day_around(datetime(*date, 12, tzinfo=UTC))))
        for date in ((2026, 3, 29), (2026, 7, 1), (2026, 10, 25))
    }
    assert lengths == {(2026, 3, 29): 23, (2026, 7, 1): 24, (2026, 10, 25): 25}


def test_the_hours_of_a_range_are_consecutive_and_end_with_it() -> None:
    time_range = TimeRange(
        start=TIME_RANGE.start, end=TIME_RANGE.start + timedelta(minutes=90)
    )
    first, second = split_into_hours(time_range)
    assert first == TIME_RANGE
    assert second.start == TIME_RANGE.end + timedelta(microseconds=1)
    assert second.end == time_range.end
