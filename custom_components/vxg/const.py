"""Names and numbers of the integration, numbers with their reasons."""

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
    Platform.SENSOR,
]

# What a camera is of little use without. Home Assistant adds no more than 10,000 enabled
# entities of an entry, so these come first; some are left for the entry's own.
FIRST_PLATFORMS = [Platform.CAMERA, Platform.EVENT], [Platform.BINARY_SENSOR]
MAX_ENABLED_ENTITIES = 9_990

# Added in one go: each takes a fifth of a millisecond on a fast machine. Turns of others
# cost time, too: a busy recorder may take 5 ms each time.
ENTITIES_AT_ONCE = 25

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
# Below this many polls one slow answer would make fresh events late.
MIN_POLLS_OF_MAX_AGE = 3

# Set-up holds Home Assistant's start for no longer than this, whatever the cloud does.
SETUP_TIMEOUT = 10

# After a fresh event more may follow: the poll is quick for a while, where the interval
# is short anyway and the quota allows it (a quarter of any hour).
QUICK_INTERVAL = timedelta(seconds=1)
QUICK_SPAN = timedelta(seconds=30)
QUICK_LIMIT = timedelta(seconds=5)
QUICK_WINDOW = timedelta(hours=1)
QUICK_SHARE = QUICK_WINDOW / 4

# Delivered in one go: each event takes up to a tenth of a millisecond on a fast machine,
# and a full page of them would hold the event loop for too long.
DELIVERIES_AT_ONCE = 10

# After errors the poll backs off up to this.
MAX_BACKOFF = 60
# A cloud may ask for patience, but not for ever.
MAX_RETRY_AFTER = 3600

# Events that were stored late are looked for this often; set-up has other things to ask.
SWEEP_INTERVAL = timedelta(minutes=5)
SWEEP_SPAN = timedelta(hours=1)
FIRST_SWEEP = timedelta(minutes=1)
# And rarely far back: cameras that were offline store what they saw, and clocks that
# are set to another time zone are hours behind.
FAR_SWEEP_INTERVAL = timedelta(hours=1)
FAR_SWEEP_SPAN = timedelta(hours=24)
# Often, where reads look back less far than they should, or a clock seems wrong.
QUICK_SWEEP_INTERVAL = timedelta(minutes=1)
QUICK_SWEEPS_FOR = timedelta(minutes=10)

# A camera's clock is wrong when so many late events in a row, found by several reads,
# lag by the same time.
CLOCK_EVENTS = 5
CLOCK_READS = 3
CLOCK_TOLERANCE = timedelta(seconds=30)

# Where a cloud refuses a group's list of events: so many requests in so long a time.
CAMERA_READS = 4
CAMERA_READS_SPAN = timedelta(seconds=1)
# The list is tried again after this.
JOINT_READ_INTERVAL = timedelta(hours=1)

# Sensors of event types say nothing any more once the cloud has been silent for this:
# "off" while blind would be a false statement to an alarm.
BLIND_AFTER = timedelta(seconds=60)
# All states of a camera change then: up to a millisecond on a fast machine.
CAMERAS_TOLD_AT_ONCE = 3

# Reads look back this much anyway, so a shorter silence is no gap.
GAP_AFTER = timedelta(seconds=30)

# What changes rarely is read rarely.
CAMERAS_INTERVAL = timedelta(minutes=5)
TYPES_INTERVAL = timedelta(hours=1)
CLOCK_INTERVAL = timedelta(hours=1)
# While the types of some camera are still unread.
CATCH_UP_INTERVAL = timedelta(seconds=30)
# Unknown event types and cameras make us read again, but not more often than this.
DISCOVERY_COOLDOWN = 60
PARALLEL_READS = 4

# A token counts as dead after so many refusals in a row, each so long after the last:
# one refusal may come from a restart of the cloud.
AUTH_STRIKES = 3
AUTH_STRIKE_DISTANCE = timedelta(seconds=10)

# A new token takes a person's time; and beyond a minute two clocks confuse people.
TOKEN_ENDS_WITHIN = timedelta(days=14)
CLOCK_OFF_BY = timedelta(minutes=1)

# The ledger is saved soon after the first change, then at most this often: SD cards
# wear out.
LEDGER_SAVE_DELAY = 1
LEDGER_SAVE_INTERVAL = 10

# What exists changes rarely, and then a few things at a time.
STOCK_SAVE_DELAY = 5

# An event type counts as gone after so many reads without it; a camera of a group only
# if they were over so long a time, too.
VANISHED_READS = 3
VANISHED_AFTER = timedelta(hours=1)

# Actions.
MAX_AHEAD = timedelta(hours=24)
MAX_TAG_LENGTH = 255

# A still of a 4K camera is about 2 MB.
MAX_STILL_BYTES = 16 * 1024 * 1024

EVENT_VXG = "vxg_event"
EVENT_VXG_GAP = "vxg_gap"

ATTR_EVENT_ID = "event_id"
ATTR_EVENT_TIME = "event_time"
ATTR_EVENT_TYPE = "event_type"
ATTR_METADATA = "metadata"
ATTR_CREATE_EVENT_TYPE = "create_event_type"
ATTR_NOTIFY = "notify"
ATTR_TIME = "time"

SERVICE_ADD_EVENT_TYPE = "add_event_type"
SERVICE_CREATE_EVENT = "create_event"
SERVICE_TRIGGER_EVENT = "trigger_event"

# Type names that the API page lists (section 4); they have translated names.
KNOWN_TYPES = frozenset(
    {
        "crowd_detection",
        "face_detection",
        "facedetection",
        "facial_analysis",
        "intrusion",
        "line_crossing",
        "linecross",
        "memorycard",
        "motion",
        "net",
        "network",
        "object_and_scene_detection",
        "plate_recognition",
        "post_object_and_scene_detection",
        "qos-report",
        "record",
        "search_multiple_users_in_image_v2",
        "snapshot",
        "sound",
        "timeline-sync",
        "vehicle_stopped_detection",
        "wifi",
        "yolov4_detection",
    }
)

# About the camera's own health rather than about what it sees.
DIAGNOSTIC_TYPES = frozenset(
    {"memorycard", "net", "network", "qos-report", "record", "timeline-sync", "wifi"}
)
DISABLED_TYPES = frozenset({"qos-report", "timeline-sync"})
