"""Test the parsing of models: strict for used fields, tolerant of others."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.vxg.aiovxg import (
    Camera,
    Channel,
    Event,
    EventType,
    LiveStreamUrls,
    SignedImage,
)

MODELS = (Camera, Channel, Event, EventType, LiveStreamUrls, SignedImage)
SIGNED = "https://media.example/a.jpg?sig=geheim"


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("data", [None, [], {}, "x", 5, {"id": None}, {"url": ""}])
def test_an_object_without_its_identity_is_not_parsed(model: Any, data: Any) -> None:
    assert model.from_api(data) is None


def test_a_camera_is_parsed_with_unknown_and_null_fields() -> None:
    camera = Camera.from_api(
        {
            "id": "5",
            "name": None,
            "status": "active",
            "rec_mode": "on",
            "access": ["all", None],
            "brand": 7,
            "x_future": {"a": [1]},
            "url": "rtsp://10.0.0.2",
            "login": "root",
            "password": "geheim",
        }
    )
    assert camera == Camera(
        id=5,
        name="Camera 5",
        status="active",
        rec_mode="on",
        access=("all",),
        brand="7",
    )
    assert camera.online
    assert "geheim" not in repr(camera)
    assert "root" not in repr(camera)


@pytest.mark.parametrize(
    ("status", "online"),
    [("active", True), ("offline", False), ("unauthorized", False), (None, False)],
)
def test_only_an_active_camera_is_online(status: str | None, online: bool) -> None:
    assert Camera(id=1, name="x", status=status).online is online


@pytest.mark.parametrize(
    ("access", "read"),
    [([], ()), (["watch"], ("watch",)), (None, None), ("all", None), ({}, None)],
)
def test_missing_access_rights_differ_from_empty_ones(
    access: Any, read: tuple[str, ...] | None
) -> None:
    camera = Camera.from_api({"id": 1, "access": access})
    assert camera is not None
    assert camera.access == read


def test_the_repr_of_a_channel_hides_its_token() -> None:
    channel = Channel.from_api({"id": 1, "name": "x", "token": "geheim"})
    assert channel == Channel(id=1, token="geheim")
    assert "geheim" not in repr(channel)


def test_an_event_type_is_parsed_as_documented() -> None:
    assert EventType.from_api(
        {
            "caps": {
                "can_be_triggered": "true",
                "can_record": True,
                "can_snapshot": 1,
                "is_periodic": True,
            },
            "custom": True,
            "generate_images": True,
            "name": "a/b c",
            "notify": True,
            "period": "60",
            "receive": True,
            "record": False,
            "snapshot": True,
        }
    ) == EventType(
        name="a/b c",
        can_be_triggered=True,
        can_record=True,
        can_snapshot=True,
        is_periodic=True,
        custom=True,
        generate_images=True,
        notify=True,
        period=60,
        receive=True,
        record=False,
        snapshot=True,
    )


@pytest.mark.parametrize("caps", [None, [], "x", {}, {"can_record": None}])
def test_an_event_type_without_caps_has_no_capabilities(caps: Any) -> None:
    event_type = EventType.from_api({"name": "motion", "caps": caps})
    assert event_type == EventType(name="motion")


def test_the_whitespace_of_a_name_is_preserved() -> None:
    event_type = EventType.from_api({"name": " motion"})
    assert event_type is not None
    assert event_type.name == " motion"


EVENT = {"id": 1, "camid": 5, "name": "motion", "time": "2021-09-23T16:30:00"}


@pytest.mark.parametrize("key", EVENT)
@pytest.mark.parametrize("value", [None, "", [], {}])
def test_an_event_without_id_camera_name_or_time_is_not_parsed(
    key: str, value: Any
) -> None:
    assert Event.from_api(EVENT | {key: value}) is None


@pytest.mark.parametrize("thumb", [None, {}, {"url": ""}, {"url": None}, [], "x"])
@pytest.mark.parametrize("meta", [None, [], "x", {}])
def test_an_event_is_parsed_without_tags_and_thumbnail(thumb: Any, meta: Any) -> None:
    event = Event.from_api(EVENT | {"thumb": thumb, "meta": meta, "filemeta": None})
    assert event == Event(
        id=1,
        camera_id=5,
        name="motion",
        time=datetime(2021, 9, 23, 16, 30, tzinfo=UTC),
    )


def test_an_event_has_tags_and_thumbnail_but_its_repr_hides_the_url() -> None:
    thumb = {"url": SIGNED, "expire": "2030-01-01T00:00:00", "width": "640"}
    event = Event.from_api(EVENT | {"meta": {"Person": 90}, "thumb": thumb})
    assert event is not None
    assert event.meta == {"Person": "90"}
    assert event.thumb == SignedImage(
        url=SIGNED, expires=datetime(2030, 1, 1, tzinfo=UTC)
    )
    assert "geheim" not in repr(event)


@pytest.mark.parametrize("key", ["hls", "rtsp", "rtmp"])
def test_one_url_is_enough_for_a_live_stream_and_its_repr_hides_it(key: str) -> None:
    live = LiveStreamUrls.from_api(
        {key: SIGNED, "expire": "2030-01-01T00:00:00", "webrtc": 1}
    )
    assert live is not None
    assert getattr(live, key) == SIGNED
    assert live.expires == datetime(2030, 1, 1, tzinfo=UTC)
    assert "geheim" not in repr(live)


@pytest.mark.parametrize(
    ("data", "is_pseudo"),
    [
        ({"name": "#StorageForanna", "meta": {"isstorage": ""}}, True),
        ({"name": "Clips", "meta": {"isstorage": None}}, True),
        ({"name": "#StorageForanna"}, True),
        ({"name": "Gate", "meta": {"gateway": "1"}}, True),
        ({"name": "Gate", "meta": {"floor": "1"}}, False),
        ({"name": "Storage room", "meta": None}, False),
        ({"name": "gateway", "meta": ["x"]}, False),
    ],
)
def test_channels_that_are_no_cameras_are_recognized(
    data: dict[str, Any], is_pseudo: bool
) -> None:
    camera = Camera.from_api({"id": 1, **data})
    assert camera is not None
    assert camera.is_pseudo is is_pseudo


@pytest.mark.parametrize(
    ("data", "unsupported"),
    [
        ({"webrtc": {"version": "2.0.2"}}, ("webrtc",)),
        ({"dash": SIGNED, "webrtc": {"version": "2.0.2"}}, ("webrtc", "dash")),
        ({"hls": SIGNED, "webrtc": {}}, ()),
    ],
)
def test_streams_that_cannot_be_used_are_named(
    data: dict[str, Any], unsupported: tuple[str, ...]
) -> None:
    live = LiveStreamUrls.from_api(data)
    assert live is not None
    assert live.unsupported == unsupported
    assert LiveStreamUrls.from_api({"webrtc": None, "dash": ""}) is None
