"""What handlers find in their context: the services, and who is asking in which language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.access import Access
from bot.answering import Answering
from bot.broadcasting import Broadcasting
from bot.catching_up import CatchingUp
from bot.chosen_languages import ChosenLanguages
from bot.conversations import Chat, Conversations
from bot.desk.service import Desk
from bot.drafting import Drafting
from bot.error_reports import ErrorReports
from bot.feedback import Feedback
from bot.learning.counting import Counting
from bot.learning.gate import Gate
from bot.learning.question_log import QuestionLog
from bot.learning.reviewing import Reviewing
from bot.learning.teaching import Teaching
from bot.learning.telling import Telling
from bot.learning.unanswered import Unanswered
from bot.pending_questions import PendingQuestions
from bot.privacy import Privacy
from bot.reloading.following import Following
from bot.reloading.reloading import Reloading
from bot.reloading.serving import Serving
from bot.staff_names import StaffNames
from bot.storage.stores import Stores
from bot.subscribing import Subscribing
from bot.texts import Texts, locale_of_code
from bot.transport.pace import Lane

BotData = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Services:
    """All that handlers may call."""

    answering: Answering
    conversations: Conversations
    languages: ChosenLanguages
    feedback: Feedback
    errors: ErrorReports
    access: Access
    staff_names: StaffNames
    subscribing: Subscribing
    catching_up: CatchingUp
    serving: Serving
    reloading: Reloading
    following: Following
    privacy: Privacy
    desk: Desk
    questions: QuestionLog
    unanswered: Unanswered
    gate: Gate
    teaching: Teaching
    telling: Telling
    counting: Counting
    reviewing: Reviewing
    texts: Texts
    stores: Stores
    broadcasting: Broadcasting
    drafting: Drafting
    stop_questions: PendingQuestions
    now: Callable[[], datetime]
    """A clock in UTC."""
    staff_chat_id: int | None
    """The group that tests and requests for approval go to; None where there is none."""
    admin_ids: frozenset[int]


class Context(CallbackContext[ExtBot[Lane], dict[Any, Any], dict[Any, Any], BotData]):
    """PTB's context with our services in it."""

    @property
    def services(self) -> Services:
        """The services that the composition put there."""
        services = self.bot_data["services"]
        assert isinstance(services, Services)  # noqa: S101 - for the type checker
        return services

    async def refresh_data(self) -> None:
        """Read what must be known before any handler runs; PTB calls this for each update."""
        await super().refresh_data()
        places = dict.fromkeys((self._chat_id, self._user_id))
        await self.services.languages.load(*(each for each in places if each is not None))

    def say(self, message: str, locale: str, **values: str | int) -> str:
        """Return one of the bot's own texts."""
        return self.services.texts.get(message, locale, **values)


def locale_of(update: Update, context: Context) -> str:
    """Return the locale for replies: the chat's choice, the person's, Telegram's, else English.

    A person's own choice is that of their private chat, which has their id.
    """
    user = update.effective_user
    for place in (update.effective_chat, user):
        chosen = context.services.languages.of(place.id) if place else None
        if chosen is not None:
            return chosen
    return locale_of_code(user.language_code if user else None)


def command_in(text: str) -> str:
    """Return the command that a message begins with, without slash and bot's name.

    >>> command_in("/Visits@exchange_bot now")
    'visits'
    """
    return text.split(maxsplit=1)[0].removeprefix("/").partition("@")[0].lower()


def chat_of(update: Update) -> Chat | None:
    """Return the chat, and in a forum the topic, that an update belongs to."""
    chat = update.effective_chat
    if chat is None:
        return None
    message = update.effective_message
    topic = message.message_thread_id if message and message.is_topic_message else None
    return chat.id, topic
