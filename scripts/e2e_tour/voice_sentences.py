"""Steps: install the sentences of Assist in two clicks, and find none after removal."""

from pathlib import Path

from scripts.demo.client import HomeAssistantClient, wait_until

from .served_media import TIMEOUT
from .tour import Tour

CAMERA = "camera.front_door"
OFFER = "Assist can answer questions about your cameras"
# Questions with the start of the answer: of the integration, then of Home Assistant.
ANSWERS = (
    ("en", "What happened at the front door today?", "event"),
    ("de", "Was ist heute bei Front door passiert?", "Es gab heute bei Front door"),
    ("en", "How many lights are on?", "0"),
    ("de", "Wie spät ist es?", "Es ist "),
)


def _folder(tour: Tour) -> Path:
    return tour.env.settings.config / "custom_sentences"


async def install_sentences(tour: Tour) -> None:
    """Expose a camera, and accept the offer of the repair; Assist answers at once."""
    page, home = tour.page, tour.env.home
    await _add_german_assistant(home)
    await home.command(
        "homeassistant/expose_entity",
        assistants=["conversation"],
        entity_ids=[CAMERA],
        should_expose=True,
    )
    await tour.visit("config/repairs")
    await page.get_by_text(OFFER).click()
    await page.get_by_role("button", name="Submit").click()

    async def languages() -> bool:
        files = _folder(tour).glob("*/vxg.yaml")
        return {path.parent.name for path in files} == {"de", "en"}

    await wait_until("The sentences", languages, TIMEOUT)
    for language, question, answer in ANSWERS:
        result = await home.command(
            "conversation/process", text=question, language=language
        )
        spoken = result["response"]["speech"]["plain"]["speech"]
        assert answer in spoken, f"{question} {spoken}"
    issues = (await home.command("repairs/list_issues"))["issues"]
    assert not [issue for issue in issues if issue["domain"] == "vxg"], issues


async def _add_german_assistant(home: HomeAssistantClient) -> None:
    pipelines = await home.command("assist_pipeline/pipeline/list")
    settings = {
        key: value for key, value in pipelines["pipelines"][0].items() if key != "id"
    }
    german = {"name": "Deutsch", "language": "de", "conversation_language": "de"}
    await home.command("assist_pipeline/pipeline/create", **settings | german)


async def find_no_sentences(tour: Tour) -> None:
    """Check that the removal of the last entry left none."""
    assert not _folder(tour).exists(), [*_folder(tour).rglob("*")]
