"""Variants of the wire format (sections 2 and 9)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any


@dataclass(slots=True, kw_only=True)
class WireFormat:
    """Switches between the variants that a client must accept."""

    # "naive", "Z" or "offset"
    times: str = "naive"
    fractions: bool = True
    numbers_as_strings: bool = False
    unknown_fields: bool = False
    # "exact", "page" (the length of the page), "null" or "missing"
    total_count: str = "exact"
    # Response to the creation of an event.
    create_status: int = 201
    create_body: bool = True
    trigger_body: bool = True
    duplicate_type_status: int = 400
    duplicate_tag_status: int = 400
    # Whether the response of one event may contain its tags, as lists do.
    meta_in_detail: bool = True
    presets_in_ptz: bool = True
    # Days with recordings as a list, without `objects` around it.
    bare_days: bool = False

    def format_time(self, value: datetime) -> str:
        """Format a time."""
        if not self.fractions:
            value = value.replace(microsecond=0)
        if self.times == "offset":
            zone = timedelta(hours=2)
            local = value.astimezone(UTC) + zone
            return local.replace(tzinfo=None).isoformat() + "+02:00"
        text = value.astimezone(UTC).replace(tzinfo=None).isoformat()
        return text + "Z" if self.times == "Z" else text

    def convert(self, data: Any) -> Any:
        """Apply the variants of numbers and unknown fields."""
        if isinstance(data, dict):
            converted = {key: self.convert(value) for key, value in data.items()}
            if self.unknown_fields:
                converted["x_future"] = {"nested": [1, None]}
            return converted
        if isinstance(data, list):
            return [self.convert(value) for value in data]
        if self.numbers_as_strings and type(data) in (int, float):
            return str(data)
        return data
