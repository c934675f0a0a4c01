"""Faults that tests and people put in the way of the bot's calls."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.errors import BotApiError, PeopleError, too_many_requests

# What a fault may be. `redeliver` works on updates, the others on calls.
TOO_MANY_REQUESTS = "too_many_requests"
SERVER_ERROR = "server_error"
HANG = "hang"
DROP = "drop"
NOT_JSON = "not_json"
ERROR = "error"
UNAUTHORIZED = "unauthorized"
CONFLICT = "conflict"
SLOW = "slow"
REDELIVER = "redeliver"

KINDS = frozenset(
    {
        TOO_MANY_REQUESTS,
        SERVER_ERROR,
        HANG,
        DROP,
        NOT_JSON,
        ERROR,
        UNAUTHORIZED,
        CONFLICT,
        SLOW,
        REDELIVER,
    }
)
_SERVER_ERRORS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(slots=True)
class Fault:
    """One fault; `times` is how often it still strikes, None without end.

    `delivered` tells whether the call takes effect although its answer is bad.
    """

    id: int
    kind: str
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    after: int = 0
    delivered: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    hits: int = 0

    def json(self) -> dict[str, Any]:
        """Return the fault as `/sim/faults` shows it."""
        return {
            "id": self.id,
            "fault": self.kind,
            "method": self.method,
            "chat_id": self.chat_id,
            "times": self.times,
            "after": self.after,
            "delivered": self.delivered,
            "hits": self.hits,
            **self.options,
        }

    def error(self) -> BotApiError | None:
        """The refusal it stands for; None if it is not an answer in the Bot API's form."""
        match self.kind:
            case "too_many_requests":
                return too_many_requests(int(self.options.get("retry_after", 1)))
            case "server_error":
                status = int(self.options.get("status", 502))
                return BotApiError(status, _SERVER_ERRORS.get(status, "Internal Server Error"))
            case "error":
                return BotApiError(
                    int(self.options["error_code"]),
                    str(self.options["description"]),
                    self.options.get("parameters"),
                )
            case "unauthorized":
                return BotApiError(401, "Unauthorized")
            case "conflict":
                return BotApiError(409, str(self.options.get("description", _CONFLICT)))
            case _:
                return None

    @property
    def seconds(self) -> float:
        """How long it makes a call wait."""
        return float(self.options.get("seconds", 1.0))


class FaultBoard:
    """The faults in force, in the order they were set; the first that fits a call strikes."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._ids = itertools.count(1)

    def add(self, request: dict[str, Any]) -> Fault:
        """Set a fault from its JSON; PeopleError says what is wrong with it."""
        fault = _parsed(next(self._ids), request)
        self._faults[fault.id] = fault
        return fault

    def all(self) -> list[Fault]:
        """Return the faults that are left."""
        return list(self._faults.values())

    def clear(self) -> None:
        """Remove all faults."""
        self._faults.clear()

    def for_call(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the fault that strikes a call and count it, None where none does."""
        return self._first(method, chat_id, is_update=False) if self._faults else None

    def for_update(self, kind: str, queue_id: int) -> bool:
        """Whether an update that the bot has confirmed is to be handed out again."""
        return bool(self._faults) and self._first(kind, queue_id, is_update=True) is not None

    def _first(self, name: str, chat_id: int | None, *, is_update: bool) -> Fault | None:
        for fault in self._faults.values():
            if (fault.kind == REDELIVER) is not is_update:
                continue
            if fault.method is not None and fault.method.lower() != name.lower():
                continue
            if fault.chat_id is not None and fault.chat_id != chat_id:
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            self._strike(fault)
            return fault
        return None

    def _strike(self, fault: Fault) -> None:
        fault.hits += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                del self._faults[fault.id]


_FIELDS: dict[str, dict[str, Any]] = {
    TOO_MANY_REQUESTS: {"retry_after": int},
    SERVER_ERROR: {"status": int},
    ERROR: {"error_code": int, "description": str, "parameters": dict},
    CONFLICT: {"description": str},
    SLOW: {"seconds": (int, float)},
    NOT_JSON: {"status": int, "body": str},
}
_COMMON: dict[str, Any] = {
    "fault": str,
    "method": str,
    "chat_id": int,
    "times": int,
    "after": int,
    "delivered": bool,
}


def _parsed(fault_id: int, request: dict[str, Any]) -> Fault:
    kind = request.get("fault")
    if not isinstance(kind, str) or kind not in KINDS:
        raise PeopleError(f"fault must be one of {', '.join(sorted(KINDS))}")
    fields: dict[str, Any] = {**_COMMON, **_FIELDS.get(kind, {})}
    for name, value in request.items():
        if name not in fields:
            raise PeopleError(f"a fault {kind} has no field {name}")
        wanted = fields[name]
        if value is not None and (
            not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool)
        ):
            raise PeopleError(f"{name} has the wrong type")
    if kind == ERROR and not ("error_code" in request and "description" in request):
        raise PeopleError("a fault error needs error_code and description")
    times = request.get("times", 1)
    if times is not None and times < 1:
        raise PeopleError("times must be at least 1, or null for without end")
    return Fault(
        id=fault_id,
        kind=kind,
        method=request.get("method"),
        chat_id=request.get("chat_id"),
        times=times,
        after=request.get("after") or 0,
        # A slow answer is about the answer: by default its call has happened.
        delivered=bool(request.get("delivered", kind == SLOW)),
        options={name: request[name] for name in _FIELDS.get(kind, {}) if name in request},
    )
