"""Builds the services on top of one another: the one place that knows which needs which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.access import Access
from bot.answering import Answering
from bot.broadcasting import Broadcasting
from bot.catching_up import CatchingUp
from bot.chosen_languages import ChosenLanguages
from bot.conversations import Conversations
from bot.drafting import Drafting
from bot.error_reports import ErrorReports
from bot.feedback import Feedback
from bot.pending_questions import PendingQuestions
from bot.privacy import Privacy
from bot.settings import Settings
from bot.storage.stores import Stores
from bot.subscribing import Subscribing
from bot.texts import LANGUAGE_NAMES, Texts
from handlers.context import Services


def compose(
    settings: Settings,
    answering: Answering,
    texts: Texts,
    stores: Stores,
    now: Callable[[], datetime],
    seconds: Callable[[], float],
) -> Services:
    """Return all services; `now` is a clock in UTC, `seconds` one that is never set back."""
    conversations = Conversations(settings.follow_up_seconds, settings.follow_up_count, seconds)
    languages = ChosenLanguages(stores.chats, now)
    feedback = Feedback()
    access = Access(stores.roles, stores.audit, settings.admin_ids, settings.staff_ids, now)
    subscribing = Subscribing(stores.chats, stores.subscriptions, now)
    memories = (languages, feedback, subscribing)
    broadcasting = Broadcasting(stores, now, needs_approval=settings.broadcast_approval)
    return Services(
        answering=answering,
        conversations=conversations,
        languages=languages,
        feedback=feedback,
        errors=ErrorReports(settings.error_report_seconds, seconds),
        access=access,
        subscribing=subscribing,
        catching_up=CatchingUp(stores.broadcasts, stores.subscriptions, stores.chats, now),
        privacy=Privacy(stores.chats, conversations, memories, access, now),
        texts=texts,
        stores=stores,
        broadcasting=broadcasting,
        drafting=Drafting(
            stores.compositions, stores.chats, broadcasting, tuple(LANGUAGE_NAMES), now
        ),
        stop_questions=PendingQuestions(now),
        now=now,
        staff_chat_id=settings.staff_chat_id,
        admin_ids=settings.admin_ids,
    )
