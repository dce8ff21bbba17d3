"""Numbers of the integration, with their reasons, and what is set by the user."""

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

# What a camera is of little use without. Home Assistant adds no more than 10,000 enabled
# entities of an entry, so these come first; some are left for the entry's own.
FIRST_PLATFORMS = [Platform.CAMERA, Platform.EVENT], [Platform.BINARY_SENSOR]
MAX_ENABLED_ENTITIES = 9_990

# Entities are added so many at a time, and so long (in seconds) before others on the event
# loop have a turn. Turns cost time, too: a busy recorder may take 5 ms each time.
ENTITIES_AT_ONCE = 25
ADDING_AT_ONCE = 0.005

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
# Known ones take a microsecond or two each.
KNOWN_AT_ONCE = 250

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

# The last hour is remembered, for conditions; so many events of it at most.
RECENT_SPAN = timedelta(hours=1)
MAX_RECENT_EVENTS = 20_000

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
# Until a clock that was set is noticed, fresh and late are judged by the wrong one.
CLOCK_INTERVAL = timedelta(minutes=5)
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

# Creates that wait. After an answer was lost the cloud is asked this much later, at the
# earliest, whether the event is there: until then it may just not list it yet.
ASK_AFTER = timedelta(seconds=30)
# All of them are written anew with each one more.
MAX_WAITING = 500
KEPT_FOR = timedelta(days=7)
# At once in all, and never more than one a camera: the order would be lost.
PARALLEL_SENDS = 4
# The pause after a failure while the cloud can be read, doubled each time up to the
# limit. An outage needs none: the poll notices its end.
RESEND_DELAY = timedelta(seconds=5)
MAX_RESEND_DELAY = timedelta(minutes=5)
# After so many failures of an event (half an hour) the next one of its camera is tried in
# between, and after so many of those were taken it is clear that the event is at fault.
STUBBORN = 12
OVERTAKEN = 3
# Beside the polls that succeed, sending is tried this often: a cloud that cannot be read
# may still take events, and polling can be switched off.
OUTBOX_INTERVAL = timedelta(minutes=5)
# What was sent leaves the file this much later: SD cards wear out.
OUTBOX_SAVE_DELAY = 5

# An event type counts as gone after so many reads without it; a camera of a group only
# if they were over so long a time, too.
VANISHED_READS = 3
VANISHED_AFTER = timedelta(hours=1)

# Actions.
MAX_AHEAD = timedelta(hours=24)
MAX_TAG_LENGTH = 255
MAX_LOOKOUT = 60

# Past events: how far apart start and end may lie, how far back a read goes that names
# no start, and how many events are listed. What is only counted is read as well, up to
# so many pages; what is only listed needs no full ones.
MAX_SPAN = timedelta(days=31)
DEFAULT_SPAN = timedelta(hours=24)
DEFAULT_LISTED = 100
MAX_LISTED = 1000
PAGE_OF_PAST = 1000
SMALL_PAGE_OF_PAST = 100
MAX_PAGES_OF_PAST = 10

# What assistants are told in one answer: it must fit into the memory of a small language
# model beside all else. A metadata value may hold 255 characters of anything.
MAX_TOLD_EVENTS = 25
DEFAULT_TOLD_EVENTS = 10
MAX_TOLD_NAMES = 40
MAX_TOLD_TAGS = 12
MAX_TOLD_TEXT = 100
MAX_TOLD = 6000
# "When was the last …" looks back this far, and MAX_SPAN is no less on any clock.
LAST_SPAN = timedelta(days=30)

# A still of a 4K camera is about 2 MB.
MAX_STILL_BYTES = 16 * 1024 * 1024

# A still is as fresh as its address; where the cloud does not say, ten seconds, which is
# how often a dashboard asks. An address of an hour would make it no still of now.
STILL_LIFE = timedelta(seconds=10)
MIN_STILL_AGE = timedelta(seconds=1)
MAX_STILL_AGE = timedelta(minutes=10)
# How long a camera that gave no still is left alone.
STILL_RETRY = timedelta(seconds=10)

