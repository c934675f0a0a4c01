"""Builds the services on top of one another: the one place that knows which needs which."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime

from bot.access import Access
from bot.answering import Answering
from bot.broadcasting import Broadcasting
from bot.catching_up import CatchingUp
from bot.chosen_languages import ChosenLanguages
from bot.conversations import Conversations
from bot.desk.service import Desk
from bot.drafting import Drafting
from bot.error_reports import ErrorReports
from bot.feedback import Feedback
from bot.learning.counting import Counting
from bot.learning.question_log import QuestionLog, key_of
from bot.learning.reviewing import Reviewing
from bot.learning.teaching import Teaching
from bot.learning.telling import Telling
from bot.learning.unanswered import Unanswered
from bot.office_hours import read_office_hours
from bot.pending_questions import PendingQuestions
from bot.privacy import Privacy
from bot.release_gate import ReleaseGate
from bot.reloading.folder import BaseFolder
from bot.reloading.following import Following
from bot.reloading.reloading import Reloading
from bot.reloading.serving import Serving
from bot.reloading.workshop import Workshop
from bot.settings import Settings
from bot.staff_names import StaffNames
from bot.storage.stores import Stores
from bot.subscribing import Subscribing
from bot.texts import LANGUAGE_NAMES, Texts
from handlers.context import Services
from knowledge.loading import BUILT_IN_BASE


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
    questions = QuestionLog(stores.questions, _question_key(settings), settings.question_days, now)
    feedback = Feedback(questions.note_vote)
    access = Access(stores.roles, stores.audit, settings.admin_ids, settings.staff_ids, now)
    subscribing = Subscribing(stores.chats, stores.subscriptions, now)
    hours = read_office_hours(settings.office_hours, settings.office_time_zone)
    desk = Desk(stores.handoffs, settings.staff_chat_id, hours, now)
    staff_names = StaffNames(stores.staff_names, now)
    memories = (languages, feedback, subscribing, desk, staff_names)
    broadcasting = Broadcasting(stores, now, needs_approval=settings.broadcast_approval)
    folder = folder_of(settings)
    workshop = Workshop(settings.wrong_answers_accepted)
    serving = Serving(stores.releases, answering, workshop, _name_of_process(), now)
    reloading = Reloading(stores.releases, answering, workshop, folder, serving, now)
    gate = ReleaseGate(reloading, stores.releases)
    telling = Telling(stores.waiters, stores.questions, answering, questions.flush, now)
    return Services(
        answering=answering,
        conversations=conversations,
        languages=languages,
        feedback=feedback,
        errors=ErrorReports(settings.error_report_seconds, seconds),
        access=access,
        staff_names=staff_names,
        subscribing=subscribing,
        catching_up=CatchingUp(stores.broadcasts, stores.subscriptions, stores.chats, now),
        serving=serving,
        reloading=reloading,
        following=Following(
            stores.releases, serving, reloading, folder, now, settings.knowledge_watch_seconds
        ),
        desk=desk,
        privacy=Privacy(stores.chats, questions, conversations, memories, access, now),
        questions=questions,
        unanswered=Unanswered(stores.questions, answering, lambda: questions.kept_since, now),
        gate=gate,
        teaching=Teaching(stores.lessons, answering, gate, now, telling.wake),
        telling=telling,
        counting=Counting(stores.questions, now),
        reviewing=Reviewing(answering, now),
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


def _question_key(settings: Settings) -> bytes:
    """Return the key of the hash of chats: of the setting, else of the token.

    The people of the preview are nobody's secret.
    """
    secret = settings.question_key or settings.telegram_bot_token
    return key_of(secret.get_secret_value() if secret else "preview")


def folder_of(settings: Settings) -> BaseFolder:
    """Return the folder of the base; the one that came with the bot is never written."""
    path = settings.knowledge_folder
    return BaseFolder(path or BUILT_IN_BASE, may_write=path is not None)


def _name_of_process() -> str:
    """Return a name that no other process has, on any machine."""
    return f"{socket.gethostname()[:64]}:{os.getpid()}:{secrets.token_hex(4)}"
