"""The answers of the Bot API: read from their bytes, or refused where they are none.

Owns the check that PTB can read an answer, whichever server it is from. Leaves to PTB what it says.
"""

from __future__ import annotations

import json
from typing import Any, Final

from telegram.error import NetworkError

from bot.transport.errors import TransportError

_LONGEST_RETRY_SECONDS: Final = 2**31
"""No pause that Telegram asks for comes near; beyond it `RetryAfter` itself would fail."""


class Answer(dict[str, Any]):
    """An answer of the Bot API, in which a missing `result` is the server's fault."""

    def __missing__(self, key: str) -> Any:
        reason = f"it has no field {key!r}, although its status is one of success"
        raise NetworkError("Invalid server response") from TransportError(
            reason, may_have_taken_effect=True
        )


def answer_in(payload: bytes) -> Answer:
    """Return the answer of the Bot API in `payload`; bytes that are not UTF-8 become U+FFFD.

    Reading a missing `result` from it raises `NetworkError` too, rather than `KeyError`.

    Raises:
        NetworkError: It is no such answer, but, say, the page of a proxy. The message does not
            repeat it.
    """
    reason = "it is not an object with the fields of a Bot API answer"
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as exc:
        answer, reason = None, str(exc)
    if not _is_bot_api_answer(answer):
        raise NetworkError("Invalid server response") from TransportError(
            reason, may_have_taken_effect=True
        )
    return Answer(answer)


def _is_bot_api_answer(answer: object) -> bool:
    """Tell whether PTB can read `answer`, whichever server it is from.

    https://core.telegram.org/bots/api#making-requests and #responseparameters say what it holds.
    """
    if not isinstance(answer, dict):
        return False
    parameters = answer.get("parameters") or {}
    if not isinstance(parameters, dict):
        return False
    pause = parameters.get("retry_after") or 0
    return (
        isinstance(answer.get("description") or "", str)
        and isinstance(parameters.get("migrate_to_chat_id") or 0, int)
        and isinstance(pause, int)
        and 0 <= pause < _LONGEST_RETRY_SECONDS
    )
