"""The dashboard that builds itself from the cameras."""

from .client import HomeAssistantClient

DASHBOARD = "vxg-demo"


async def add_dashboard(home: HomeAssistantClient) -> None:
    """Create the dashboard unless it exists."""
    boards = await home.command("lovelace/dashboards/list")
    if any(board["url_path"] == DASHBOARD for board in boards):
        return
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
            "config": {"strategy": {"type": "custom:vxg"}},
        },
    )
