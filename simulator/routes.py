"""Routes of the API."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from .handlers import (
    calendar,
    cameras,
    channels,
    clips,
    event_types,
    events,
    live,
    ptz,
    server,
    storage,
    streams,
)

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
V2 = "/api/v2"
CAMERA = V2 + "/cameras/{camera_id}"
TYPES = CAMERA + "/event_processing/events"
EVENTS = V2 + "/storage/events"
ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", V2 + "/server/time", server.get_time),
    ("GET", V2 + "/cameras", cameras.list_cameras),
    ("GET", V2 + "/cameras/meta/get_values/{tag}", cameras.count_tag_values),
    ("GET", CAMERA, cameras.get_camera),
    ("PUT", CAMERA, cameras.update_camera),
    ("GET", CAMERA + "/preview", live.get_preview),
    ("POST", CAMERA + "/preview/update", live.get_preview),
    ("GET", CAMERA + "/media_streams", streams.list_media_streams),
    ("GET", CAMERA + "/video/streams/{stream_id}", streams.get_video_stream),
    ("GET", CAMERA + "/audio", streams.get_audio),
    ("GET", CAMERA + "/live_urls", streams.get_live_urls),
    ("GET", CAMERA + "/ptz", ptz.get_ptz),
    ("POST", CAMERA + "/ptz/execute", ptz.execute_action),
    ("GET", CAMERA + "/ptz/presets", ptz.list_presets),
    ("POST", CAMERA + "/ptz/presets", ptz.add_preset),
    ("POST", CAMERA + "/ptz/presets/goto", ptz.go_to_preset),
    ("DELETE", CAMERA + "/ptz/presets/{preset_id}", ptz.delete_preset),
    ("GET", TYPES, event_types.list_event_types),
    ("POST", TYPES, event_types.create_event_type),
    ("GET", TYPES + "/{name}", event_types.get_event_type),
    ("PUT", TYPES + "/{name}", event_types.update_event_type),
    ("POST", TYPES + "/{name}/trigger", event_types.trigger_event),
    ("GET", EVENTS, events.list_events),
    ("POST", EVENTS, events.create_event),
    ("GET", EVENTS + "/{event_id}", events.get_event),
    ("POST", EVENTS + "/{event_id}/meta", events.write_tag),
    ("PUT", EVENTS + "/{event_id}/meta/{tag}", events.write_tag),
    ("DELETE", EVENTS + "/{event_id}/meta/{tag}", events.write_tag),
    ("GET", V2 + "/storage/data", storage.list_recordings),
    ("GET", "/api/v4/storage/records", storage.list_recordings),
    ("GET", V2 + "/storage/thumbnails", storage.list_images),
    ("GET", "/api/v4/storage/images", storage.list_images),
    ("GET", "/api/v4/storage/calendar", calendar.list_days),
    ("GET", V2 + "/storage/activity", calendar.list_days),
    ("GET", V2 + "/storage/timeline/{camera_id}", calendar.get_timeline),
    ("GET", V2 + "/storage/clips", clips.list_clips),
    ("GET", "/api/v4/clips", clips.list_clips),
    ("POST", V2 + "/storage/clips", clips.create_clip),
    ("POST", "/api/v4/clips", clips.create_clip),
    ("GET", V2 + "/storage/clips/{clip_id}", clips.get_or_delete_clip),
    ("GET", "/api/v4/clips/{clip_id}", clips.get_or_delete_clip),
    ("DELETE", V2 + "/storage/clips/{clip_id}", clips.get_or_delete_clip),
    ("DELETE", "/api/v4/clips/{clip_id}", clips.get_or_delete_clip),
    ("POST", V2 + "/storage/clips/{clip_id}/sharings", clips.share_clip),
    ("GET", "/api/v4/channel", channels.get_channel),
    ("GET", "/api/v4/live/watch", live.get_stream_urls),
    ("GET", "/api/v4/live/image", live.get_image),
    ("GET", "/api/v5/meta", channels.get_group_meta),
    ("GET", "/api/v5/channels", channels.list_group_channels),
    ("GET", "/api/v5/channels/{camera_id}", channels.get_group_channel),
)
