"""What a broadcast looks like in Telegram: the one place that turns its content into calls.

The delivery, the preview, the test and looking it up later all send by it, so what is seen before
is what readers get.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMedia,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    InputPollOption,
    LinkPreviewOptions,
    Location,
    MessageEntity,
    Poll,
    Venue,
)
from telegram.ext import ExtBot

from bot.broadcasts import Content, File
from bot.subscribers import Place
from bot.texts import Texts
from handlers.leaving import leave_button, leave_line
from handlers.rich_text import utf16_length

Entities = Sequence[dict[str, Any]]

_ALBUM = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}
_EDITABLE = {**_ALBUM, "animation": InputMediaAnimation}
_MEDIA = (*_EDITABLE, "voice")


@dataclass(frozen=True, slots=True)
class WayOut:
    """How a reader leaves: a button under the copy; a line in an album, which can have none."""

    button: InlineKeyboardButton
    line: str
    link: str | None

    @classmethod
    def of(cls, locale: str, texts: Texts, place: Place, username: str) -> WayOut:
        """Return the way out of a place's subscription, in the reader's language."""
        line, link = leave_line(locale, texts, place, username)
        return cls(leave_button(locale, texts, place.thread_id), line, link)


class Copies:
    """Sends, edits and knows how to show contents; TelegramError where Telegram refuses."""

    def __init__(self, bot: ExtBot[Any], lane: Any = None, *, is_paid: bool = False) -> None:
        """`lane` is the limiter's word for how soon; `is_paid` lets Telegram charge for pace."""
        self._bot = bot
        self._lane = lane
        self._is_paid = is_paid or None

    async def send(
        self, content: Content, place: Place, way_out: WayOut | None = None
    ) -> tuple[int, ...]:
        """Send a content to a place; return the ids of its messages, several for an album."""
        common: dict[str, Any] = {
            "message_thread_id": place.thread_id or None,
            "allow_paid_broadcast": self._is_paid,
            "rate_limit_args": self._lane,
        }
        if content.is_album:
            album = _album(content, way_out)
            sent = await self._bot.send_media_group(place.chat_id, album, **common)
            return tuple(each.message_id for each in sent)
        common["reply_markup"] = markup_of(content, way_out)
        message = await self._single(content, place.chat_id, common)
        return (message.message_id,)

    async def edit(
        self,
        content: Content,
        chat_id: int,
        message_ids: Sequence[int],
        way_out: WayOut | None = None,
    ) -> None:
        """Let a copy show another content; ValueError for one that cannot be edited."""
        if content.is_album:
            for message_id, file in zip(message_ids, _album(content, way_out), strict=True):
                await self._bot.edit_message_media(
                    file, chat_id, message_id, rate_limit_args=self._lane
                )
            return
        (message_id,) = message_ids
        markup = markup_of(content, way_out)
        if content.kind == "text" and content.text:
            await self._bot.edit_message_text(
                content.text,
                chat_id,
                message_id,
                entities=_entities(content.entities),
                link_preview_options=_preview(content),
                reply_markup=markup,
                rate_limit_args=self._lane,
            )
        elif content.media == "voice":
            await self._bot.edit_message_caption(
                chat_id,
                message_id,
                caption=content.text,
                caption_entities=_entities(content.entities),
                reply_markup=markup,
                rate_limit_args=self._lane,
            )
        elif content.media in _EDITABLE:
            file = _input_media(
                content.media, content.file_id, content.text, content.entities, content.options
            )
            await self._bot.edit_message_media(
                file, chat_id, message_id, reply_markup=markup, rate_limit_args=self._lane
            )
        else:
            raise ValueError("only texts and files can be corrected")

    async def _single(self, content: Content, chat_id: int, common: dict[str, Any]) -> Any:
        if content.poll is not None:
            return await self._bot.send_poll(chat_id, **_poll(content.poll), **common)
        if content.place is not None:
            return await self._place(content.place, chat_id, common)
        entities = _entities(content.entities)
        if content.media is None and not content.text:
            # All that is known of it is where it stands.
            return await self._bot.copy_message(
                chat_id, content.chat_id, content.message_ids[0], **common
            )
        if content.media is None:
            return await self._bot.send_message(
                chat_id,
                content.text,
                entities=entities,
                link_preview_options=_preview(content),
                **common,
            )
        send = getattr(self._bot, f"send_{_known(content.media)}")
        return await send(
            chat_id,
            content.file_id,
            caption=content.text or None,
            caption_entities=entities,
            **content.options,
            **common,
        )

    async def _place(self, place: dict[str, Any], chat_id: int, common: dict[str, Any]) -> Any:
        if "location" in place:
            venue = Venue.de_json(place, self._bot)
            return await self._bot.send_venue(chat_id, venue=venue, **common)
        location = Location.de_json(place, self._bot)
        return await self._bot.send_location(
            chat_id, location.latitude, location.longitude, **common
        )


