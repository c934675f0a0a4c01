"""Which handler gets which update."""

from __future__ import annotations

from typing import Any

from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from handlers import browsing, failures, inline, language, questions, starting, voting
from handlers.buttons import Press, pattern
from handlers.context import Context

AnyApplication = Application[Any, Context, Any, Any, Any, Any]

NEW = filters.UpdateType.MESSAGE
QUESTIONS = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
WORDLESS = ~filters.StatusUpdate.ALL


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Return all handlers; the first that takes an update gets it."""
    return [
        CommandHandler("start", starting.start, filters=NEW),
        CommandHandler("help", starting.show_help, filters=NEW),
        CommandHandler("about", starting.show_about, filters=NEW),
        CommandHandler("privacy", starting.show_privacy, filters=NEW),
        CommandHandler("ask", questions.ask_by_command, filters=NEW),
        CommandHandler("language", language.offer_languages, filters=NEW),
        CommandHandler(list(browsing.COMMANDS), browsing.browse_by_command, filters=NEW),
        CallbackQueryHandler(questions.show_suggested, pattern(Press.FACT)),
        CallbackQueryHandler(browsing.open_entry, pattern(Press.ENTRY)),
        CallbackQueryHandler(browsing.turn_list, pattern(Press.BROWSE)),
        CallbackQueryHandler(browsing.open_menu, pattern(Press.MENU)),
        CallbackQueryHandler(voting.vote, pattern(Press.RIGHT, Press.WRONG)),
        CallbackQueryHandler(language.choose_language, pattern(Press.LANGUAGE)),
        CallbackQueryHandler(questions.show_suggested),
        InlineQueryHandler(inline.answer_inline),
        MessageHandler(NEW & QUESTIONS, questions.ask_freely),
        MessageHandler(
            NEW & filters.ChatType.PRIVATE & filters.COMMAND, questions.explain_unknown_command
        ),
        MessageHandler(NEW & filters.ChatType.PRIVATE & WORDLESS, questions.explain_only_text),
        MessageHandler(
            filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION),
            questions.follow_edited_question,
        ),
    ]


def register(application: AnyApplication) -> None:
    """Give the application all handlers and the one for errors."""
    application.add_handlers(handlers())
    application.add_error_handler(failures.apologise)
