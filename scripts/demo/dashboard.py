"""A dashboard of what the integration made."""

from typing import Any

from .client import Home, until

DASHBOARD = "vxg-demo"


async def add_dashboard(home: Home, cloud_url: str) -> None:
    """Create a dashboard of what the integration made, once."""
    boards = await home.command("lovelace/dashboards/list")
    if any(board["url_path"] == DASHBOARD for board in boards):
        return

    async def entities() -> list[dict[str, Any]]:
        listed = await home.command("config/entity_registry/list")
        ours = [entity for entity in listed if entity["platform"] == "vxg"]
        cameras = [one for one in ours if one["entity_id"].startswith("camera.")]
        return ours if cameras else []

    found = await until("A camera", entities)
    devices = await home.command("config/device_registry/list")
    names = {one["id"]: one["name_by_user"] or one["name"] for one in devices}
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
            "config": {"views": [cameras_view(names, found, cloud_url)]},
        },
    )


def cameras_view(
    names: dict[str, str], entities: list[dict[str, Any]], cloud_url: str
) -> dict[str, Any]:
    """Return a view with a section for each camera, and what happened of late."""
    shown = [one for one in entities if not one["disabled_by"] and one["device_id"]]
    sections: list[dict[str, Any]] = []
    for device in sorted({one["device_id"] for one in shown}, key=names.__getitem__):
        cards = [
            card(one["entity_id"])
            for kind in ("camera", "event", "image", "binary_sensor", "button")
            for one in shown
            if one["device_id"] == device
            and one["entity_id"].startswith(f"{kind}.")
            and not one["entity_category"]
        ]
        # A group's own device has nothing for a dashboard.
        if cards:
            heading = {"type": "heading", "heading": names[device]}
            sections.append({"type": "grid", "cards": [heading, *cards]})
    events = [e["entity_id"] for e in shown if e["entity_id"].startswith("event.")]
    link = f"The [simulated cloud]({cloud_url}) has a button for each event type."
    late: list[dict[str, Any]] = [
        {"type": "markdown", "content": link, "grid_options": {"columns": "full"}},
        {
            "type": "logbook",
            "target": {"entity_id": events},
            "hours_to_show": 1,
            "grid_options": {"columns": "full"},
        },
    ]
    sections.append({"type": "grid", "cards": late, "column_span": 4})
    view = {"title": "Cameras", "path": "cameras", "type": "sections"}
    return {**view, "max_columns": 4, "sections": sections}


def card(entity_id: str) -> dict[str, Any]:
    """Return the card of one entity."""
    if entity_id.startswith("camera."):
        full = {"columns": "full"}
        return {"type": "picture-entity", "entity": entity_id, "grid_options": full}
    # The heading names the camera already.
    name = {"type": "entity"}
    tile: dict[str, Any] = {"type": "tile", "entity": entity_id, "name": name}
    if entity_id.startswith("button."):
        press = {"action": "perform-action", "perform_action": "button.press"}
        tile["tap_action"] = press | {"target": {"entity_id": entity_id}}
    return tile