def markup_of(content: Content, way_out: WayOut | None = None) -> InlineKeyboardMarkup | None:
    """Return the buttons under a copy, None where there are none."""
    rows = [
        [InlineKeyboardButton(label, url=link) for label, link in row] for row in content.buttons
    ]
    if way_out is not None:
        rows.append([way_out.button])
    return InlineKeyboardMarkup(rows) if rows else None


def _known(media: str) -> str:
    if media not in _MEDIA:
        raise ValueError(f"there is no file of the kind {media}")
    return media


def _entities(entities: Entities) -> list[MessageEntity]:
    return [MessageEntity.de_json(dict(each), None) for each in entities]


def _preview(content: Content) -> LinkPreviewOptions | None:
    options = content.options.get("link_preview_options")
    return LinkPreviewOptions.de_json(dict(options), None) if options else None


def _album(content: Content, way_out: WayOut | None) -> list[Any]:
    """Return the files of an album; the first caption, if any, also says how to leave."""
    first = File(content.media or "", content.file_id or "", content.text, content.entities)
    files = [first, *content.more]
    place = next((number for number, each in enumerate(files) if each.text), 0)
    found = []
    for number, file in enumerate(files):
        text, entities = file.text, file.entities
        if way_out is not None and number == place:
            text, entities = _with_line(text, entities, way_out)
        options = content.options if file.media in {"photo", "video"} else {}
        found.append(_input_media(file.media, file.file_id, text, entities, options))
    return found


def _with_line(
    text: str, entities: Sequence[dict[str, Any]], way_out: WayOut
) -> tuple[str, tuple[dict[str, Any], ...]]:
    before = f"{text}\n\n" if text else ""
    if way_out.link is None:
        return before + way_out.line, tuple(entities)
    link = {
        "type": MessageEntity.TEXT_LINK,
        "offset": utf16_length(before),
        "length": utf16_length(way_out.line),
        "url": way_out.link,
    }
    return before + way_out.line, (*entities, link)


def _input_media(
    media: str | None,
    file_id: str | None,
    text: str,
    entities: Entities,
    options: dict[str, Any],
) -> InputMedia:
    made: InputMedia = _EDITABLE[_known(media or "")](
        file_id, caption=text or None, caption_entities=_entities(entities), **options
    )
    return made


def _poll(told: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that send a poll anew."""
    poll = Poll.de_json(told, None)
    arguments: dict[str, Any] = {
        "question": poll.question,
        "question_entities": poll.question_entities,
        "options": [
            InputPollOption(each.text, text_entities=each.text_entities) for each in poll.options
        ],
        "is_anonymous": poll.is_anonymous,
        "type": poll.type,
        "allows_multiple_answers": poll.allows_multiple_answers,
        "allows_revoting": poll.allows_revoting,
    }
    if poll.type == Poll.QUIZ:
        arguments |= {
            "correct_option_ids": poll.correct_option_ids,
            "explanation": poll.explanation,
            "explanation_entities": poll.explanation_entities,
        }
    return arguments
