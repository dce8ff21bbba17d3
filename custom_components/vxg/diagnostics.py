"""Diagnostics: no credentials, and nothing that identifies people."""

from dataclasses import asdict
from typing import Any

from homeassistant.components.diagnostics import REDACTED
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import AnyDeviceEntry

from .aiovxg import VxgTokenError, parse_token
from .cameras.coordinator import CameraState
from .data import VxgConfigEntry, VxgRuntimeData
from .helpers.identifiers import device_identifier


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: VxgConfigEntry
) -> dict[str, Any]:
    """Return diagnostics of an entry: an allow-list, which exposes no new data by default."""
    if entry.state is not ConfigEntryState.LOADED:
        return _entry(entry)
    data = entry.runtime_data
    return {
        **_entry(entry),
        "engine": _engine(data),
        "outbox": _outbox(data),
        "cameras": {
            str(camera_id): _camera(data, state)
            for camera_id, state in data.cameras.data.items()
        },
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: VxgConfigEntry, device: AnyDeviceEntry
) -> dict[str, Any]:
    """Return diagnostics of a camera, or of the group for the group's device."""
    if entry.state is not ConfigEntryState.LOADED:
        return _entry(entry)
    data = entry.runtime_data
    identifiers = {identifier for domain, identifier in device.identifiers}
    return {
        "engine": _engine(data),
        "cameras": {
            str(camera_id): _camera(data, state)
            for camera_id, state in data.cameras.data.items()
            if device_identifier(entry, camera_id) in identifiers
        },
    }


def _entry(entry: VxgConfigEntry) -> dict[str, Any]:
    """Return the settings of an entry, which need not be loaded."""
    try:
        token = parse_token(str(entry.data.get(CONF_TOKEN)))
    except VxgTokenError:
        token = None
    return {
        "entry": {
            CONF_TOKEN: REDACTED,
            "own_server": CONF_URL in entry.data,
            CONF_VERIFY_SSL: entry.data.get(CONF_VERIFY_SSL),
            "options": dict(entry.options),
            "state": entry.state.value,
            # Not `reason`, which may quote the cloud.
            "problem": entry.error_reason_translation_key,
        },
        "token": token
        and {
            "kind": token.kind,
            "writable": token.writable,
            "ends": token.end_of_life and token.end_of_life.isoformat(),
        },
    }


def _engine(data: VxgRuntimeData) -> dict[str, Any]:
    events = data.events
    watermark = events.log.watermark
    gap = events.availability.last_gap
    interval = events.effective_interval
    swept_from = events.log.retention.cutoff
    return {
        "poll_interval": interval and interval.total_seconds(),
        "requests_last_hour": data.client.requests_last_hour,
        "reads_by_camera": events.polls_per_camera,
        "refused_cameras": sorted(events.camera_reads.refused),
        "unreadable_cameras": sorted(events.camera_reads.failing),
        "last_poll_succeeded": events.last_update_success,
        "readable": events.availability.available,
        "last_gap": gap
        and {**asdict(gap), "start": gap.start.isoformat(), "end": gap.end.isoformat()},
        "events_delivered": events.dispatcher.dispatched_count,
        "skew": data.clock.skew.total_seconds(),
        "has_bearings": events.log.has_bearings,
        "watermark": watermark and watermark.isoformat(),
        "ids_held": events.log.tracked_ids,
        "is_crowded": events.log.is_crowded,
        "listing_delay": {
            "median": events.log.delays.median,
            "percentile_95": events.log.delays.percentile_95,
            "overlap": events.log.overlap.total_seconds(),
        },
        "images_awaited": len(events.log.images),
        "events_of_last_hour": events.recent.count,
        "sweeps": events.sweep_schedule.completed,
        # None unless there are too many events for a day.
        "sweeps_limited_to": swept_from and swept_from.isoformat(),
        "ledger_saves": events.log_store.saves,
        "archive_saves": events.log_store.archive_saves,
        "clocks_behind": {
            str(camera_id): lag.total_seconds()
            for camera_id, lag in data.options.clock_lags.items()
        },
        "last_failure_of_slow_reads": data.cameras.last_failure,
    }


def _outbox(data: VxgRuntimeData) -> dict[str, Any]:
    outbox = data.outbox
    oldest = outbox.queues.oldest
    return {
        "waiting": outbox.queues.queued_count,
        "oldest": oldest and oldest.isoformat(),
        "sent_later": outbox.sent_later,
        "dropped": outbox.dropped_count,
        "failure": outbox.failure,
    }


def _camera(data: VxgRuntimeData, state: CameraState) -> dict[str, Any]:
    camera = state.camera
    last = data.events.last_dispatched.get((camera.id, None))
    return {
        "status": camera.status,
        "rec_mode": camera.rec_mode,
        "rec_status": camera.rec_status,
        "timezone": camera.timezone,
        "brand": camera.brand,
        "model": camera.model,
        "fw_version": camera.fw_version,
        "access": camera.access,
        "writable": data.client.writable(camera.id),
        "event_types": None
        if state.types is None
        else [asdict(event_type) for event_type in state.types.values()],
        "last_event": last
        and {
            "event_type": last.new_event.event.name,
            "time": last.new_event.event.time.isoformat(),
            "metadata": dict.fromkeys(last.new_event.event.meta, REDACTED),
        },
    }
