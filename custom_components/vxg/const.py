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
    Platform.DATETIME,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
]

# Type of the events by which the way to the cloud and back is tested. It has no entities,
# and its events reach neither automations nor entities.
TEST_EVENT_TYPE = "home_assistant_test"

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
ATTR_KEEP_DAYS = "keep_days"
ATTR_LATE = "late"
ATTR_LIMIT = "limit"
ATTR_LINK = "link"
ATTR_MEDIA_CONTENT_ID = "media_content_id"
ATTR_NOTIFY = "notify"
ATTR_OBJECT = "object"
ATTR_ORDER = "order"
ATTR_PERIOD = "period"
ATTR_PICTURE = "picture"
ATTR_QUEUE = "queue"
ATTR_RECEIVE = "receive"
ATTR_RECORD = "record"
ATTR_REMOVE = "remove"
ATTR_RESULT = "result"
ATTR_SET = "set"
ATTR_SNAPSHOT = "snapshot"
ATTR_START_TIME = "start_time"
ATTR_TAGS = "tags"
ATTR_TAGS_ABSENT = "tags_absent"
ATTR_TIME = "time"
ATTR_UNDO = "undo"
ATTR_VIDEO = "video"
ATTR_WAIT = "wait"

REC_MODE_OFF = "off"

# Tag with the sentence by which a language model describes the image of an event.
TAG_CAPTION = "caption"

ORDER_NEWEST = "newest"
ORDER_OLDEST = "oldest"

CONF_WITHIN = "within"

SERVICE_ADD_EVENT_TYPE = "add_event_type"
SERVICE_CREATE_CLIP = "create_clip"
SERVICE_CREATE_EVENT = "create_event"
SERVICE_GET_EVENTS = "get_events"
SERVICE_PTZ = "ptz"
SERVICE_REVIEW_EVENT = "review_event"
SERVICE_TRIGGER_EVENT = "trigger_event"
SERVICE_UPDATE_EVENT = "update_event"
SERVICE_UPDATE_EVENT_TYPE = "update_event_type"

# Options: how long a sensor stays on after an event, which has no end; the interval of
# polls; the age from which events are late, so that automations do not act on them;
# and whether entities show late events all the same. Numbers are in seconds.
CONF_HOLD_TIME = "hold_time"
CONF_POLL_INTERVAL = "poll_interval"
CONF_MAX_AGE = "max_age"
CONF_LATE_EVENTS = "late_events"
# Event types that are doorbells, besides those that are known.
CONF_DOORBELL_TYPES = "doorbell_types"
# Kinds of objects that have sensors of all cameras, also before any was seen.
CONF_OBJECTS = "objects"
# How much clocks of cameras are behind, by camera id. A repair sets it.
CONF_CLOCKS_BEHIND = "clocks_behind"
LATE_QUIET = "quiet"
LATE_FIRE = "fire"
DEFAULT_HOLD_TIME = 30
DEFAULT_POLL_INTERVAL = 2
DEFAULT_MAX_AGE = 120

# In seconds. After errors, polls and renewals of streams back off up to this.
MAX_BACKOFF = 60
# In seconds. A longer Retry-After of the cloud is cut to this.
MAX_RETRY_AFTER = 3600

# Concurrent requests where many cameras are read one by one.
PARALLEL_READS = 4

# Polls look back a few minutes, so sweeps look for events that were stored later. The
# first one waits, because setup has more urgent requests.
FIRST_SWEEP_DELAY = timedelta(minutes=1)
SWEEP_INTERVAL = timedelta(minutes=5)
SWEEP_RANGE = timedelta(hours=1)
# Cameras that were offline store events hours later, and clocks in another time zone
# are hours behind.
DEEP_SWEEP_INTERVAL = timedelta(hours=1)
# While polls look back less far than they should, or a clock seems wrong.
QUICK_SWEEP_INTERVAL = timedelta(minutes=1)
QUICK_SWEEP_DURATION = timedelta(minutes=10)

# Longest period of conditions on past events.
RECENT_EVENTS_RANGE = timedelta(hours=1)

# A cloud that refuses a group's list of events may allow it later.
GROUP_READ_RETRY_INTERVAL = timedelta(hours=1)

# Cameras rarely change, and their event types even less.
CAMERAS_INTERVAL = timedelta(minutes=5)
TYPES_INTERVAL = timedelta(hours=1)
# Where responses have no `Date`, the cloud is asked for its time.
CLOCK_INTERVAL = timedelta(minutes=5)
# Until it is known which of several times is right.
UNSETTLED_INTERVAL = timedelta(seconds=1)
# While the event types of a camera could not be read.
CATCH_UP_INTERVAL = timedelta(seconds=30)
# In seconds. Events of an unknown type or camera request a read, which may not help.
DISCOVERY_COOLDOWN = 60

# Polls that succeed flush the outbox, too; but polling can be switched off, and a cloud
# that cannot be read may still accept events.
OUTBOX_RETRY_INTERVAL = timedelta(minutes=5)

# A group's list may lack a camera for a while; it is removed only after this.
STALE_AFTER = timedelta(hours=1)
