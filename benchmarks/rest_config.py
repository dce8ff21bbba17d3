"""What a user without this integration would write into `configuration.yaml`.

It is as good as `rest` allows: only what the sensors still show is read (so no burst hides
an event), a sensor for each event type is on for a while after an event as this
integration's is, and one more for each camera tells the newest event. Requests are as
the API page has them (sections 1, 5 and 6).
"""

from typing import Any

from .cloud import TYPE_NAMES, CloudAccess

EVENTS = "/api/v2/storage/events/"
# Home Assistant's, where a resource has no `scan_interval`.
DEFAULT_INTERVAL = 15
TIME = "strftime('%Y-%m-%dT%H:%M:%S.%f')"


def config_per_camera(access: CloudAccess, interval: int, hold: int) -> dict[str, Any]:
    """Return a resource for each camera. Seconds."""
    return {
        "rest": [
            {
                **_resource(access, interval, hold, camid=str(camera_id)),
                **_sensors(camera_id, "value_json.objects"),
            }
            for camera_id in access.camera_ids
        ]
    }


def shared_config(access: CloudAccess, interval: int, hold: int) -> dict[str, Any]:
    """Return one resource, which is shared by the sensors of all cameras. Seconds."""
    shared = _resource(access, interval, hold)
    for camera_id in access.camera_ids:
        own = f"value_json.objects | selectattr('camid', 'eq', {camera_id})"
        for platform, sensors in _sensors(camera_id, own).items():
            shared.setdefault(platform, []).extend(sensors)
    return {"rest": [shared]}


def _resource(
    access: CloudAccess, interval: int, hold: int, **params: str
) -> dict[str, Any]:
    start = f"{{{{ (utcnow() - timedelta(seconds={hold})).{TIME} }}}}"
    resource: dict[str, Any] = {
        "resource": f"{access.url}{EVENTS}",
        "headers": {"Authorization": f"SI {access.token}"},
        "params": {**params, "start": start, "order_by": "-time", "limit": "1000"},
    }
    if interval != DEFAULT_INTERVAL:
        resource["scan_interval"] = interval
    return resource


def _sensors(camera_id: int, events: str) -> dict[str, list[dict[str, Any]]]:
    newest = (
        f"{{% set newest = {events} | first | default %}}"
        "{{ newest.id ~ ' ' ~ newest.name if newest else 'none' }}"
    )
    return {
        "binary_sensor": [
            {
                "name": f"Camera {camera_id} {name}",
                "unique_id": f"{camera_id}_event_{name}",
                "value_template": f"{{{{ {events} | selectattr('name', 'eq', '{name}')"
                " | list | count > 0 }}",
            }
            for name in TYPE_NAMES
        ],
        "sensor": [
            {
                "name": f"Camera {camera_id} newest event",
                "unique_id": f"{camera_id}_newest",
                "value_template": newest,
            }
        ],
    }


def rest_command_config(access: CloudAccess, channel_token: str) -> dict[str, Any]:
    """Return a command that writes an event into the cloud, with a tag `number`."""
    return {
        "rest_command": {
            "create_event": {
                "url": f"{access.url}{EVENTS}",
                "method": "post",
                "headers": {"Authorization": f"Acc {channel_token}"},
                "content_type": "application/json",
                "payload": '{"camid": {{ camera }}, "name": "{{ event_type }}",'
                f' "time": "{{{{ utcnow().{TIME} }}}}",'
                ' "meta": {"number": "{{ number }}"}}',
            }
        }
    }
