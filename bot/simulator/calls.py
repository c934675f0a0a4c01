"""The calls the bot made and what it got for them: a bounded record for tests and people."""

from collections import deque
from dataclasses import dataclass
from typing import Any

KEPT_CALLS = 20_000


@dataclass(slots=True)
class Call:
    """One call; `answer` is the whole JSON answer, None if the bot never got one."""

    id: int
    at: float
    method: str
    params: dict[str, Any]
    files: dict[str, dict[str, Any]]
    status: int | None = None
    answer: dict[str, Any] | None = None
    seconds: float | None = None
    fault: str | None = None
    via_webhook: bool = False

    def json(self) -> dict[str, Any]:
        """Return the call as `/sim/calls` shows it."""
        return {
            "id": self.id,
            "at": self.at,
            "method": self.method,
            "params": self.params,
            "files": self.files,
            "status": self.status,
            "answer": self.answer,
            "seconds": self.seconds,
            "fault": self.fault,
            "via_webhook": self.via_webhook,
        }


class CallLog:
    """The last calls, oldest first; ids grow by one and never start again."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self.last_id = 0

    def begin(
        self, at: float, method: str, params: dict[str, Any], files: dict[str, dict[str, Any]]
    ) -> Call:
        """Record a call that came in and return it, to be completed with its answer."""
        self.last_id += 1
        call = Call(self.last_id, at, method, params, files)
        self._calls.append(call)
        return call

    def clear(self) -> None:
        """Forget all calls; their numbering goes on."""
        self._calls.clear()

    def after(self, call_id: int, method: str | None = None, limit: int = KEPT_CALLS) -> list[Call]:
        """Calls with a greater id, of one method if given."""
        wanted = method.lower() if method else None
        # The newest are at the right end: walk back only as far as asked for.
        found: list[Call] = []
        for call in reversed(self._calls):
            if call.id <= call_id:
                break
            if wanted is None or call.method.lower() == wanted:
                found.append(call)
        found.reverse()
        return found[:limit]
