"""What handlers find in their context: the services, and who is asking in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.answering import Answering
from bot.conversations import Chat, ChosenLanguages, Conversations
from bot.error_reports import ErrorReports
from bot.feedback import Feedback
from bot.texts import LANGUAGE_NAMES, Texts

BotData = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Services:
    """All that handlers may call."""

    answering: Answering
    conversations: Conversations
    languages: ChosenLanguages
    feedback: Feedback
    errors: ErrorReports
    texts: Texts
    admin_ids: frozenset[int]


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], BotData]):
    """PTB's context with our services in it."""

    @property
    def services(self) -> Services:
        """The services that the composition put there."""
        services = self.bot_data["services"]
        assert isinstance(services, Services)  # noqa: S101 - for the type checker
        return services

    def say(self, message: str, locale: str, **values: str | int) -> str:
        """Return one of the bot's own texts."""
        return self.services.texts.get(message, locale, **values)


def locale_of(update: Update, context: Context) -> str:
    """Return the locale for replies: the chat's choice, the person's, Telegram's, else English.

    Telegram's language codes come as ``it`` and ``it-IT`` (Bot API: IETF language tag, optional).
    A person's own choice is that of their private chat, which has their id.
    """
    user = update.effective_user
    for place in (update.effective_chat, user):
        chosen = context.services.languages.of(place.id) if place else None
        if chosen is not None:
            return chosen
    code = (user.language_code or "") if user else ""
    primary = code.partition("-")[0].lower()
    return primary if primary in LANGUAGE_NAMES else "en"


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
