"""Installation of the sentences of Assist for the languages of the house."""

import asyncio
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from homeassistant.components.homeassistant.exposed_entities import (
    async_listen_entity_updates,
    async_should_expose,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import MATCH_ALL, SERVICE_RELOAD
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.importlib import async_import_module
from homeassistant.helpers.singleton import singleton
from homeassistant.helpers.start import async_at_started
from homeassistant.loader import async_get_integration
from homeassistant.util.language import Dialect

from ..const import DOMAIN, LOGGER
from ..data import VxgConfigEntry
from ..errors import translated_error
from .exposed_cameras import async_vxg_cameras
from .sentence_files import (
    FileStatus,
    SentenceChoice,
    SentenceFiles,
    read_files,
    remove_files,
    write_files,
)
from .sentence_issues import (
    ISSUE_OFFER,
    async_delete_sentence_issues,
    async_update_edited,
    async_update_offer,
)
from .vocabulary import is_descriptive

CONVERSATION = "conversation"
DEFAULT_AGENT = "conversation.home_assistant"
ASSIST_PIPELINE = "assist_pipeline"


# Entries that are being loaded or unloaded will have other cameras soon.
UNSETTLED = {
    ConfigEntryState.NOT_LOADED,
    ConfigEntryState.SETUP_IN_PROGRESS,
    ConfigEntryState.UNLOAD_IN_PROGRESS,
}


class SentenceSetup:
    """Installs, updates and removes the sentence files, and tells the user about them."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._config = Path(hass.config.config_dir)
        self._lock = asyncio.Lock()
        self._checked: tuple[frozenset[str], bool] | None = None

    @property
    def is_available(self) -> bool:
        """Whether there is Assist."""
        return CONVERSATION in self._hass.config.components

    async def async_choices(self) -> list[SentenceChoice]:
        """Return the choices that there are now."""
        if not self.is_available:
            return []
        files = await self._async_run(read_files, await self.async_languages())
        if files.languages(FileStatus.UNEDITED):
            return [SentenceChoice.UPDATE, SentenceChoice.REMOVE]
        return [SentenceChoice.INSTALL] if files.files else []

    async def async_apply(
        self, choice: SentenceChoice, *, replace: Collection[str] = ()
    ) -> None:
        """Carry out a choice. Raises a translated error if a file cannot be changed."""
        if choice is SentenceChoice.REMOVE:
            await self.async_remove()
            # The user does not want them.
            async_update_offer(self._hass, await self.async_languages())
            if ir.async_get(self._hass).async_get_issue(DOMAIN, ISSUE_OFFER):
                ir.async_ignore_issue(self._hass, DOMAIN, ISSUE_OFFER, ignore=True)
            return
        # While an entry is reloaded, the types of its cameras are unknown.
        self._checked = None
        await self._async_write(install=True, replace=replace)

    async def async_remove(self) -> None:
        """Remove what is ours and unedited."""
        async with self._lock:
            files = await self._async_run(remove_files, ())
            await self._async_reload(files)
        async_delete_sentence_issues(self._hass)
        self._checked = None
        for language in files.languages(FileStatus.EDITED):
            path = files.files[language].path
            LOGGER.warning("%s was edited, and is not removed", path)
        _raise_error(files)

    @callback
    def async_check(self) -> None:
        """Update the installed files and the issues if the cameras have changed.

        While an entry is being loaded, the types of its cameras are unknown.
        """
        entries = self._hass.config_entries.async_entries(
            DOMAIN, include_disabled=False
        )
        if all(entry.state not in UNSETTLED for entry in entries):
            current = (self._type_names(), self._has_exposed_camera())
            if current != self._checked:
                self._checked = current
                self._hass.async_create_task(self._async_check())

    @callback
    def async_check_again(self) -> None:
        """Check also if the cameras are the same: the assistants may be others."""
        self._checked = None
        self.async_check()

    async def _async_check(self) -> None:
        try:
            await self._async_write(install=False)
        except HomeAssistantError as err:
            LOGGER.warning("%s", err)

    async def async_languages(self) -> list[str]:
        """Return the folders of sentences for the languages of the house's assistants."""
        conversation = await async_import_module(
            self._hass, f"homeassistant.components.{CONVERSATION}"
        )
        supported = conversation.async_get_conversation_languages(
            self._hass, DEFAULT_AGENT
        )
        languages = {self._hass.config.language}
        if ASSIST_PIPELINE in self._hass.config.components:
            pipelines = await async_import_module(
                self._hass, f"homeassistant.components.{ASSIST_PIPELINE}"
            )
            languages = {
                pipeline.language
                if pipeline.conversation_language == MATCH_ALL
                else pipeline.conversation_language
                for pipeline in pipelines.async_get_pipelines(self._hass)
            } or languages
        return sorted(
            {folder for each in languages for folder in _best_matches(each, supported)}
        )

    async def _async_write(
        self, *, install: bool, replace: Collection[str] = ()
    ) -> None:
        integration = await async_get_integration(self._hass, DOMAIN)
        async with self._lock:
            languages = await self.async_languages()
            write = partial(
                write_files,
                version=str(integration.version),
                names=self._type_names(),
                install=install,
                replace=replace,
            )
            files = await self._async_run(write, languages)
            await self._async_reload(files)
        async_update_edited(self._hass, files)
        missing = files.languages(FileStatus.MISSING)
        async_update_offer(self._hass, missing if self._has_exposed_camera() else [])
        _raise_error(files)

    async def _async_run(
        self,
        function: Callable[[Path, Collection[str]], SentenceFiles],
        languages: Collection[str],
    ) -> SentenceFiles:
        return await self._hass.async_add_executor_job(
            function, self._config, languages
        )

    async def _async_reload(self, files: SentenceFiles) -> None:
        """Let Assist read the sentences again."""
        services = self._hass.services
        if files.changed and services.has_service(CONVERSATION, SERVICE_RELOAD):
            try:
                await services.async_call(CONVERSATION, SERVICE_RELOAD, blocking=True)
            except HomeAssistantError as err:
                LOGGER.warning("Restart to use the changed sentences: %s", err)

    def _type_names(self) -> frozenset[str]:
        """Return the names of the event types of all cameras."""
        entries: list[VxgConfigEntry] = self._hass.config_entries.async_loaded_entries(
            DOMAIN
        )
        return frozenset(
            name
            for entry in entries
            for state in entry.runtime_data.cameras.data.values()
            for name in state.types or ()
            if is_descriptive(name)
        )

    def _has_exposed_camera(self) -> bool:
        return any(
            async_should_expose(self._hass, CONVERSATION, entity_id)
            for entity_id in async_vxg_cameras(self._hass)
        )


def _best_matches(language: str, supported: Collection[str]) -> list[str]:
    """Return the folders of which the default agent chooses one.

    For Austrian German, it chooses between two that match equally by chance.
    """
    target = Dialect.parse(language)
    scores = {folder: target.score(Dialect.parse(folder)) for folder in supported}
    best = max(scores.values(), default=(-1.0, 0.0))
    return [
        folder for folder, score in scores.items() if score == best and score[0] >= 0
    ]


@singleton(f"{DOMAIN}_sentences")
@callback
def async_get_sentence_setup(hass: HomeAssistant) -> SentenceSetup:
    """Return the installation of sentences, which all entries share."""
    return SentenceSetup(hass)


@callback
def async_watch_sentences(hass: HomeAssistant, entry: VxgConfigEntry) -> None:
    """Update installed sentences with the cameras, and offer them once some are exposed."""
    setup = async_get_sentence_setup(hass)

    @callback
    def watch(_hass: HomeAssistant) -> None:
        if not setup.is_available:
            return
        entry.async_on_unload(
            async_listen_entity_updates(hass, CONVERSATION, setup.async_check)
        )
        entry.async_on_unload(
            entry.runtime_data.cameras.async_add_listener(setup.async_check)
        )
        # The entry may still be loading.
        entry.async_on_unload(entry.async_on_state_change(setup.async_check))
        setup.async_check_again()

    entry.async_on_unload(async_at_started(hass, watch))


async def async_remove_sentences(hass: HomeAssistant) -> None:
    """Remove what is ours with the last entry."""
    if hass.config_entries.async_entries(DOMAIN):
        return
    try:
        await async_get_sentence_setup(hass).async_remove()
    except HomeAssistantError as err:
        LOGGER.warning("%s", err)


def _raise_error(files: SentenceFiles) -> None:
    """Raise a translated error if a file could not be changed."""
    if files.error is not None:
        raise translated_error(
            HomeAssistantError, "sentences_failed", detail=files.error
        )
