"""AI task entity that returns digests of the images that it is given."""

import hashlib
from pathlib import Path
from typing import Any, override

from homeassistant.components.ai_task import (
    AITaskEntity,
    AITaskEntityFeature,
    GenDataTask,
    GenDataTaskResult,
)
from homeassistant.components.conversation import ChatLog
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback


async def async_setup_entry(
    hass: HomeAssistant,
    entry: ConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the entity."""
    async_add_entities([TourModel()])


class TourModel(AITaskEntity):
    """A model whose answers are known."""

    _attr_name = "Tour model"
    _attr_unique_id = "tour_model"
    _attr_supported_features = (
        AITaskEntityFeature.GENERATE_DATA | AITaskEntityFeature.SUPPORT_ATTACHMENTS
    )

    @override
    async def _async_generate_data(
        self, task: GenDataTask, chat_log: ChatLog
    ) -> GenDataTaskResult:
        """Return the digests of the attachments."""

        def digest(path: Path) -> str:
            return hashlib.sha256(path.read_bytes()).hexdigest()

        digests: list[Any] = [
            await self.hass.async_add_executor_job(digest, attachment.path)
            for attachment in task.attachments or ()
        ]
        return GenDataTaskResult(conversation_id=chat_log.conversation_id, data=digests)
