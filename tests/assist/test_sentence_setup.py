"""Test the installation of sentences by options and repairs."""

from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util.file import WriteError
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.assist import sentence_files, sentence_setup
from custom_components.vxg.assist.sentence_files import SentenceChoice, SentenceFile
from custom_components.vxg.assist.sentence_setup import async_get_sentence_setup
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..common.assist import expose, say
from ..conftest import CAMERA_ID, PassTime, load, logged, make_entry, set_up
from ..test_options_flow import OPTIONS

CAMERA = "camera.front_door"


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration folder of its own."""
    (Path(hass_tmp_config_dir) / "configuration.yaml").touch()
    return hass_tmp_config_dir


@pytest.fixture
def config(hass_config_dir: str) -> Path:
    """Return the configuration folder."""
    return Path(hass_config_dir)


@pytest.fixture
async def home(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return an entry in a house with Assist."""
    for component in ("homeassistant", "conversation", "repairs"):
        assert await async_setup_component(hass, component, {})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry


def installed(config: Path) -> list[str]:
    """Return the languages of the installed files."""
    return sorted(
        path.parent.name for path in config.glob("custom_sentences/*/vxg.yaml")
    )


def left(config: Path) -> list[Path]:
    """Return what is left of the folder."""
    return list(config.glob("custom_sentences*"))