# A live address is renewed this long, or this share of its life, before it dies. Where
# the cloud does not say when, it is taken for as short-lived as any (API page, section 7).
RENEWAL_MARGIN = timedelta(seconds=60)
RENEWAL_SHARE = 0.25
LIVE_LIFE = timedelta(minutes=5)
MIN_RENEWAL = timedelta(seconds=2)
# So long (in seconds) a player waits for it. It reads every few seconds.
RENEWAL_PATIENCE = 1

# A live playlist names a few pieces, or those of many hours; the player reads it anew
# every few seconds. A large one takes a fifth of a second for each megabyte, and is worked
# on beside the event loop.
MAX_PLAYLIST = 4 * 1024 * 1024
LARGE_PLAYLIST = 32 * 1024
PLAYLIST_TIMEOUT = 10
PLAYLIST_LIFE = timedelta(seconds=30)
# In the first seconds of a stream there is none (API page, section 7). So long it is
# waited for: a player that finds nothing says so in the log, and rests for ten seconds.
PLAYLIST_BIRTH = timedelta(seconds=10)
PLAYLIST_RETRY = timedelta(seconds=1)
# How long (in seconds) a player that shall end may wait for its next piece.
PLAYER_PATIENCE = 5

# An event's picture often turns up seconds later (API page, section 6): so long after one
# read without it the next follows. Of a type that does not promise pictures one is enough.
PICTURE_DELAYS = (timedelta(seconds=3), timedelta(seconds=7), timedelta(seconds=20))
UNPROMISED_PICTURE_DELAYS = (timedelta(seconds=10),)
# So many events of a camera may wait for their pictures; the oldest make room.
MAX_AWAITED_PICTURES = 4

# Addresses whose end the cloud does not tell; one that dies earlier is fetched anew.
ADDRESS_LIFE = timedelta(minutes=4)

# An event's video: so much of the record before and after it, as the vendor's own page
# shows it (API page, section 7).
BEFORE_EVENT = timedelta(seconds=5)
AFTER_EVENT = timedelta(seconds=15)
# A stretch that is still being recorded is looked for again after so long.
GROWING_LIFE = timedelta(seconds=30)
# Out of pieces above this nothing is cut; the one with the event is played as it is.
MAX_JOINED_BYTES = 32 * 1024 * 1024
# Who clicked waits no longer than this for the pieces, in seconds.
JOIN_TIMEOUT = 30
# A record of a day is no answer to a click.
MAX_STREAMED_BYTES = 2 * 1024 * 1024 * 1024

# What a node of the media browser shows: one event less than a page of the cloud's holds,
# because the last one only tells that there are more. A day with more than a few screens
# of events is shown by the hour.
NODE_SIZE = 999
HOURS_ABOVE = 200
# Days of recordings: how many are listed, and for how many to look where no cloud tells.
MAX_DAYS = 366
UNKNOWN_DAYS = 14
# What a title shows of metadata; tags that begin so are written when people review.
MAX_SHOWN_TAGS = 3
MAX_SHOWN_TEXT = 60
REVIEW_TAGS = (
    "description",
    "end_time",
    "ip_address",
    "process",
    "result",
    "start_time",
    "status_",
    "user_",
)

# A search looks at so much of the past, in pages that history bounds, and shows so much.
SEARCH_SPAN = timedelta(days=7)
MAX_FOUND = 100

# Clips: how long (seconds) to wait for one, how often to ask, and how long one may be.
DEFAULT_CLIP_WAIT = 30
MAX_CLIP_WAIT = 120
CLIP_INTERVAL = timedelta(seconds=2)
MAX_CLIP_LENGTH = timedelta(minutes=60)

# Moves of a camera's head, as people and as the cloud call them; for how many seconds.
MOVES = {
    "left": "left",
    "right": "right",
    "up": "top",
    "down": "bottom",
    "zoom_in": "zoom_in",
    "zoom_out": "zoom_out",
    "stop": "stop",
}
DEFAULT_TURN = 0.5
MIN_TURN = 0.1
MAX_TURN = 10

# What an entry keeps of media, in memory alone: bytes of pictures and of videos, and
# numbers of addresses (two lists of a thousand) and clips.
MAX_PICTURE_MEMORY = 32 * 1024 * 1024
MAX_VIDEO_MEMORY = 32 * 1024 * 1024
MAX_ADDRESSES = 2000
MAX_CLIPS = 256

# So many events at most make one trigger or condition.
MAX_COUNT = 100
