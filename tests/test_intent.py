"""Test the intents with Home Assistant's conversation agent."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
import re
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er, intent
from homeassistant.helpers.template import Template
from homeassistant.setup import async_setup_component
from homeassistant.util import slugify
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
import yaml

from custom_components.vxg import intent as vxg_intent
from custom_components.vxg.assist.sentence_files import SOURCES, render
from simulator import Cloud, CloudServer

from .common.assist import ASSISTANT, expose, put_into_area, say, spoken_response
from .conftest import CAMERA_ID, make_entry, set_up

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "voice.md").read_text(encoding="utf-8")
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt-BR": "Português",
}
DOOR = {
    "en": "Front door",
    "de": "Haustür",
    "es": "Puerta principal",
    "fr": "Porte d'entrée",
    "it": "Ingresso",
    "nl": "Voordeur",
    "pl": "Wejście",
    "pt-BR": "Porta da frente",
}
# A camera and its area.
YARD = {
    "en": ("Garden", "backyard"),
    "de": ("Garten", "Hinterhof"),
    "es": ("Jardín", "patio"),
    "fr": ("Jardin", "cour"),
    "it": ("Giardino", "cortile"),
    "nl": ("Tuin", "achtertuin"),
    "pl": ("Ogród", "patio"),
    "pt-BR": ("Jardim", "quintal"),
}
GARDEN_ID = 11
HIDDEN_ID = 12
OBJECTS = "object_and_scene_detection"
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=ZoneInfo("Europe/Berlin"))

type MakeHome = Callable[..., Awaitable[MockConfigEntry]]


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration folder with the sentences."""
    for language in LANGUAGES:
        folder = Path(hass_tmp_config_dir) / "custom_sentences" / language
        folder.mkdir(parents=True)
        text = render(language, "1.2.3", ["guest_arrived", "siren"])
        (folder / "vxg.yaml").write_text(text, encoding="utf-8")
    (Path(hass_tmp_config_dir) / "configuration.yaml").touch()
    return hass_tmp_config_dir


@pytest.fixture
def make_home(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
) -> MakeHome:
    """Return a function that sets up cameras with names in a language."""

    async def make_home(language: str = "en") -> MockConfigEntry:
        hass.config.language = language
        freezer.move_to(NOW)
        await hass.config.async_set_time_zone("Europe/Berlin")
        for component in ("homeassistant", "conversation"):
            assert await async_setup_component(hass, component, {})
        garden, area = YARD[language]
        cloud.cameras[CAMERA_ID].rename(DOOR[language])
        cloud.add_camera(GARDEN_ID, garden)
        cloud.add_camera(HIDDEN_ID, "Bedroom")
        for camera in cloud.cameras.values():
            camera.add_type({"name": OBJECTS, "receive": True})
        door = cloud.cameras[CAMERA_ID]
        door.add_type({"name": "guest_arrived", "custom": True})
        door.add_type(
            {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
        )
        entry = make_entry(
            cloud, server, token=cloud.group_token(), unique_id="group", title="House"
        )
        await set_up(hass, entry)
        for state in hass.states.async_all(("camera", "button")):
            expose(hass, state.entity_id, exposed="bedroom" not in state.entity_id)
        put_into_area(hass, f"camera.{slugify(garden)}", area)
        return entry

    return make_home


@pytest.fixture
async def home(make_home: MakeHome) -> MockConfigEntry:
    """Return an entry whose cameras have English names."""
    return await make_home()


def a_day(cloud: Cloud) -> None:
    """Raise the events of the examples in the documentation."""

    def at(hour: int, minute: int, day: int = 24) -> datetime:
        return NOW.replace(day=day, hour=hour, minute=minute)

    for hour, minute in ((8, 12), (12, 40), (17, 5)):
        cloud.raise_event(CAMERA_ID, "motion", time=at(hour, minute))
    cloud.raise_event(CAMERA_ID, OBJECTS, {"Person": "87"}, time=at(16, 40))
    cloud.raise_event(CAMERA_ID, "sound", time=at(22, 10, day=23))
    cloud.raise_event(CAMERA_ID, "net", time=at(17, 20))
    cloud.raise_event(GARDEN_ID, "motion", time=at(15, 0))
    cloud.raise_event(HIDDEN_ID, "motion", time=at(15, 0))


def examples(language: str) -> list[tuple[str, str]]:
    """Return the sentences in the documentation, and their responses."""
    table = DOCS.split(f"### {LANGUAGES[language]}\n")[1].split("###")[0]
    return re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)[1:]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_responses_match_the_documentation(
    hass: HomeAssistant,
    cloud: Cloud,
    make_home: MakeHome,
    caplog: pytest.LogCaptureFixture,
    language: str,
) -> None:
    await make_home(language)
    a_day(cloud)
    shown = examples(language)
    assert len(shown) > 10
    responses = [
        (text, await spoken_response(hass, text, language)) for text, _ in shown
    ]
    assert responses == shown
    assert "Template variable" not in caplog.text


