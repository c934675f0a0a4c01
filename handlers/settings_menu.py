"""/settings: one message with a button for each topic and country, the language, and leaving."""

from __future__ import annotations

from enum import StrEnum

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.subscribers import (
    ALL_TOPICS,
    Country,
    Place,
    Subscription,
    SubscriptionState,
    Topic,
    key_of,
)
from bot.subscribing import Switch
from bot.texts import LANGUAGE_NAMES
from handlers.buttons import ButtonData, Press, parse
from handlers.context import Context, locale_of
from handlers.language import AS_TELEGRAM, language_rows
from handlers.naming import name_countries, name_topics
from handlers.places import hear, language_code_of, only_deciders, place_of
from handlers.replying import Rows, Screen, two_a_row
from handlers.rich_text import RichText, Style
from handlers.sending import answer_press, edit_screen, say_gone, send_screen


class Item(StrEnum):
    """What a button of the menu changes: the first argument of its data. None shows the menu."""

    TOPIC = "t"
    COUNTRY = "c"
    LANGUAGE = "l"
    LEAVE = "x"
    SUBSCRIBE = "s"


TOPICS = {key_of(topic): topic for topic in Topic} | {"all": ALL_TOPICS}
COUNTRIES = {key_of(country): country for country in Country}


async def show_settings(update: Update, context: Context) -> None:
    """Show the settings of the chat, or of the forum's topic."""
    message, place = update.effective_message, place_of(update)
    if message is not None and place is not None:
        await hear(update, context, place)
        await send_screen(message, await settings_screen(update, context, place))


async def change_settings(update: Update, context: Context) -> None:
    """Do what the button says and show how it then is, in the same message."""
    query, place = update.callback_query, place_of(update)
    if query is None or place is None:
        return
    data = parse(query.data)
    arguments = data.arguments if data is not None else ()
    if not isinstance(query.message, Message) or not _is_known(arguments):
        await say_gone(query, update, context)
        return
    if arguments and not await only_deciders(update, context):
        return
    if arguments == (Item.LANGUAGE,):
        await answer_press(query)
        await edit_screen(query.message, _language_screen(update, context, place))
        return
    if await _change(arguments, update, context, place):
        await _show_in_place(query, query.message, update, context, place)


async def settings_screen(
    update: Update, context: Context, place: Place, heading: str = ""
) -> Screen:
    """Return the menu as it is now, under `heading` or its own."""
    found = await context.services.subscribing.current(place)
    locale = locale_of(update, context)
    is_active = found is not None and found.state is SubscriptionState.ACTIVE
    body = RichText().line(heading or context.say("settings-heading", locale), Style.BOLD).line()
    body.line(context.say("settings-on" if is_active else "settings-off", locale))
    if found is not None and is_active:
        topics = name_topics(found.topics, locale, context)
        countries = name_countries(found.countries, locale, context)
        body.line(context.say("settings-topics", locale, names=topics))
        body.line(context.say("settings-countries", locale, names=countries))
    body.line(context.say("settings-language", locale, name=_language(place, locale, context)))
    if is_active:
        body.line().line(context.say("settings-hint", locale))
    rows = _rows(found, locale, context) if found is not None and is_active else []
    last = [_button(context.say("button-language", locale), Item.LANGUAGE)]
    if is_active:
        last.append(_button(context.say("button-leave", locale), Item.LEAVE))
    else:
        last.append(_button(context.say("button-subscribe", locale), Item.SUBSCRIBE))
    return Screen(body, InlineKeyboardMarkup([*rows, last]))


def settings_button(label: str) -> InlineKeyboardButton:
    """Return a button that shows the settings in the place of its message."""
    return _button(label)


def _rows(found: Subscription, locale: str, context: Context) -> Rows:
    topics = [
        _switch(
            context.say(f"topic-{key_of(each)}", locale),
            Item.TOPIC,
            key_of(each),
            each in found.topics,
        )
        for each in Topic
    ]
    countries = [
        _switch(
            context.say(f"country-{key_of(each)}", locale),
            Item.COUNTRY,
            key_of(each),
            each in found.countries,
        )
        for each in Country
    ]
    rows = two_a_row(topics)
    if found.topics != ALL_TOPICS:
        every = context.say("all-topics", locale)
        rows.append([_button(every, Item.TOPIC, "all", "1")])
    return [*rows, countries]


def _switch(label: str, what: str, key: str, is_on: bool) -> InlineKeyboardButton:
    """Return a button that says how it is and carries how it will be: twice is as once."""
    return _button(f"✓ {label}" if is_on else f"– {label}", what, key, "0" if is_on else "1")


def _button(label: str, *arguments: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=str(ButtonData(Press.SETTINGS, arguments)))


def _is_known(arguments: tuple[str, ...]) -> bool:
    match arguments:
        case () | (Item.LANGUAGE | Item.LEAVE | Item.SUBSCRIBE,):
            return True
        case (Item.TOPIC, key, "0" | "1"):
            return key in TOPICS
        case (Item.COUNTRY, key, "0" | "1"):
            return key in COUNTRIES
        case (Item.LANGUAGE, locale):
            return locale in LANGUAGE_NAMES or locale == AS_TELEGRAM
    return False


async def _change(
    arguments: tuple[str, ...], update: Update, context: Context, place: Place
) -> bool:
    """Carry out a change; False where it was refused with a word of its own."""
    services = context.services
    done = Switch.DONE
    match arguments:
        case (Item.TOPIC, key, value):
            done = await services.subscribing.switch_topic(place, TOPICS[key], is_on=value == "1")
        case (Item.COUNTRY, key, value):
            country = COUNTRIES[key]
            done = await services.subscribing.switch_country(place, country, is_on=value == "1")
        case (Item.LANGUAGE, locale):
            chosen = None if locale == AS_TELEGRAM else locale
            await services.languages.choose(place.chat_id, chosen)
        case (Item.LEAVE,):
            await services.subscribing.leave(place)
        case (Item.SUBSCRIBE,):
            await services.subscribing.begin(place, language_code_of(update, context))
    if done is Switch.LAST and update.callback_query is not None:
        text = context.say("settings-last", locale_of(update, context))
        await answer_press(update.callback_query, text, show_alert=True)
        return False
    return True


async def _show_in_place(
    query: CallbackQuery, message: Message, update: Update, context: Context, place: Place
) -> None:
    await answer_press(query)
    await edit_screen(message, await settings_screen(update, context, place))


def _language(place: Place, locale: str, context: Context) -> str:
    chosen = context.services.languages.of(place.chat_id)
    if chosen is None:
        return context.say("button-language-telegram", locale)
    return LANGUAGE_NAMES.get(chosen, chosen)


def _language_screen(update: Update, context: Context, place: Place) -> Screen:
    locale = locale_of(update, context)
    rows = language_rows(
        context.services.languages.of(place.chat_id),
        locale,
        context,
        lambda key: ButtonData(Press.SETTINGS, (Item.LANGUAGE, key)),
    )
    rows.append([_button(context.say("button-back", locale))])
    return Screen(
        RichText().line(context.say("language-choose", locale)), InlineKeyboardMarkup(rows)
    )
