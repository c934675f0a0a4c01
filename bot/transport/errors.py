"""What can fail beneath the Bot API, and whether the call may then be made again.

Owns the cause that every error of this package carries. Leaves to `call` which of PTB's errors a
failure becomes, and to `redaction` how it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram.error import TelegramError


class TransportError(Exception):
    """What failed beneath the Bot API, told without the URL: the `__cause__` of each error here.

    Attributes:
        may_have_taken_effect: True where Telegram may have acted on the call, although no answer
            came. False where it cannot have, since part of the request never left this process.
    """

    def __init__(self, reason: str, *, may_have_taken_effect: bool) -> None:
        super().__init__(reason)
        self.may_have_taken_effect = may_have_taken_effect


def is_safe_to_repeat(error: BaseException) -> bool:
    """Tell whether a call that ended in `error` surely had no effect, so may be made again.

    False: it may have had one, or Telegram itself answered with the error. `sendMessage` has no key
    by which the server could tell a repeat.
    """
    cause = error.__cause__
    return isinstance(cause, TransportError) and not cause.may_have_taken_effect


class CallError(Exception):
    """Carries a finished error out of the middle of a call."""

    def __init__(self, error: TelegramError) -> None:
        super().__init__(str(error))
        self.error = error
