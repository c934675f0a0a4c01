"""Which handler gets which update."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import (
    browsing,
    counting,
    failures,
    inline,
    language,
    leaving,
    membership,
    my_data,
    past_broadcasts,
    questions,
    releases,
    reloading,
    roles,
    settings_menu,
    starting,
    subscribing,
    telling,
    voting,
)
from handlers.broadcasting import acting, composing, listing, pressing
from handlers.buttons import Press, pattern
from handlers.context import Context
from handlers.desk import asking, deeds, passing
from handlers.teaching import missed, reviewing, writing
from handlers.teaching import pressing as teaching_pressing

AnyApplication = Application[Any, Context, Any, Any, Any, Any]

NEW = filters.UpdateType.MESSAGE
PRIVATE = NEW & filters.ChatType.PRIVATE
QUESTIONS = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
LESSONS, BROADCASTS, DESK = -3, -2, -1
"""PTB's numbers of groups of handlers that come before the usual one, which is 0. Of each group
one handler gets an update at most, and then the next group's, unless that one stops it."""

WORDLESS = ~filters.StatusUpdate.ALL
WRITTEN = ~filters.COMMAND & ~filters.StatusUpdate.ALL


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Return all handlers; the first that takes an update gets it."""
    return [
        CommandHandler("start", starting.start, filters=NEW),
        CommandHandler("help", starting.show_help, filters=NEW),
        CommandHandler("about", starting.show_about, filters=NEW),
        CommandHandler("privacy", starting.show_privacy, filters=NEW),
        CommandHandler("ask", questions.ask_by_command, filters=NEW),
        CommandHandler("language", language.offer_languages, filters=NEW),
        CommandHandler("subscribe", subscribing.subscribe, filters=NEW),
        CommandHandler("unsubscribe", leaving.unsubscribe, filters=NEW),
        CommandHandler("settings", settings_menu.show_settings, filters=NEW),
        CommandHandler("updates", past_broadcasts.list_past, filters=NEW),
        CommandHandler("mydata", my_data.send_data, filters=NEW),
        CommandHandler("forgetme", my_data.ask_to_forget, filters=NEW),
        CommandHandler("grant", roles.grant, filters=NEW),
        CommandHandler("revoke", roles.revoke, filters=NEW),
        CommandHandler("broadcast", composing.begin, filters=NEW),
        CommandHandler("broadcasts", listing.show_broadcasts, filters=NEW),
        CommandHandler("unanswered", missed.show_missed, filters=PRIVATE),
        CommandHandler("review", reviewing.show_due, filters=PRIVATE),
        CommandHandler("stats", counting.show_counts, filters=PRIVATE),
        CommandHandler("audit", roles.show_audit, filters=PRIVATE),
        CommandHandler("reload", reloading.reload, filters=PRIVATE),
        CommandHandler("rollback", reloading.roll_back, filters=PRIVATE),
        CommandHandler("knowledge", releases.show_knowledge, filters=PRIVATE),
        CommandHandler("releases", releases.list_releases, filters=PRIVATE),
        CommandHandler("export", releases.export, filters=PRIVATE),
        CommandHandler("contact", asking.ask_by_command, filters=PRIVATE),
        CommandHandler("end", asking.end_by_command, filters=PRIVATE),
        CommandHandler(list(deeds.COMMANDS), deeds.act_by_command, filters=NEW),
        CommandHandler(list(browsing.COMMANDS), browsing.browse_by_command, filters=NEW),
        CallbackQueryHandler(questions.show_suggested, pattern(Press.FACT)),
        CallbackQueryHandler(browsing.open_entry, pattern(Press.ENTRY)),
        CallbackQueryHandler(browsing.turn_list, pattern(Press.BROWSE)),
        CallbackQueryHandler(browsing.open_menu, pattern(Press.MENU)),
        CallbackQueryHandler(voting.vote, pattern(Press.RIGHT, Press.WRONG)),
        CallbackQueryHandler(language.choose_language, pattern(Press.LANGUAGE)),
        CallbackQueryHandler(settings_menu.change_settings, pattern(Press.SETTINGS)),
        CallbackQueryHandler(leaving.leave, pattern(Press.LEAVE)),
        CallbackQueryHandler(leaving.join, pattern(Press.JOIN)),
        CallbackQueryHandler(past_broadcasts.open_past, pattern(Press.PAST)),
        CallbackQueryHandler(my_data.forget, pattern(Press.ERASE)),
        CallbackQueryHandler(roles.turn_audit, pattern(Press.AUDIT)),
        CallbackQueryHandler(pressing.press_card, pattern(Press.COMPOSE)),
        CallbackQueryHandler(acting.press_broadcast, pattern(Press.BROADCAST)),
        CallbackQueryHandler(missed.press_missed, pattern(Press.MISSED)),
        CallbackQueryHandler(reviewing.press_review, pattern(Press.REVIEW)),
        CallbackQueryHandler(teaching_pressing.press_card, pattern(Press.TEACH, Press.PICK)),
        CallbackQueryHandler(counting.press_counts, pattern(Press.COUNTS)),
        CallbackQueryHandler(telling.press_tell, pattern(Press.TELL)),
        CallbackQueryHandler(reloading.decide, pattern(Press.RELEASE)),
        CallbackQueryHandler(asking.press_wish, pattern(Press.HANDOFF)),
        CallbackQueryHandler(deeds.act_by_press, pattern(Press.DESK)),
        CallbackQueryHandler(questions.show_suggested),
        ChatMemberHandler(membership.follow_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(NEW & filters.StatusUpdate.MIGRATE, membership.follow_migration),
        InlineQueryHandler(inline.answer_inline),
        MessageHandler(PRIVATE & filters.Document.ALL, reloading.take_file),
        MessageHandler(NEW & QUESTIONS, questions.ask_freely),
        MessageHandler(PRIVATE & filters.COMMAND, questions.explain_unknown_command),
        MessageHandler(PRIVATE & WORDLESS, questions.explain_only_text),
        MessageHandler(
            filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION),
            questions.follow_edited_question,
        ),
    ]


def first_handlers() -> dict[int, Sequence[BaseHandler[Any, Context, Any]]]:
    """Return the handlers that see an update before all others and may keep it to themselves.

    What a member of staff writes for a lesson or a broadcast is no question: they were asked for
    what they write. Then comes what goes between people and the office.
    """
    return {
        LESSONS: [MessageHandler(PRIVATE & WRITTEN, writing.take_message)],
        BROADCASTS: [
            MessageHandler(NEW & WRITTEN, composing.take_message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, composing.take_edit),
        ],
        DESK: [TypeHandler(Update, passing.pass_on)],
    }


def register(application: AnyApplication) -> None:
    """Give the application all handlers and the one for errors."""
    application.add_handlers(first_handlers())
    application.add_handlers(handlers())
    application.add_error_handler(failures.apologise)
