"""How the API page spells things on the wire (sections 2 and 9)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any


@dataclass(slots=True, kw_only=True)
class Spelling:
    """Switches between the spellings that a client must all accept."""

    # "naive", "Z" or "offset"
    times: str = "naive"
    fractions: bool = True
    numbers_as_strings: bool = False
    unknown_fields: bool = False
    # "exact", "null" or "missing"
    total_count: str = "exact"
    # The status and body of a create: 201 with the event, or any other 2xx.
    create_status: int = 201
    create_body: bool = True
    trigger_body: bool = True
    duplicate_type_status: int = 400

    def time(self, value: datetime) -> str:
        """Spell a time."""
        if not self.fractions:
            value = value.replace(microsecond=0)
        if self.times == "offset":
            zone = timedelta(hours=2)
            local = value.astimezone(UTC) + zone
            return local.replace(tzinfo=None).isoformat() + "+02:00"
        text = value.astimezone(UTC).replace(tzinfo=None).isoformat()
        return text + "Z" if self.times == "Z" else text

    def dress(self, data: Any) -> Any:
        """Apply what concerns whole answers: number spelling and unknown fields."""
        if isinstance(data, dict):
            dressed = {key: self.dress(value) for key, value in data.items()}
            if self.unknown_fields:
                dressed["x_future"] = {"nested": [1, None]}
            return dressed
        if isinstance(data, list):
            return [self.dress(value) for value in data]
        if self.numbers_as_strings and type(data) in (int, float):
            return str(data)
        return data
