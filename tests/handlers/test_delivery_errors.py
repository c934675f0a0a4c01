"""What an error of Telegram's means for a delivery."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outcomes import (
    BlockedError,
    HaltedError,
    MovedError,
    NotSentError,
    RejectedError,
    UnknownOutcomeError,
)
from bot.transport.errors import TransportError
from bot.transport.refusals import Halted
from handlers.delivery_errors import delivery_error
from tests.bot.storage.instants import NOON, later


def caused(error: NetworkError, *, may_have_taken_effect: bool) -> NetworkError:
    """An error of the way to Telegram, as the transport raises it."""
    error.__cause__ = TransportError("x", may_have_taken_effect=may_have_taken_effect)
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), BlockedError),
        (Forbidden("Forbidden: user is deactivated"), BlockedError),
        (BadRequest("Chat not found"), BlockedError),
        (BadRequest("Not enough rights to send text messages to the chat"), BlockedError),
        (BadRequest("Can't parse entities: unsupported start tag"), RejectedError),
        (BadRequest("Message thread not found"), RejectedError),
        (ChatMigrated(-1005), MovedError),
        (RetryAfter(30), HaltedError),
        (Halted(30, None), HaltedError),
        (InvalidToken(), NotSentError),
        (NetworkError("Bad Gateway"), NotSentError),
        (NetworkError("Internal Server Error"), NotSentError),
        (NetworkError("Gateway Timeout"), UnknownOutcomeError),
        (caused(NetworkError("no route"), may_have_taken_effect=False), NotSentError),
        (caused(TimedOut("connect"), may_have_taken_effect=False), NotSentError),
        (caused(TimedOut("read"), may_have_taken_effect=True), UnknownOutcomeError),
        (caused(NetworkError("dropped"), may_have_taken_effect=True), UnknownOutcomeError),
        (TelegramError("something new"), UnknownOutcomeError),
    ],
)
def test_each_error_has_its_meaning(error: TelegramError, kind: type[Exception]) -> None:
    assert type(delivery_error(error, NOON)) is kind


def test_a_bot_that_was_removed_has_left() -> None:
    kicked = delivery_error(Forbidden("Forbidden: bot was kicked from the group chat"), NOON)
    blocked = delivery_error(Forbidden("Forbidden: bot was blocked by the user"), NOON)
    assert isinstance(kicked, BlockedError)
    assert isinstance(blocked, BlockedError)
    assert (kicked.has_left, blocked.has_left) == (True, False)


def test_a_fault_of_one_recipient_is_told_from_one_of_the_content() -> None:
    topic = delivery_error(BadRequest("TOPIC_CLOSED"), NOON)
    content = delivery_error(BadRequest("message text is empty"), NOON)
    assert isinstance(topic, RejectedError)
    assert isinstance(content, RejectedError)
    assert (topic.is_recipients, content.is_recipients) == (True, False)


def test_a_halt_says_until_when_and_for_whom() -> None:
    chat = delivery_error(Halted(30, -5), NOON)
    everybody = delivery_error(RetryAfter(10_072), NOON)
    assert isinstance(chat, HaltedError)
    assert isinstance(everybody, HaltedError)
    assert (chat.until, chat.chat_id) == (later(30), -5)
    assert (everybody.until, everybody.chat_id) == (later(10_072), None)


def test_only_an_answer_of_telegrams_counts_against_a_recipient() -> None:
    answered = delivery_error(NetworkError("Bad Gateway"), NOON)
    cut_off = delivery_error(caused(NetworkError("x"), may_have_taken_effect=False), NOON)
    assert isinstance(answered, NotSentError)
    assert isinstance(cut_off, NotSentError)
    assert (answered.is_answered, cut_off.is_answered) == (True, False)
