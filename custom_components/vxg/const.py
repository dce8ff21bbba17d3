"""Constants that several modules share."""

from datetime import timedelta
import logging

from homeassistant.const import Platform

DOMAIN = "vxg"
LOGGER = logging.getLogger(__package__)
MANUFACTURER = "VXG"

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CAMERA,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
]

EVENT_VXG = "vxg_event"
EVENT_VXG_GAP = "vxg_gap"

ATTR_ENTRY_ID = "entry_id"
ATTR_EVENT_ID = "event_id"
ATTR_EVENT_TIME = "event_time"
ATTR_EVENT_TYPE = "event_type"
ATTR_MOVE = "move"
ATTR_PRESET = "preset"
ATTR_TITLE = "title"
ATTR_METADATA = "metadata"
ATTR_CREATE_EVENT_TYPE = "create_event_type"
ATTR_CLIP_ID = "clip_id"
ATTR_DURATION = "duration"
ATTR_END_TIME = "end_time"
ATTR_EVENT_TYPES = "event_types"
ATTR_GENERATE_IMAGES = "generate_images"
ATTR_GROUP_BY = "group_by"
ATTR_LATE = "late"
ATTR_LIMIT = "limit"
ATTR_MEDIA_CONTENT_ID = "media_content_id"
ATTR_NOTIFY = "notify"
ATTR_ORDER = "order"
ATTR_PERIOD = "period"
ATTR_PICTURE = "picture"
ATTR_QUEUE = "queue"
ATTR_RECEIVE = "receive"
ATTR_RECORD = "record"
ATTR_REMOVE = "remove"
ATTR_SET = "set"
ATTR_SNAPSHOT = "snapshot"
ATTR_START_TIME = "start_time"
ATTR_TAGS = "tags"
ATTR_TAGS_ABSENT = "tags_absent"
ATTR_TIME = "time"
ATTR_WAIT = "wait"

ORDER_NEWEST = "newest"
ORDER_OLDEST = "oldest"

CONF_WITHIN = "within"

SERVICE_ADD_EVENT_TYPE = "add_event_type"
SERVICE_CREATE_CLIP = "create_clip"
SERVICE_CREATE_EVENT = "create_event"
SERVICE_GET_EVENTS = "get_events"
SERVICE_PTZ = "ptz"
SERVICE_TRIGGER_EVENT = "trigger_event"
SERVICE_UPDATE_EVENT = "update_event"
SERVICE_UPDATE_EVENT_TYPE = "update_event_type"


# Options: how long a sensor stays on after an event (a point in time has no end), how
# often the cloud is asked, how old an event may be for automations to act on it, and
# what becomes of older ones.
CONF_HOLD_TIME = "hold_time"
CONF_POLL_INTERVAL = "poll_interval"
CONF_MAX_AGE = "max_age"
CONF_LATE_EVENTS = "late_events"
# Seconds that a camera's clock is behind, by camera id; a repair sets it.
CONF_CLOCKS_BEHIND = "clocks_behind"
LATE_QUIET = "quiet"
LATE_FIRE = "fire"
DEFAULT_HOLD_TIME = 30
DEFAULT_POLL_INTERVAL = 2
DEFAULT_MAX_AGE = 120


# After errors the poll backs off up to this.
MAX_BACKOFF = 60
# A cloud may ask for patience, but not for ever.
MAX_RETRY_AFTER = 3600

# Events that were stored late are looked for this often; set-up has other things to ask.
SWEEP_INTERVAL = timedelta(minutes=5)
SWEEP_RANGE = timedelta(hours=1)
FIRST_SWEEP_DELAY = timedelta(minutes=1)
# And rarely far back: cameras that were offline store what they saw, and clocks that
# are set to another time zone are hours behind.
DEEP_SWEEP_INTERVAL = timedelta(hours=1)
# Often, where reads look back less far than they should, or a clock seems wrong.
QUICK_SWEEP_INTERVAL = timedelta(minutes=1)
QUICK_SWEEP_DURATION = timedelta(minutes=10)

# The last hour is remembered, for conditions; so many events of it at most.
RECENT_EVENTS_RANGE = timedelta(hours=1)


# The list is tried again after this.
GROUP_READ_RETRY_INTERVAL = timedelta(hours=1)


# What changes rarely is read rarely.
CAMERAS_INTERVAL = timedelta(minutes=5)
TYPES_INTERVAL = timedelta(hours=1)
# Until a clock that was set is noticed, fresh and late are judged by the wrong one.
CLOCK_INTERVAL = timedelta(minutes=5)
# While the types of some camera are still unread.
CATCH_UP_INTERVAL = timedelta(seconds=30)
# Unknown event types and cameras make us read again, but not more often than this.
DISCOVERY_COOLDOWN = 60
PARALLEL_READS = 4


# Beside the polls that succeed, sending is tried this often: a cloud that cannot be read
# may still take events, and polling can be switched off.
OUTBOX_RETRY_INTERVAL = timedelta(minutes=5)

STALE_AFTER = timedelta(hours=1)
