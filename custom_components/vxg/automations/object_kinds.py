"""Kinds of objects that metadata of events tell."""

from collections.abc import Mapping

# Tags that detections write, with a count or nothing as value (API page, section 6). The
# kinds are words of the assistants' vocabulary, too.
OBJECT_KINDS: Mapping[str, frozenset[str]] = {
    "person": frozenset({"person", "people", "human", "pedestrian"}),
    "vehicle": frozenset({"car", "vehicle", "truck", "bus", "van", "motorcycle"}),
    "animal": frozenset({"animal", "pet", "dog", "cat", "bird"}),
    "package": frozenset({"package", "parcel"}),
    "face": frozenset({"face", "faces"}),
    "plate": frozenset({"plate", "license_plate", "licence_plate", "number_plate"}),
}
KINDS_BY_TAG = {tag: kind for kind, tags in OBJECT_KINDS.items() for tag in tags}


def objects_in(meta: Mapping[str, str]) -> frozenset[str]:
    """Return the kinds of objects in the metadata of an event; a count of 0 is none."""
    return frozenset(
        kind
        for tag, value in meta.items()
        if (kind := KINDS_BY_TAG.get(tag.casefold().replace(" ", "_")))
        and value.strip() not in {"0", "0.0", "false"}
    )
