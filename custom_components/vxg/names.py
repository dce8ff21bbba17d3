"""Names that users, the bus and the cloud know things by."""

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

# Of triggers and conditions.
CONF_COUNT = "count"
CONF_EQUALS = "equals"
CONF_PRESENT = "present"
CONF_TAG = "tag"
CONF_WITHIN = "within"

SERVICE_ADD_EVENT_TYPE = "add_event_type"
SERVICE_CREATE_CLIP = "create_clip"
SERVICE_CREATE_EVENT = "create_event"
SERVICE_GET_EVENTS = "get_events"
SERVICE_PTZ = "ptz"
SERVICE_TRIGGER_EVENT = "trigger_event"
SERVICE_UPDATE_EVENT = "update_event"
SERVICE_UPDATE_EVENT_TYPE = "update_event_type"

# Recording modes that the API page lists (section 3).
REC_MODES = ("on", "off", "by_event", "server_by_event")

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
