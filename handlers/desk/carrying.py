"""Carries single things over in Telegram: copies, edits, the bot's own lines, topics, cards.

Messages are copied, never forwarded: a copy shows what was written and nothing of who wrote it
(https://core.telegram.org/bots/api#copymessage). No call waits for its turn, since what is carried
is claimed already: where it is not its turn, the claim is given back with the time to come again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from babel.dates import format_skeleton
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.carrying.outcomes import NoTopicError, TopicGoneError
from bot.chosen_languages import ChosenLanguages
from bot.handoffs import Handoff, HandoffState, Job, Notice, Side, What
from bot.office_hours import OfficeHours
from bot.outcomes import BlockedError, DeliveryError, RejectedError
from bot.texts import FALLBACK, Texts
from bot.transport.pace import Lane
from handlers.delivery_errors import delivery_error
from handlers.desk.buttons import notice_rows
from handlers.desk.card import name_topic, show_card
from handlers.desk.contents import entities_in, media_in
from handlers.replying import Screen
from handlers.rich_text import RichText, Style

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

# Texts of the official server, compared in lower case.
GONE = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
NO_TOPICS = ("not a forum", "not enough rights", "not a supergroup", "chat_not_modified")
UNCHANGED = ("message is not modified", "topic_not_modified")
LOST = ("message to edit not found", "message_id_invalid")
"""The copy was deleted: there is nothing left to edit."""


class TelegramCarrier:
    """`bot.handoffs.Carrier` in Telegram."""

    def __init__(
        self,
        bot: ExtBot[Any],
        texts: Texts,
        languages: ChosenLanguages,
        hours: OfficeHours,
        now: Callable[[], datetime],
    ) -> None:
        """The office's language is what its group has chosen; `now` is a clock in UTC."""
        self._bot = bot
        self._texts = texts
        self._languages = languages
        self._hours = hours
        self._now = now
        self._ways: dict[What, Callable[[Job], Awaitable[int | None]]] = {
            What.TOPIC: self._open_topic,
            What.CARD: self._send_card,
            What.COPY: self._copy,
            What.EDIT: self._edit,
            What.NOTICE: self._say,
            What.REFRESH: self._refresh,
            What.SHUT: self._shut,
            What.UNSHUT: self._unshut,
        }

    async def carry(self, job: Job) -> int | None:
        """Carry a job out; return the message or topic that came of it, if any."""
        await self._languages.load(job.handoff.staff_chat_id)
        try:
            return await self._ways[job.carriage.what](job)
        except TelegramError as error:
            raise self._meaning(job, error) from error

    def _meaning(self, job: Job, error: TelegramError) -> DeliveryError:
        found = delivery_error(error, self._now())
        text = error.message.lower()
        if job.carriage.what is What.TOPIC and isinstance(found, (RejectedError, BlockedError)):
            if any(part in text for part in NO_TOPICS):
                return NoTopicError(error.message)
        elif job.carriage.side is Side.STAFF and any(part in text for part in GONE):
            return TopicGoneError(error.message)
        return found

    # Topics

    async def _open_topic(self, job: Job) -> int | None:
        if job.handoff.thread_id is not None:  # Telegram has told of it before
            return job.handoff.thread_id
        chat_id, name = job.handoff.staff_chat_id, name_topic(job.handoff)
        topic = await self._bot.create_forum_topic(chat_id, name, rate_limit_args=Lane.NOW)
        return topic.message_thread_id

    async def _shut(self, job: Job) -> None:
        if job.handoff.thread_id is not None:
            chat_id, thread_id = job.handoff.staff_chat_id, job.handoff.thread_id
            call = self._bot.close_forum_topic(chat_id, thread_id, rate_limit_args=Lane.NOW)
            await _unless(UNCHANGED, call)

    async def _unshut(self, job: Job) -> None:
        if job.handoff.thread_id is not None:
            chat_id, thread_id = job.handoff.staff_chat_id, job.handoff.thread_id
            call = self._bot.reopen_forum_topic(chat_id, thread_id, rate_limit_args=Lane.NOW)
            await _unless(UNCHANGED, call)

    # Cards

    async def _send_card(self, job: Job) -> int:
        return await self._send(job, await self._card(job.handoff), None)

    async def _refresh(self, job: Job) -> None:
        handoff = job.handoff
        if handoff.card_message_id is None:
            return
        screen = await self._card(handoff)
        edited = self._bot.edit_message_text(
            screen.text.messages()[0],
            handoff.staff_chat_id,
            handoff.card_message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=screen.markup,
            rate_limit_args=Lane.NOW,
        )
        await _unless((*UNCHANGED, *LOST), edited)
        if handoff.state is HandoffState.ERASED and handoff.thread_id is not None:
            renamed = self._bot.edit_forum_topic(
                handoff.staff_chat_id,
                handoff.thread_id,
                name=name_topic(handoff),
                rate_limit_args=Lane.NOW,
            )
            await _unless(UNCHANGED, renamed)

    async def _card(self, handoff: Handoff) -> Screen:
        lacks_right = False
        if handoff.thread_id is None and handoff.state is HandoffState.OPEN:
            chat = await self._bot.get_chat(handoff.staff_chat_id, rate_limit_args=Lane.NOW)
            lacks_right = bool(chat.is_forum)
        locale = self._locale(handoff, Side.STAFF)
        return show_card(handoff, locale, self._texts, lacks_right=lacks_right)

    # Messages

    async def _copy(self, job: Job) -> int:
        carriage, handoff = job.carriage, job.handoff
        copy = await self._bot.copy_message(
            _chat_of(job),
            carriage.source_chat_id or 0,
            carriage.source_message_id or 0,
            message_thread_id=_thread_of(job),
            reply_parameters=_reply(job.reply_to_id or _anchor(handoff, carriage.side)),
            rate_limit_args=Lane.NOW,
        )
        return copy.message_id

    async def _edit(self, job: Job) -> int | None:
        """Let the copy follow; where Telegram cannot, a new copy answers the old one."""
        if job.target_id is None:
            return None
        try:
            await _unless((*UNCHANGED, *LOST), self._edited(job, job.target_id))
        except BadRequest:
            again = Job(job.handoff, job.carriage, reply_to_id=job.target_id)
            return await self._copy(again)
        return None

    async def _edited(self, job: Job, message_id: int) -> None:
        chat_id, content = _chat_of(job), dict(job.carriage.payload)
        entities, media = entities_in(content), media_in(content)
        if media is not None:
            await self._bot.edit_message_media(media, chat_id, message_id, rate_limit_args=Lane.NOW)
        elif content["is_text"]:
            await self._bot.edit_message_text(
                content["text"],
                chat_id,
                message_id,
                entities=entities,
                rate_limit_args=Lane.NOW,
            )
        else:
            await self._bot.edit_message_caption(
                chat_id,
                message_id,
                caption=content["text"],
                caption_entities=entities,
                rate_limit_args=Lane.NOW,
            )

    async def _say(self, job: Job) -> int:
        values = dict(job.carriage.payload)
        line = Notice(values.pop("notice"))
        values.pop("carriage", None)
        locale = self._locale(job.handoff, job.carriage.side)
        if "opens_at" in values:
            values = {"when": self._when(values["opens_at"], locale)}
        text = self._texts.get(f"desk-{line.value}", locale, **values)
        style = Style.ITALIC if job.carriage.side is Side.STAFF else Style.PLAIN
        rows = notice_rows(line, job.handoff, job.carriage, locale, self._texts)
        markup = InlineKeyboardMarkup(rows) if rows else None
        screen = Screen(RichText().line(text, style), markup)
        return await self._send(job, screen, job.reply_to_id)

    async def _send(self, job: Job, screen: Screen, reply_to_id: int | None) -> int:
        is_card = job.carriage.what is What.CARD
        anchor = None if is_card else _anchor(job.handoff, job.carriage.side)
        sent = await self._bot.send_message(
            _chat_of(job),
            screen.text.messages()[0],
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            message_thread_id=_thread_of(job),
            reply_parameters=_reply(reply_to_id or anchor),
            reply_markup=screen.markup,
            rate_limit_args=Lane.NOW,
        )
        return sent.message_id

    def _locale(self, handoff: Handoff, side: Side) -> str:
        if side is Side.PERSON:
            return handoff.locale
        return self._languages.of(handoff.staff_chat_id) or FALLBACK

    def _when(self, opens_at: str, locale: str) -> str:
        """Return an instant as a person reads it, in the time of the office."""
        local = datetime.fromisoformat(opens_at).astimezone(self._hours.zone)
        day = format_skeleton("MMMEd", local, locale=locale)
        return f"{day} {local:%H:%M} ({self._hours.zone.key})"


def _chat_of(job: Job) -> int:
    if job.carriage.side is Side.STAFF:
        return job.handoff.staff_chat_id
    if job.handoff.person_id is None:
        raise RejectedError("the person was erased", is_recipients=True)
    return job.handoff.person_id


def _thread_of(job: Job) -> int | None:
    return job.handoff.thread_id if job.carriage.side is Side.STAFF else None


def _anchor(handoff: Handoff, side: Side) -> int | None:
    """Return what is replied to where there is no topic to keep a handoff together."""
    if side is Side.STAFF and handoff.thread_id is None:
        return handoff.card_message_id
    return None


def _reply(message_id: int | None) -> ReplyParameters | None:
    """Return a reply that is sent all the same where the message was deleted."""
    if message_id is None:
        return None
    return ReplyParameters(message_id, allow_sending_without_reply=True)


async def _unless(harmless: tuple[str, ...], call: Awaitable[object]) -> None:
    """Await a call; an error that says nothing was left to do is none."""
    try:
        await call
    except BadRequest as error:
        if not any(part in error.message.lower() for part in harmless):
            raise