@pytest.mark.usefixtures("home")
async def test_commands_are_sent_to_the_cloud(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    await spoken_response(hass, "mark the video of the front door as guest arrived")
    [event] = cloud.events
    assert (event.camera_id, event.name) == (CAMERA_ID, "guest_arrived")
    response = await say(hass, "trigger the siren at the front door")
    assert response.response_type is intent.IntentResponseType.ACTION_DONE
    assert [target.id for target in response.success_results] == ["camera.front_door"]
    await spoken_response(hass, "press front door trigger siren")
    await hass.async_block_till_done()
    triggers = [
        request for request in cloud.requests if request.path.endswith("/trigger/")
    ]
    assert len(triggers) == 2


@pytest.mark.usefixtures("home")
async def test_a_response_contains_targets_and_slots(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    a_day(cloud)
    response = await say(hass, "how many motion events were there today")
    assert response.response_type is intent.IntentResponseType.QUERY_ANSWER
    assert {state.entity_id for state in response.matched_states} == {
        "camera.front_door",
        "camera.garden",
    }
    assert response.as_dict()["speech_slots"] == {
        "camera": None,
        "area": None,
        "floor": None,
        "span": "today",
        "minutes": None,
        "hours": None,
        "days": None,
        "kind": "motion",
        "count": 4,
        "exact": True,
        "cameras": [{"name": "Front door", "count": 3}, {"name": "Garden", "count": 1}],
        "types": [{"kind": "motion", "count": 4}],
        "newest": {
            "kind": "motion",
            "camera": "Front door",
            "time": "2026-11-24T17:05:00+01:00",
            "days_ago": 0,
        },
        "not_read": [],
    }


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "sentence",
    [
        "what happened at the bedroom today",
        "how many motion events were there at the bedroom today",
        "press bedroom trigger siren",
    ],
)
async def test_cameras_that_are_not_exposed_are_not_matched(
    hass: HomeAssistant, cloud: Cloud, sentence: str
) -> None:
    cloud.cameras[HIDDEN_ID].add_type(
        {"name": "siren", "caps": {"can_be_triggered": True}}
    )
    before = len(cloud.requests)
    response = await say(hass, sentence)
    assert response.response_type is intent.IntentResponseType.ERROR
    assert len(cloud.requests) == before


@pytest.mark.usefixtures("home")
async def test_a_user_without_permission_gets_no_response(
    hass: HomeAssistant, cloud: Cloud, hass_read_only_user: MockUser
) -> None:
    a_day(cloud)
    sentence = "how many motion events were there at the front door today"
    user_id = hass_read_only_user.id
    response = await say(hass, sentence, user_id=user_id)
    assert response.error_code is intent.IntentResponseErrorCode.NO_VALID_TARGETS
    assert "3" in await spoken_response(hass, sentence)


@pytest.mark.usefixtures("home")
async def test_built_in_sentences_still_work(hass: HomeAssistant) -> None:
    hass.states.async_set("light.porch", "on", {"friendly_name": "Porch"})
    expose(hass, "light.porch")
    put_into_area(hass, "camera.front_door", "Kitchen")
    for sentence, intent_type in (
        ("how many lights are on in the kitchen", "HassGetState"),
        ("is the porch on", "HassGetState"),
        ("what is the state of the porch", "HassGetState"),
    ):
        response = await say(hass, sentence)
        assert response.intent is not None, sentence
        assert response.intent.intent_type == intent_type
    # Other sentences are left to other integrations.
    for sentence in ("when was the last world cup", "what happened in 1989"):
        assert (await say(hass, sentence)).intent is None


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "what happened at the front door today",
            "Sorry, the camera cloud cannot be read right now.",
        ),
        (
            "mark the video of the front door as guest arrived",
            "Sorry, the camera cloud rejected that.",
        ),
    ],
)
async def test_errors_have_spoken_texts(
    hass: HomeAssistant, cloud: Cloud, sentence: str, expected: str
) -> None:
    cloud.faults.fail_next(100, status=400)
    assert await spoken_response(hass, sentence) == expected


