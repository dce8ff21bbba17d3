"""Containers of videos: their types, and how they are recognized."""

MP4 = "video/mp4"
MPEG_TS = "video/mp2t"
AVI = "video/x-msvideo"
FLV = "video/x-flv"
MATROSKA = "video/x-matroska"
QUICKTIME = "video/quicktime"
WEBM = "video/webm"

# Browsers do not play them.
REMUXED_TYPES = frozenset({AVI, FLV, MPEG_TS})

# Types of the `Content-Type` header. Only those of media: a page or a script would run
# with the origin of Home Assistant.
VIDEO_TYPES = {
    "application/mp4": MP4,
    "video/m4v": MP4,
    "video/x-m4v": MP4,
    "video/avi": AVI,
    "video/msvideo": AVI,
    "video/vnd.avi": AVI,
    "video/flv": FLV,
    "video/matroska": MATROSKA,
    # Files of Qt's translators have the same extension.
    "text/vnd.trolltech.linguist": MPEG_TS,
    "video/vnd.dlna.mpeg-tts": MPEG_TS,
} | {name: name for name in (AVI, FLV, MATROSKA, MP4, MPEG_TS, QUICKTIME, WEBM)}
# Object stores send these for unknown types.
UNKNOWN_TYPES = frozenset({"application/octet-stream", "binary/octet-stream"})

# Bytes that are enough to recognize a container.
SIGNATURE_SIZE = 400
MP4_BOXES = frozenset({b"free", b"ftyp", b"mdat", b"moov", b"skip", b"styp", b"wide"})
# Packets of MPEG-TS begin with a sync byte; some have a time of 4 bytes in front.
TS_SYNC = 0x47
TS_PACKETS = ((0, 188), (4, 192))


def recognize_container(content: bytes) -> str | None:
    """Return the type of a video by its first bytes, None if it is unknown."""
    if content[4:8] in MP4_BOXES:
        return QUICKTIME if content[8:12] == b"qt  " else MP4
    if content.startswith(b"\x1aE\xdf\xa3"):
        return WEBM if b"webm" in content[:64] else MATROSKA
    if content.startswith(b"RIFF") and content[8:12] == b"AVI ":
        return AVI
    if content.startswith(b"FLV"):
        return FLV
    for offset, size in TS_PACKETS:
        syncs = content[offset : offset + 2 * size : size]
        if list(syncs) == [TS_SYNC] * 2:
            return MPEG_TS
    return None
