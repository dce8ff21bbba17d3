"""Questions about the past of several cameras."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.assist.exposed_cameras import (
    ExposedCamera,
    async_vxg_cameras,
)
from custom_components.vxg.assist.queries import (
    EventQuery,
    QueryResult,
    async_query_events,
    resolve_category,
    type_names,
)
from custom_components.vxg.assist.vocabulary import CATEGORIES, UnknownTypeError
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, make_entry, set_up

GARDEN = 7
OBJECTS = "object_and_scene_detection"


def cameras(hass: HomeAssistant) -> list[ExposedCamera]:
    return list(async_vxg_cameras(hass).values())


def counts(answer: QueryResult) -> dict[str, dict[str, int]]:
    return {report.camera.name: dict(report.counts) for report in answer.results}


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> MockConfigEntry:
    """Return a loaded entry of a group of two, with nothing in the request log."""
    cloud.add_camera(GARDEN, "Garden")
    cloud.cameras[GARDEN].add_type({"name": OBJECTS})
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    cloud.requests.clear()
    return entry


@pytest.mark.usefixtures("group")
async def test_one_request_answers_for_all_cameras(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    for camera_id in (CAMERA_ID, GARDEN, GARDEN):
        cloud.raise_event(camera_id, "motion")
    cloud.raise_event(CAMERA_ID, "sound", time=cloud.now() - timedelta(seconds=5))
    answer = await async_query_events(cameras(hass), EventQuery(limit=9))
    assert counts(answer) == {
        "Front door": {"motion": 1, "sound": 1},
        "Garden": {"motion": 2},
    }
    assert answer.total == 4
    assert answer.complete
    assert [event.name for _, event in answer.newest(9)][-1] == "sound"
    assert len(answer.newest(2)) == 2
    assert len(cloud.requests) == 1


@pytest.mark.usefixtures("group")
async def test_what_cameras_tell_of_themselves_counts_only_by_name(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    # Pictures by the clock are no news either.
    for name in ("net", "snapshot", "motion"):
        cloud.raise_event(CAMERA_ID, name)
    answer = await async_query_events(cameras(hass), EventQuery())
    assert answer.total == 1
    for name in ("net", "snapshot"):
        kind = resolve_category([name], "en", cameras(hass))
        answer = await async_query_events(cameras(hass), EventQuery(category=kind))
        assert counts(answer)["Front door"] == {name: 1}


@pytest.mark.usefixtures("group")
async def test_what_no_camera_can_have_seen_needs_no_request(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    answer = await async_query_events(
        cameras(hass), EventQuery(category=CATEGORIES["plate"])
    )
    assert (answer.total, answer.complete, answer.newest(1)) == (0, True, [])
    assert not cloud.requests
    with pytest.raises(UnknownTypeError, match="licence plate"):
        resolve_category(["motion", "licence plate"], "en", cameras(hass))
    assert resolve_category(["motion", "anything"], "en", cameras(hass)) is None


@pytest.mark.usefixtures("group")
async def test_more_than_can_be_looked_at_is_at_least_so_much(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    now = cloud.now()
    for number in range(1005):
        meta = {"Person": "80"} if number < 1003 else {"Car": "80"}
        time = now - timedelta(seconds=number)
        cloud.raise_event(GARDEN, OBJECTS, meta, time=time)
    answer = await async_query_events(
        cameras(hass), EventQuery(category=CATEGORIES["person"], limit=3)
    )
    assert answer.total == 1000
    assert not answer.complete
    assert len(answer.newest(9)) == 3
    # What is meant by name alone is counted by the thousands.
    answer = await async_query_events(
        cameras(hass), EventQuery(category=CATEGORIES["object"])
    )
    assert answer.total == 1005
    assert answer.complete


async def test_while_types_are_unknown_events_say_what_they_are(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> None:
    cloud.faults.fail_next(100, status=500, path="/event_processing/")
    await set_up(hass, make_entry(cloud, server))
    assert type_names(cameras(hass)) is None
    for name in ("motion", "sound", "net"):
        cloud.raise_event(CAMERA_ID, name)
    kind = resolve_category(["motion"], "en", cameras(hass))
    answer = await async_query_events(cameras(hass), EventQuery(category=kind))
    assert counts(answer) == {"Front door": {"motion": 1}}
    answer = await async_query_events(cameras(hass), EventQuery(count=False))
    assert answer.total == 2
    assert [event.name for _, event in answer.newest(1)] == ["sound"]


async def test_a_camera_that_cannot_be_read_does_not_silence_the_others(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> None:
    other = Cloud()
    other.add_camera(GARDEN, "Garden")
    async with CloudServer(other) as other_server:
        await set_up(hass, make_entry(cloud, server))
        token = other.channel_token(GARDEN)
        await set_up(
            hass, make_entry(other, other_server, token=token, unique_id="other")
        )
        cloud.raise_event(CAMERA_ID, "motion")
        other.faults.fail_next(1, status=500)
        answer = await async_query_events(cameras(hass), EventQuery())
        assert counts(answer) == {"Front door": {"motion": 1}}
        assert list(answer.failures) == ["Garden"]
        for each in (cloud, other):
            each.faults.fail_next(1, status=500)
        with pytest.raises(HomeAssistantError, match="Front door"):
            await async_query_events(cameras(hass), EventQuery())
        for entry in hass.config_entries.async_entries("vxg"):
            await hass.config_entries.async_unload(entry.entry_id)
