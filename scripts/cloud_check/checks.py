"""The registry of checks, and their results."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from .probe import DiffersError, NotSeenError, Probe

# Returns more about an assumption that holds, or None.
type CheckFunction = Callable[[Probe], Awaitable[str | None]]


class Outcome(StrEnum):
    """What a check found."""

    HOLDS = "holds"
    DIFFERS = "differs"
    NOT_SEEN = "not seen"


@dataclass(frozen=True, slots=True)
class Check:
    """An assumption; the section is one of the description of the API."""

    section: int
    function: CheckFunction
    group_only: bool = False
    writes: bool = False

    @property
    def assumption(self) -> str:
        """The assumption, which is the docstring of its function."""
        return (self.function.__doc__ or "").rstrip(".")

    @property
    def name(self) -> str:
        """The name of the check in reports."""
        return self.function.__name__


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a check. `detail` contains nothing of the cloud's data."""

    check: Check
    outcome: Outcome
    detail: str = ""


class Checks(list[Check]):
    """Checks in the order of their definition."""

    def add(
        self, section: int, *, group_only: bool = False, writes: bool = False
    ) -> Callable[[CheckFunction], CheckFunction]:
        """Return a decorator that adds a function, whose docstring is the assumption."""

        def register(function: CheckFunction) -> CheckFunction:
            self.append(Check(section, function, group_only, writes))
            return function

        return register


async def run_check(probe: Probe, item: Check) -> Result:
    """Run a check; what the cloud answers never ends the program."""
    if item.group_only and not probe.is_group:
        return Result(item, Outcome.NOT_SEEN, "needs the token of a group")
    try:
        detail = await item.function(probe)
    except DiffersError as err:
        return Result(item, Outcome.DIFFERS, str(err))
    except NotSeenError as err:
        return Result(item, Outcome.NOT_SEEN, str(err))
    except (TypeError, ValueError, KeyError, OverflowError) as err:
        # Its text may quote the cloud's data.
        return Result(item, Outcome.DIFFERS, f"unexpected data ({type(err).__name__})")
    return Result(item, Outcome.HOLDS, detail or "")
