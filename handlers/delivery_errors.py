"""What Telegram's errors mean for the delivery of a broadcast."""

from __future__ import annotations

from datetime import datetime, timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.outcomes import (
    BlockedError,
    DeliveryError,
    HaltedError,
    MovedError,
    NotSentError,
    RejectedError,
    UnknownOutcomeError,
)
from bot.transport.errors import TransportError, is_safe_to_repeat
from bot.transport.refusals import Halted, seconds_of

# The texts are those of the official server (tdlib/telegram-bot-api, and what it passes on from
# Telegram); they are compared in lower case.
LEFT = ("kicked", "not a member", "chat was deleted", "group chat was deactivated")
NOBODY = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_deactivated",
    "user is deactivated",
    "chat_write_forbidden",
    "have no rights to send",
    "not enough rights to send",
    "need administrator rights",
    "group chat was deactivated",
    "chat was deleted",
    "bot is not a member",
)
RECIPIENTS = (
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "chat_send_",
    "chat_restricted",
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
    "user_is_bot",
    "privacy_premium_required",
    "allow_payment_required",
    "voice_messages_forbidden",
)


def delivery_error(error: TelegramError, now: datetime) -> DeliveryError:
    """Return what an error of Telegram's, or of the way there, means."""
    text = error.message
    match error:
        case Halted():
            return HaltedError(now + timedelta(seconds=error.seconds), error.chat_id)
        case RetryAfter():
            return HaltedError(now + timedelta(seconds=seconds_of(error)))
        case ChatMigrated():
            return MovedError(error.new_chat_id)
        case Forbidden():
            return BlockedError(text, has_left=_holds(text, LEFT))
        case BadRequest():
            return _bad_request(text)
        case InvalidToken():
            return NotSentError(text)
        case NetworkError():
            return _network_error(error)
        case _:
            return UnknownOutcomeError(text)


def _bad_request(text: str) -> DeliveryError:
    if _holds(text, NOBODY):
        return BlockedError(text, has_left=_holds(text, LEFT))
    return RejectedError(text, is_recipients=_holds(text, RECIPIENTS))


def _network_error(error: NetworkError) -> DeliveryError:
    """Return whether a call that got no result can have had an effect.

    An error in the Bot API's own form says that the call was not carried out; a time-out that a
    gateway reports, or a page in place of an answer, leaves it open.
    """
    if is_safe_to_repeat(error):
        return NotSentError(error.message)
    is_answered = not isinstance(error.__cause__, TransportError)
    if is_answered and "gateway time" not in error.message.lower():
        return NotSentError(error.message, is_answered=True)
    return UnknownOutcomeError(error.message)


def _holds(text: str, parts: tuple[str, ...]) -> bool:
    lowered = text.lower()
    return any(part in lowered for part in parts)