async def test_the_response_for_an_offline_camera(
    hass: HomeAssistant, cloud: Cloud, home: MockConfigEntry
) -> None:
    cloud.cameras[CAMERA_ID].status = "offline"
    await home.runtime_data.cameras.async_refresh_camera(CAMERA_ID)
    await hass.async_block_till_done(wait_background_tasks=True)
    sentence = "trigger the siren at the front door"
    assert await spoken_response(hass, sentence) == "Sorry, the camera is offline."


@pytest.mark.usefixtures("home")
async def test_of_two_cameras_with_one_name_that_in_the_preferred_area_is_used(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    devices = dr.async_get(hass)
    garden = er.async_get(hass).async_get("camera.garden")
    devices.async_update_device(garden.device_id, name_by_user="Front door")
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.raise_event(GARDEN_ID, "motion")
    await hass.async_block_till_done()
    responses = await spoken_response(hass, "what happened at the front door today")
    assert responses.startswith("2 events today")

    sentence = "mark the video of the front door as guest arrived"
    response = await say(hass, sentence)
    assert response.error_code is intent.IntentResponseErrorCode.NO_VALID_TARGETS
    assert not [event for event in cloud.events if event.name == "guest_arrived"]
    # A voice satellite in the area.
    satellite = devices.async_get_or_create(
        config_entry_id=garden.config_entry_id, identifiers={("test", "satellite")}
    )
    door = er.async_get(hass).async_get("camera.front_door")
    devices.async_update_device(
        satellite.id, area_id=put_into_area(hass, door.entity_id, "Hall")
    )
    await say(hass, sentence, device_id=satellite.id)
    [event] = [event for event in cloud.events if event.name == "guest_arrived"]
    assert event.camera_id == CAMERA_ID


@pytest.mark.usefixtures("home")
async def test_handlers_can_be_called_without_sentences(
    hass: HomeAssistant, cloud: Cloud, hass_client: ClientSessionGenerator
) -> None:
    a_day(cloud)
    client = await hass_client()

    async def handle(intent_type: str, **data: Any) -> dict[str, Any]:
        body = {"name": intent_type, "data": data, "assistant": ASSISTANT}
        spoken_response = await client.post("/api/intent/handle", json=body)
        assert spoken_response.status == 200
        return await spoken_response.json()

    responses = await handle("VxgCountEvents", name="Front door", hours=48)
    assert responses["speech_slots"]["count"] == 5
    responses = await handle("VxgLastEvent", area="backyard", event_type="motion")
    assert responses["speech_slots"]["newest"]["camera"] == "Garden"
    responses = await handle("VxgCountEvents", name="Front door", event_type="unicorn")
    assert responses["response_type"] == "error"
    assert responses["speech"]["plain"]["speech"] == "No event type unicorn"


COUNTED = {
    **dict.fromkeys(("area", "floor", "minutes", "hours", "days", "kind")),
    "camera": None,
    "span": "today",
    "count": 1000,
    "exact": False,
    "cameras": [{"name": "Yard", "count": 1000}],
    "types": [{"kind": "motion", "count": 1000}],
    "newest": {
        "kind": "motion",
        "camera": "Yard",
        "days_ago": 5,
        "time": "2026-11-20T07:05:00+01:00",
    },
    "not_read": ["Garage", "Cellar"],
}


@pytest.mark.parametrize(
    ("language", "intent_type", "slots", "words"),
    [
        ("en", "VxgCountEvents", COUNTED, ["at least 1000 events", "Garage, Cellar"]),
        ("de", "VxgCountEvents", COUNTED, ["mindestens 1000", "Garage, Cellar"]),
        (
            "en",
            "VxgListEvents",
            COUNTED,
            [
                "At least 1000",
                "motion at Yard at 07:05 on Friday, November 20",
                "Garage",
            ],
        ),
        (
            "de",
            "VxgListEvents",
            COUNTED,
            ["mindestens 1000", "bei Yard am 20.11. um 7:05 Uhr", "Garage"],
        ),
        ("en", "VxgLastEvent", COUNTED, ["on Friday, November 20 at 07:05", "Garage"]),
        ("de", "VxgLastEvent", COUNTED, ["am 20.11. um 7:05 Uhr", "Garage"]),
        ("en", "VxgLastEvent", COUNTED | {"newest": None}, ["no event in the last 30"]),
        ("de", "VxgLastEvent", COUNTED | {"newest": None}, ["kein Ereignis."]),
        (
            "en",
            "VxgCreateEvent",
            {"kind": "mark", "status": "queued", "camera": "Yard"},
            ["once the cloud is available again"],
        ),
        (
            "de",
            "VxgCreateEvent",
            {"kind": "mark", "status": "queued", "camera": "Yard"},
            ["sobald die Cloud wieder da ist"],
        ),
    ],
)
async def test_responses_in_rare_cases(
    hass: HomeAssistant,
    caplog: pytest.LogCaptureFixture,
    language: str,
    intent_type: str,
    slots: dict[str, Any],
    words: list[str],
) -> None:
    text = sentences_of(language)["responses"]["intents"][intent_type]["default"]
    sentence = " ".join(Template(text, hass).async_render({"slots": slots}).split())
    for each in words:
        assert each in sentence
    assert "None" not in sentence
    assert "Template variable" not in caplog.text


def sentences_of(language: str) -> dict[str, Any]:
    """Return the shipped sentences of a language."""
    path = SOURCES / f"{language}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_of_each_language_cover_all_slots_and_errors(
    language: str,
) -> None:
    sentences = sentences_of(language)
    assert sentences["language"] == language
    handlers = {
        handler.intent_type
        for handler in vars(vxg_intent).values()
        if isinstance(handler, type) and hasattr(handler, "intent_type")
    }
    assert len(handlers) == 5
    assert set(sentences["intents"]) == {*handlers, "HassTurnOn"}
    assert set(sentences["responses"]["intents"]) == set(sentences["intents"])
    errors = {
        vxg_intent.UNKNOWN_TYPE,
        vxg_intent.NOT_READ,
        vxg_intent.NOT_DONE,
        *vxg_intent.ERRORS.values(),
    }
    assert set(sentences["responses"]["errors"]) == errors
    spans = {value["out"] for value in sentences["lists"]["vxg_span"]["values"]}
    assert spans <= set(vxg_intent.PERIODS)
    # Handlers match the cameras, since other entities may have the same names.
    for name, matches in sentences["intents"].items():
        for data in matches["data"]:
            domain = "button" if name == "HassTurnOn" else "camera"
            if any("{name}" in sentence for sentence in data["sentences"]):
                assert data["requires_context"] == {"domain": domain}
