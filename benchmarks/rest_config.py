"""Configuration of `rest` sensors as a user without this integration would write it.

It is as good as `rest` allows: requests cover exactly the hold time (so no burst hides
an event), each event type has a sensor that is on for the hold time, and each camera
one that names its newest event. Requests are as on the API page (sections 1, 5 and 6).
"""

from typing import Any

from .cloud import TYPE_NAMES, CloudAccess

EVENTS = "/api/v2/storage/events/"
# Of `rest`, in seconds, for a resource without `scan_interval`.
DEFAULT_INTERVAL = 15
TIME = "strftime('%Y-%m-%dT%H:%M:%S.%f')"


def config_per_camera(access: CloudAccess, interval: int, hold: int) -> dict[str, Any]:
    """Return a resource for each camera. Times in seconds."""
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
    """Return one resource, shared by the sensors of all cameras. Times in seconds."""
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
    """Return a `rest_command` that creates an event with the metadata `number`."""
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
