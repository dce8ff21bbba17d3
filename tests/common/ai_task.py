"""A language model: an AI task entity that returns what a test wants."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, override

from homeassistant.components.ai_task import (
    AITaskEntity,
    AITaskEntityFeature,
    GenDataTask,
    GenDataTaskResult,
)
from homeassistant.components.conversation import ChatLog
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    mock_config_flow,
    mock_integration,
    mock_platform,
)

from .blueprints import PATIENT

DOMAIN = "model"


@dataclass
class Model:
    """What the model returns, or raises, and what it was asked and shown."""

    answer: Any = "A person at the door"
    tasks: list[GenDataTask] = field(default_factory=list)
    images: list[bytes] = field(default_factory=list)
    # The model is slow while this is set.
    gate: asyncio.Event | None = None


class ModelEntity(AITaskEntity):
    """The entity of a model."""

    _attr_name = "Model"
    _attr_unique_id = "model"
    _attr_supported_features = (
        AITaskEntityFeature.GENERATE_DATA | AITaskEntityFeature.SUPPORT_ATTACHMENTS
    )

    def __init__(self, model: Model) -> None:
        """Initialize."""
        self.model = model

    @override
    async def _async_generate_data(
        self, task: GenDataTask, chat_log: ChatLog
    ) -> GenDataTaskResult:
        self.model.tasks.append(task)
        for attachment in task.attachments or ():
            path: Path = attachment.path
            self.model.images.append(
                await self.hass.async_add_executor_job(path.read_bytes)
            )
        if self.model.gate is not None:
            task_of_call = asyncio.current_task()
            assert task_of_call is not None
            PATIENT.add(task_of_call)
            await self.model.gate.wait()
        if isinstance(self.model.answer, Exception):
            raise self.model.answer
        return GenDataTaskResult(
            conversation_id=chat_log.conversation_id, data=self.model.answer
        )


async def add_model(hass: HomeAssistant) -> Model:
    """Set up the AI task entity `ai_task.model`."""
    model = Model()

    async def forward(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        await hass.config_entries.async_forward_entry_setups(entry, ["ai_task"])
        return True

    async def add(
        hass: HomeAssistant,
        entry: ConfigEntry,
        async_add_entities: AddConfigEntryEntitiesCallback,
    ) -> None:
        async_add_entities([ModelEntity(model)])

    mock_integration(hass, MockModule(DOMAIN, async_setup_entry=forward))
    mock_platform(hass, f"{DOMAIN}.config_flow")
    mock_platform(hass, f"{DOMAIN}.ai_task", MockPlatform(async_setup_entry=add))
    for component in ("homeassistant", "ai_task"):
        assert await async_setup_component(hass, component, {})
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    with mock_config_flow(DOMAIN, ConfigFlow):
        assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return model


class ModelError(HomeAssistantError):
    """The provider refused."""
