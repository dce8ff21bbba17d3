"""Issues about the sentence files of Assist."""

from collections.abc import Collection

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from ..helpers.plain_text import markdown_placeholders
from .sentence_files import SentenceChoice, SentenceFiles

ISSUE_OFFER = "voice_sentences"
ISSUE_EDITED = "sentences_edited"


@callback
def async_update_offer(hass: HomeAssistant, languages: Collection[str]) -> None:
    """Create the issue that offers sentences, or delete it without languages."""
    if not languages:
        ir.async_delete_issue(hass, DOMAIN, ISSUE_OFFER)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        ISSUE_OFFER,
        data={"sentences": SentenceChoice.INSTALL},
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_OFFER,
        translation_placeholders=markdown_placeholders(
            {"languages": ", ".join(languages)}
        ),
    )


@callback
def async_update_edited(hass: HomeAssistant, files: SentenceFiles) -> None:
    """Create an issue for each outdated file that its user edited.

    The source is part of its id: users who keep their file are asked for each new one.
    """
    wanted = {
        f"{ISSUE_EDITED}_{language}_{files.sources[language]}": language
        for language in files.outdated
    }
    async_delete_sentence_issues(hass, kept={ISSUE_OFFER, *wanted})
    for issue_id, language in wanted.items():
        path = str(files.files[language].path)
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            data={"sentences": SentenceChoice.UPDATE, "language": language},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=ISSUE_EDITED,
            translation_placeholders=markdown_placeholders({"path": path}),
        )


@callback
def async_delete_sentence_issues(
    hass: HomeAssistant, kept: Collection[str] = ()
) -> None:
    """Delete the issues except for some, by their ids."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if (
            domain == DOMAIN
            and issue_id.startswith((ISSUE_OFFER, ISSUE_EDITED))
            and issue_id not in kept
        ):
            ir.async_delete_issue(hass, DOMAIN, issue_id)
