"""Routes of the API."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from .handlers import (
    cameras,
    channels,
    clips,
    event_types,
    events,
    live,
    ptz,
    server,
    storage,
)

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
V2 = "/api/v2"
CAMERA = V2 + "/cameras/{camera_id}"
TYPES = CAMERA + "/event_processing/events"
EVENTS = V2 + "/storage/events"
ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", V2 + "/server/time", server.server_time),
    ("GET", V2 + "/cameras", cameras.list_cameras),
    ("GET", CAMERA, cameras.get_camera),
    ("PUT", CAMERA, cameras.put_camera),
    ("GET", CAMERA + "/preview", live.preview),
    ("POST", CAMERA + "/preview/update", live.preview),
    ("GET", CAMERA + "/ptz", ptz.get_ptz),
    ("POST", CAMERA + "/ptz/execute", ptz.command_ptz),
    ("GET", CAMERA + "/ptz/presets", ptz.list_presets),
    ("POST", CAMERA + "/ptz/presets", ptz.command_ptz),
    ("POST", CAMERA + "/ptz/presets/goto", ptz.command_ptz),
    ("GET", TYPES, event_types.list_types),
    ("POST", TYPES, event_types.add_type),
    ("GET", TYPES + "/{name}", event_types.get_type),
    ("PUT", TYPES + "/{name}", event_types.put_type),
    ("POST", TYPES + "/{name}/trigger", event_types.trigger),
    ("GET", EVENTS, events.list_events),
    ("POST", EVENTS, events.create_event),
    ("GET", EVENTS + "/{event_id}", events.get_event),
    ("POST", EVENTS + "/{event_id}/meta", events.write_tag),
    ("PUT", EVENTS + "/{event_id}/meta/{tag}", events.write_tag),
    ("DELETE", EVENTS + "/{event_id}/meta/{tag}", events.write_tag),
    ("GET", V2 + "/storage/data", storage.list_records),
    ("GET", "/api/v4/storage/records", storage.list_records),
    ("GET", V2 + "/storage/thumbnails", storage.list_pictures),
    ("GET", "/api/v4/storage/images", storage.list_pictures),
    ("GET", "/api/v4/storage/calendar", storage.calendar),
    ("GET", V2 + "/storage/timeline/{camera_id}", storage.timeline),
    ("GET", V2 + "/storage/clips", clips.list_clips),
    ("GET", "/api/v4/clips", clips.list_clips),
    ("POST", V2 + "/storage/clips", clips.create_clip),
    ("POST", "/api/v4/clips", clips.create_clip),
    ("GET", V2 + "/storage/clips/{clip_id}", clips.one_clip),
    ("GET", "/api/v4/clips/{clip_id}", clips.one_clip),
    ("DELETE", V2 + "/storage/clips/{clip_id}", clips.one_clip),
    ("DELETE", "/api/v4/clips/{clip_id}", clips.one_clip),
    ("GET", "/api/v4/channel", channels.get_channel),
    ("GET", "/api/v4/live/watch", live.live_watch),
    ("GET", "/api/v4/live/image", live.live_image),
    ("GET", "/api/v5/channels", channels.list_channels),
    ("GET", "/api/v5/channels/{camera_id}", channels.get_v5_channel),
)
