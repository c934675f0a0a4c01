"""Inline mode: ``@bot kanagawa mou`` in any chat offers the best answers."""

from __future__ import annotations

from collections.abc import Iterator

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import InlineQueryLimit, ParseMode

from bot.model import Reply, ReplyStatus
from handlers.context import Context, locale_of
from handlers.replying import show_reply
from handlers.rich_text import shorten
from handlers.sending import NO_PREVIEW

CACHE_SECONDS = 60
"""Telegram keeps results so long; a reload of the base shows within a minute."""

MAX_TITLE_UNITS = 60
MAX_DESCRIPTION_UNITS = 120


async def answer_inline(update: Update, context: Context) -> None:
    """Offer the answer, or the suggestions, for what is typed after the bot's name."""
    query = update.inline_query
    if query is None:
        return
    locale = locale_of(update, context)
    text = query.query[: int(InlineQueryLimit.MAX_QUERY_LENGTH)].strip()
    results = list(_results(text, locale, context)) if text else []
    button = None
    if not results:
        hint = "inline-nothing" if text else "inline-prompt"
        button = InlineQueryResultsButton(
            shorten(context.say(hint, locale), 60), start_parameter="inline"
        )
    await query.answer(results, cache_time=CACHE_SECONDS, is_personal=True, button=button)


def _results(text: str, locale: str, context: Context) -> Iterator[InlineQueryResultArticle]:
    answering = context.services.answering
    reply = answering.answer(text, locale)
    if reply.status is ReplyStatus.ANSWER and reply.entry and reply.fact:
        yield _article(f"{reply.entry}/{reply.fact}", _title_of(reply, context), reply, context)
    for suggestion in reply.suggestions:
        shown = answering.show_fact(suggestion.entry, suggestion.fact, reply.locale)
        if shown is not None:
            key = f"{suggestion.entry}/{suggestion.fact}"
            yield _article(key, suggestion.title, shown, context)


def _title_of(reply: Reply, context: Context) -> str:
    card = context.services.answering.show_entry(reply.entry or "", reply.locale)
    return (
        card.title
        if card
        else shorten(reply.text.partition("\n")[0].rstrip(":："), MAX_TITLE_UNITS)
    )


def _article(key: str, title: str, reply: Reply, context: Context) -> InlineQueryResultArticle:
    screen = show_reply(reply, None, context.services.texts)
    return InlineQueryResultArticle(
        id=key,
        title=title,
        description=shorten(reply.text, MAX_DESCRIPTION_UNITS),
        input_message_content=InputTextMessageContent(
            screen.text.messages()[0],
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
        ),
    )
