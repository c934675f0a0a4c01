"""/subscribe, the link that does the same, and the offer to take up what a block has ended."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message, Update

from bot.choices import read_choice
from bot.subscribers import Place, Subscription
from handlers.context import Context, locale_of
from handlers.leaving import join_button
from handlers.naming import name_countries, name_topics
from handlers.places import language_code_of, only_deciders, place_of
from handlers.replying import Screen
from handlers.rich_text import RichText
from handlers.sending import send_screen
from handlers.settings_menu import settings_screen

LINKED = "subscribe"
"""What a link's payload begins with that subscribes (``t.me/BOT?start=subscribe``); topics and
countries may follow, as in ``subscribe-visits-vietnam``."""


async def subscribe(update: Update, context: Context) -> None:
    """Begin or change the subscription as the words behind the command say, and show it.

    Without words it is as it was before, and at first all there is.
    """
    await _subscribe(update, context, " ".join(context.args or ()))


async def subscribe_by_link(update: Update, context: Context, payload: str) -> bool:
    """Do the same for a link's payload; False for one that is about something else."""
    if payload != LINKED and not payload.startswith(f"{LINKED}-"):
        return False
    await _subscribe(update, context, payload.removeprefix(LINKED))
    return True


async def _subscribe(update: Update, context: Context, words: str) -> None:
    message, place = update.effective_message, place_of(update)
    if message is None or place is None:
        return
    if not await only_deciders(update, context):
        return
    choice = read_choice(words, context.services.texts)
    locale = locale_of(update, context)
    heading = context.say("subscribed", locale)
    if choice is None and words.strip(" -"):
        heading = context.say("subscribe-unknown", locale)
    else:
        await context.services.subscribing.begin(place, language_code_of(update, context), choice)
    await send_screen(message, await settings_screen(update, context, place, heading))


async def offer_to_take_up(
    message: Message, update: Update, context: Context, place: Place
) -> bool:
    """Ask whether what a block ended shall go on; False where there is nothing to ask."""
    ended = await context.services.subscribing.to_offer(place.chat_id)
    if ended is None:
        return False
    await send_screen(message, offer_screen(ended, locale_of(update, context), context))
    return True


def offer_screen(ended: Subscription, locale: str, context: Context) -> Screen:
    """Return the question whether a subscription shall go on as it was."""
    body = RichText().line(
        context.say(
            "join-offer",
            locale,
            topics=name_topics(ended.topics, locale, context),
            countries=name_countries(ended.countries, locale, context),
        )
    )
    button = join_button(context.say("button-join-again", locale), ended.thread_id)
    return Screen(body, InlineKeyboardMarkup([[button]]))
