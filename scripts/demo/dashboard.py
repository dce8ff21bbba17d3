"""A dashboard of the integration's entities."""

from typing import Any

from .client import HomeAssistantClient, wait_until

DASHBOARD = "vxg-demo"


async def add_dashboard(home: HomeAssistantClient, cloud_url: str) -> None:
    """Create the dashboard unless it exists."""
    boards = await home.command("lovelace/dashboards/list")
    if any(board["url_path"] == DASHBOARD for board in boards):
        return

    async def our_entities() -> list[dict[str, Any]]:
        registry = await home.command("config/entity_registry/list")
        ours = [entity for entity in registry if entity["platform"] == "vxg"]
        has_camera = any(entity["entity_id"].startswith("camera.") for entity in ours)
        return ours if has_camera else []

    entities = await wait_until("A camera", our_entities)
    devices = await home.command("config/device_registry/list")
    names = {
        device["id"]: device["name_by_user"] or device["name"] for device in devices
    }
    await home.commands(
        {
            "type": "lovelace/dashboards/create",
            "url_path": DASHBOARD,
            "title": "Cameras",
            "icon": "mdi:cctv",
        },
        {
            "type": "lovelace/config/save",
            "url_path": DASHBOARD,
            "config": {"views": [cameras_view(names, entities, cloud_url)]},
        },
    )


def cameras_view(
    names: dict[str, str], entities: list[dict[str, Any]], cloud_url: str
) -> dict[str, Any]:
    """Return a view with a section for each camera, and one for the recent events."""
    visible = [
        entity
        for entity in entities
        if not entity["disabled_by"] and entity["device_id"]
    ]
    sections: list[dict[str, Any]] = []
    for device in sorted(
        {entity["device_id"] for entity in visible}, key=names.__getitem__
    ):
        cards = [
            card(entity["entity_id"])
            for kind in ("camera", "event", "image", "binary_sensor", "button")
            for entity in visible
            if entity["device_id"] == device
            and entity["entity_id"].startswith(f"{kind}.")
            and not entity["entity_category"]
        ]
        # The device of a group token has no such entities.
        if cards:
            heading = {"type": "heading", "heading": names[device]}
            sections.append({"type": "grid", "cards": [heading, *cards]})
    events = [e["entity_id"] for e in visible if e["entity_id"].startswith("event.")]
    link = f"The [simulated cloud]({cloud_url}) has a button for each event type."
    recent: list[dict[str, Any]] = [
        {"type": "markdown", "content": link, "grid_options": {"columns": "full"}},
        {
            "type": "logbook",
            "target": {"entity_id": events},
            "hours_to_show": 1,
            "grid_options": {"columns": "full"},
        },
    ]
    sections.append({"type": "grid", "cards": recent, "column_span": 4})
    view = {"title": "Cameras", "path": "cameras", "type": "sections"}
    return {**view, "max_columns": 4, "sections": sections}


def card(entity_id: str) -> dict[str, Any]:
    """Return the card of an entity."""
    if entity_id.startswith("camera."):
        full = {"columns": "full"}
        return {"type": "picture-entity", "entity": entity_id, "grid_options": full}
    # The heading already names the camera.
    name = {"type": "entity"}
    tile: dict[str, Any] = {"type": "tile", "entity": entity_id, "name": name}
    if entity_id.startswith("button."):
        press = {"action": "perform-action", "perform_action": "button.press"}
        tile["tap_action"] = press | {"target": {"entity_id": entity_id}}
    return tile
