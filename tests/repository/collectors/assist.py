"""Voice assistants and language models: intents, tools, and the sentences people copied."""

from typing import Any

from homeassistant.core import Context
from homeassistant.helpers import config_validation as cv, intent, llm
import probatio
import yaml

from custom_components.vxg.assist.sentence_files import SOURCES

from ...common.assist import ASSISTANT, expose
from ..golden import attempt, shape
from ..house import FRONT_DOOR, House

CAMERAS = ("camera.front_door", "camera.garden", "camera.yard")
KEPT = ("status",)

# An example of each intent and each tool.
INTENTS: dict[str, dict[str, Any]] = {
    "VxgCountEvents": {"name": "Front door", "event_type": "motion", "span": "today"},
    "VxgListEvents": {"hours": 1},
    "VxgLastEvent": {"event_type": "motion"},
    "VxgCreateEvent": {"name": "Front door", "event_type": "guest arrived"},
    "VxgTriggerEvent": {"name": "Front door", "event_type": "siren"},
}
TOOLS: dict[str, dict[str, Any]] = {
    "vxg__get_events": {"camera": "Front door", "period": "today"},
    "vxg__create_event": {"camera": "Front door", "event_type": "guest_arrived"},
    "vxg__trigger_event": {"camera": "Front door", "event_type": "siren"},
}


async def collect(house: House) -> dict[str, Any]:
    """Return intents and tools with what they take and answer."""
    expose(house.hass, *CAMERAS)
    house.cloud.raise_event(FRONT_DOOR, "motion", {"Person": "81"})
    await house.pass_time(3)
    return {
        "errors": await _errors(house),
        "intents": {
            handler.intent_type: await _intent(house, handler)
            for handler in intent.async_get(house.hass)
            if handler.intent_type in INTENTS
        },
        "tools": await _tools(house),
    }


def _parameters(schema: Any) -> dict[str, Any]:
    shown: dict[str, Any] = probatio.to_openapi(
        schema, custom_serializer=cv.custom_serializer
    )
    return _without_texts(shown)


def _without_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_texts(item)
            for key, item in value.items()
            if key != "description" or not isinstance(item, str)
        }
    return value


async def _intent(house: House, handler: intent.IntentHandler) -> dict[str, Any]:
    assert handler.slot_schema is not None
    return {
        "platforms": handler.platforms,
        "response": await attempt(_response(house, handler.intent_type)),
        "slots": _parameters(probatio.Schema(handler.slot_schema)),
    }


async def _response(house: House, intent_type: str) -> dict[str, Any]:
    response = await _handle(house, intent_type)
    return {
        "speech_slots": shape(response.speech_slots, kept=KEPT),
        "type": response.response_type,
    }


async def _handle(
    house: House, intent_type: str, **slots: Any
) -> intent.IntentResponse:
    given = {**INTENTS[intent_type], **slots}
    return await intent.async_handle(
        house.hass,
        "test",
        intent_type,
        {name: {"value": value, "text": str(value)} for name, value in given.items()},
        context=Context(),
        language="en",
        assistant=ASSISTANT,
    )


async def _errors(house: House) -> dict[str, Any]:
    """Return which responses of the sentences are said when something is wrong."""
    camera, faults = house.cloud.cameras[FRONT_DOOR], house.cloud.faults
    unknown = _error(house, "VxgCountEvents", event_type="elf")
    errors = {"unknown type": await attempt(unknown)}
    faults.fail_next(10, status=500)
    errors["not read"] = await attempt(_error(house, "VxgCountEvents"))
    faults.clear()
    for status, name in ((500, "not done"), (403, "read only")):
        faults.fail_next(10, status=status, method="POST")
        errors[name] = await attempt(_error(house, "VxgTriggerEvent"))
        faults.clear()
    camera.status = "offline"
    await house.pass_time(301)
    errors["camera offline"] = await attempt(_error(house, "VxgTriggerEvent"))
    camera.status = "active"
    await house.pass_time(301)
    return errors


async def _error(house: House, intent_type: str, **slots: Any) -> str | None:
    try:
        await _handle(house, intent_type, **slots)
    except intent.IntentHandleError as err:
        return err.response_key
    raise AssertionError(f"{intent_type} raised nothing")


async def _tools(house: House) -> dict[str, Any]:
    context = llm.LLMContext(
        platform="test",
        context=Context(),
        language="en",
        assistant=ASSISTANT,
        device_id=None,
    )
    api = await llm.async_get_api(house.hass, llm.LLM_API_ASSIST, context)
    return {
        tool.name: {
            "parameters": _parameters(tool.parameters),
            "read_only": tool.annotations.read_only if tool.annotations else None,
            "refusal": await attempt(_use(api, tool.name, camera="Moon")),
            "result": await attempt(_use(api, tool.name)),
        }
        for tool in api.tools
        if tool.name in TOOLS
    }


async def _use(api: llm.APIInstance, name: str, **args: str) -> Any:
    """Return the shape of what a tool answers."""
    tool_input = llm.ToolInput(tool_name=name, tool_args={**TOOLS[name], **args})
    return shape((await api.async_call_tool(tool_input)).data, kept=KEPT)


def collect_sentences() -> dict[str, Any]:
    """Return what sentence files, which users copy and keep, count on."""
    return {
        path.stem: _sentences(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(SOURCES.glob("*.yaml"))
    }


def _sentences(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "intents": list(content["intents"]),
        "lists": {
            name: [value["out"] for value in values.get("values", ())]
            for name, values in content["lists"].items()
        },
        "responses": {
            kind: list(responses) for kind, responses in content["responses"].items()
        },
    }