def issues(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return the issues about sentences by translation key."""
    return {
        str(issue.translation_key): issue
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN and "sentences" in str(issue.translation_key)
    }


async def choose(
    hass: HomeAssistant, entry: MockConfigEntry, choice: str | None = None
) -> dict[str, Any]:
    """Submit the options with a choice; return the result and what was offered."""
    flow = hass.config_entries.options
    form = await flow.async_init(entry.entry_id)
    fields = {str(key): field for key, field in form["data_schema"].schema.items()}
    field = fields.get("voice_sentences")
    filled = OPTIONS if choice is None else {**OPTIONS, "voice_sentences": choice}
    result = await flow.async_configure(form["flow_id"], filled)
    await hass.async_block_till_done(wait_background_tasks=True)
    offered = None if field is None else field.config["options"]
    return {"result": result, "offered": offered}


async def test_the_options_install_update_and_remove(
    hass: HomeAssistant, home: MockConfigEntry, config: Path
) -> None:
    sentence = "what happened at the front door today"
    expose(hass, CAMERA)
    assert (await say(hass, sentence)).intent is None
    chosen = await choose(hass, home, "install")
    assert chosen["offered"] == ["install"]
    assert installed(config) == ["en"]
    assert (await say(hass, sentence)).intent is not None
    # Not an option that is stored.
    assert home.options == OPTIONS
    assert (await choose(hass, home))["offered"] == ["update", "remove"]
    await choose(hass, home, "update")
    assert installed(config) == ["en"]
    await choose(hass, home, "remove")
    assert not left(config)
    assert (await say(hass, sentence)).intent is None


def set_languages(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, configured: list[str]
) -> None:
    """Let the house have assistants in some languages, of which a test may add more."""

    class Pipelines:
        """Stands in for the component, whose libraries are not everywhere."""

        @staticmethod
        def async_get_pipelines(_hass: HomeAssistant) -> list[Any]:
            return [Pipeline(language) for language in configured]

    class Pipeline:
        def __init__(self, language: str) -> None:
            self.language = language
            self.conversation_language = "*" if language == "de" else language

    real_import = sentence_setup.async_import_module

    async def import_module(hass: HomeAssistant, name: str) -> Any:
        return Pipelines if "pipeline" in name else await real_import(hass, name)

    monkeypatch.setattr(sentence_setup, "async_import_module", import_module)
    hass.config.components.add("assist_pipeline")


@pytest.mark.parametrize(
    ("configured", "folders"),
    [
        (["de"], ["de"]),
        (["de-AT", "en-GB"], ["de", "de-CH", "en"]),
        (["de-CH", "pt-PT", "pt-BR"], ["de-CH", "pt", "pt-BR"]),
        (["sv"], []),
    ],
)
async def test_the_languages_are_those_of_the_assistants(
    hass: HomeAssistant,
    home: MockConfigEntry,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
    configured: list[str],
    folders: list[str],
) -> None:
    set_languages(hass, monkeypatch, configured)
    if folders:
        await choose(hass, home, "install")
    else:
        assert (await choose(hass, home))["offered"] is None
    assert installed(config) == folders


async def fix(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, key: str, *steps: str
) -> dict[str, Any]:
    """Start the repair of an issue, answer its steps, and return the result."""
    client = await hass_client()
    body = {"handler": DOMAIN, "issue_id": issues(hass)[key].issue_id}
    url = "/api/repairs/issues/fix"
    result = await (await client.post(url, json=body)).json()
    for step in steps:
        answer = {"next_step_id": step} if step else {}
        address = f"{url}/{result['flow_id']}"
        result = await (await client.post(address, json=answer)).json()
    await hass.async_block_till_done(wait_background_tasks=True)
    return result


async def test_a_repair_offers_them_once_a_camera_is_exposed(
    hass: HomeAssistant,
    home: MockConfigEntry,
    config: Path,
    hass_client: ClientSessionGenerator,
) -> None:
    assert not issues(hass)
    expose(hass, CAMERA)
    await hass.async_block_till_done(wait_background_tasks=True)
    offer = issues(hass)["voice_sentences"]
    assert offer.translation_placeholders == {"languages": "en"}
    result = await fix(hass, hass_client, "voice_sentences", "")
    assert result["type"] == "create_entry"
    assert installed(config) == ["en"]
    assert not issues(hass)
    # Who removes them does not want them.
    await choose(hass, home, "remove")
    assert issues(hass)["voice_sentences"].dismissed_version is not None
    await hass.config_entries.async_reload(home.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issues(hass)["voice_sentences"].dismissed_version is not None
    # No camera, no offer.
    expose(hass, CAMERA, exposed=False)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not issues(hass)


async def test_cameras_that_were_exposed_before_are_offered_sentences_at_once(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})
    entry = make_entry(cloud, server)
    entry.add_to_hass(hass)
    er.async_get(hass).async_get_or_create(
        "camera",
        DOMAIN,
        f"{entry.unique_id}_{CAMERA_ID}_camera",
        suggested_object_id="front_door",
        config_entry=entry,
    )
    expose(hass, CAMERA)
    await load(hass, entry)
    assert "voice_sentences" in issues(hass)


async def test_an_entry_that_cannot_be_set_up_hinders_no_other(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, home: MockConfigEntry
) -> None:
    broken = make_entry(cloud, server, token="no token", unique_id="7")
    broken.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(broken.entry_id)
    expose(hass, CAMERA)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert "voice_sentences" in issues(hass)


async def test_new_event_types_become_words(
    hass: HomeAssistant,
    cloud: Cloud,
    home: MockConfigEntry,
    config: Path,
    pass_time: PassTime,
) -> None:
    await choose(hass, home, "install")
    cloud.cameras[CAMERA_ID].add_type({"name": "guest_arrived", "custom": True})
    await pass_time(3700, times=2)
    text = (config / "custom_sentences" / "en" / "vxg.yaml").read_text()
    assert '"guest arrived"' in text


async def edit(
    hass: HomeAssistant, home: MockConfigEntry, config: Path, monkeypatch: Any
) -> Path:
    """Install, edit the file, and pretend that there are new sentences."""
    await choose(hass, home, "install")
    path = config / "custom_sentences" / "en" / "vxg.yaml"
    path.write_text(f"{path.read_text()}# mine\n")
    real = SentenceFile.read.__func__

    def read(cls: type[SentenceFile], folder: Path, language: str) -> SentenceFile:
        file = real(cls, folder, language)
        older = "0" * 8 if "# mine" in file.text else file.source
        return cls(path=file.path, status=file.status, source=older, text=file.text)

    monkeypatch.setattr(SentenceFile, "read", classmethod(read))
    await choose(hass, home, "install")
    return path


@pytest.mark.parametrize("choice", ["keep", "replace"])
async def test_a_repair_asks_about_an_edited_file(
    hass: HomeAssistant,
    home: MockConfigEntry,
    config: Path,
    hass_client: ClientSessionGenerator,
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
) -> None:
    path = await edit(hass, home, config, monkeypatch)
    mine = path.read_text()
    issue = issues(hass)["sentences_edited"]
    assert issue.translation_placeholders == {"path": str(path)}
    menu = await fix(hass, hass_client, "sentences_edited")
    assert menu["menu_options"] == ["keep", "replace"]
    result = await fix(hass, hass_client, "sentences_edited", choice)
    if choice == "keep":
        assert result["reason"] == "sentences_kept"
        assert path.read_text() == mine
        assert issues(hass)["sentences_edited"].dismissed_version is not None
        await choose(hass, home, "install")
        assert issues(hass)["sentences_edited"].dismissed_version is not None
    else:
        assert result["type"] == "create_entry"
        assert "# mine" not in path.read_text()
        assert path.with_suffix(".yaml.bak").read_text() == mine
        assert not issues(hass)


async def test_a_language_that_is_added_later_is_offered_after_the_next_setup(
    hass: HomeAssistant,
    home: MockConfigEntry,
    config: Path,
    hass_client: ClientSessionGenerator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    languages = ["en"]
    set_languages(hass, monkeypatch, languages)
    expose(hass, CAMERA)
    await choose(hass, home, "install")
    assert not issues(hass)
    languages.append("de")
    await hass.config_entries.async_reload(home.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    offer = issues(hass)["voice_sentences"]
    assert offer.translation_placeholders == {"languages": "de"}
    await fix(hass, hass_client, "voice_sentences", "")
    assert installed(config) == ["de", "en"]
    # What is of a language that no assistant has any more is removed, too.
    languages.remove("de")
    await choose(hass, home, "remove")
    assert not left(config)


async def test_the_last_entry_takes_the_sentences_with_it(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    home: MockConfigEntry,
    config: Path,
) -> None:
    cloud.add_camera(7, "Garden")
    other = make_entry(
        cloud, server, token=cloud.channel_token(7), unique_id="7", title="Garden"
    )
    await set_up(hass, other)
    expose(hass, CAMERA)
    await choose(hass, home, "install")
    await hass.config_entries.async_remove(other.entry_id)
    assert installed(config) == ["en"]
    await hass.config_entries.async_remove(home.entry_id)
    assert not left(config)
    assert not issues(hass)


async def test_an_edited_file_stays_when_the_last_entry_is_removed(
    hass: HomeAssistant,
    home: MockConfigEntry,
    config: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await choose(hass, home, "install")
    path = config / "custom_sentences" / "en" / "vxg.yaml"
    path.write_text(f"{path.read_text()}# mine\n")
    await hass.config_entries.async_remove(home.entry_id)
    assert path.read_text().endswith("# mine\n")
    (message,) = logged(caplog)
    assert message == f"{path} was edited, and is not removed"


async def test_sentences_are_removed_while_there_is_no_assist(
    hass: HomeAssistant, home: MockConfigEntry, config: Path
) -> None:
    await choose(hass, home, "install")
    hass.config.components.remove("conversation")
    await hass.config_entries.async_remove(home.entry_id)
    assert not left(config)


async def test_a_removal_that_fails_is_logged(
    hass: HomeAssistant,
    home: MockConfigEntry,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await choose(hass, home, "install")
    path = config / "custom_sentences" / "en" / "vxg.yaml"

    def fail(_path: Path) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fail)
        await hass.config_entries.async_remove(home.entry_id)
    assert path.exists()
    (message,) = logged(caplog)
    assert f"{path}: Read-only file system" in message


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be written."""

    def fail(*_args: Any) -> None:
        raise WriteError(OSError(28, "No space left on device"))

    monkeypatch.setattr(sentence_files, "write_utf8_file_atomic", fail)


@pytest.mark.usefixtures("full_disk")
async def test_a_full_disk_is_told(
    hass: HomeAssistant,
    home: MockConfigEntry,
    config: Path,
    hass_client: ClientSessionGenerator,
) -> None:
    chosen = await choose(hass, home, "install")
    assert chosen["result"]["errors"] == {"voice_sentences": "sentences_failed"}
    path = config / "custom_sentences" / "en" / "vxg.yaml"
    reason = {"detail": f"{path}: No space left on device"}
    assert chosen["result"]["description_placeholders"] == reason
    expose(hass, CAMERA)
    await hass.async_block_till_done(wait_background_tasks=True)
    result = await fix(hass, hass_client, "voice_sentences", "")
    assert result["reason"] == "sentences_failed"
    assert result["description_placeholders"] == reason
    assert not left(config)


async def test_what_was_written_before_a_failure_is_used(
    hass: HomeAssistant, home: MockConfigEntry, config: Path
) -> None:
    expose(hass, CAMERA)
    sentence = "what happened at the front door today"
    assert (await say(hass, sentence)).intent is None
    (config / "custom_sentences" / "de" / "vxg.yaml").mkdir(parents=True)
    chosen = await choose(hass, home, "install")
    assert chosen["result"]["errors"] == {"voice_sentences": "sentences_failed"}
    assert installed(config) == ["de", "en"]
    assert (await say(hass, sentence)).intent is not None


async def test_files_that_are_installed_during_a_reload_get_the_words_after_it(
    hass: HomeAssistant, cloud: Cloud, home: MockConfigEntry, config: Path
) -> None:
    cloud.cameras[CAMERA_ID].add_type({"name": "guest_arrived", "custom": True})
    await hass.config_entries.async_reload(home.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await hass.config_entries.async_unload(home.entry_id)
    await async_get_sentence_setup(hass).async_apply(SentenceChoice.INSTALL)
    path = config / "custom_sentences" / "en" / "vxg.yaml"
    assert '"guest arrived"' not in path.read_text()
    await hass.config_entries.async_setup(home.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert '"guest arrived"' in path.read_text()


async def test_a_disk_that_cannot_be_read_harms_nothing_else(
    hass: HomeAssistant,
    home: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_args: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(SentenceFile, "read", fail)
    assert (await choose(hass, home))["offered"] is None
    expose(hass, CAMERA)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert [message for message in logged(caplog) if "Input/output error" in message]


async def test_without_assist_there_are_no_sentences(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    assert (await choose(hass, entry))["offered"] is None
    assert not async_get_sentence_setup(hass).is_available


async def test_a_failed_reload_is_logged(
    hass: HomeAssistant,
    home: MockConfigEntry,
    config: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    error = sentence_setup.HomeAssistantError("broken configuration")
    async_mock_service(hass, "conversation", "reload", raise_exception=error)
    chosen = await choose(hass, home, "install")
    assert chosen["result"]["type"] == "create_entry"
    assert installed(config) == ["en"]
    assert "broken configuration" in caplog.text
