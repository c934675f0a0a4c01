"""What happens when a handler fails: an apology, a log entry, a word to the administrators."""

from __future__ import annotations

import contextlib
import logging

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.error_reports import ErrorReport, new_reference
from handlers.context import Context, locale_of

logger = logging.getLogger(__name__)


async def apologise(update: object, context: Context) -> None:
    """Tell the person, the log and, at most once a period, the administrators.

    All three get the same reference. Somebody who blocked the bot is no error.
    """
    error = context.error
    if error is None or isinstance(error, Forbidden):
        return
    reference = new_reference()
    logger.error("error %s while handling an update", reference, exc_info=error)
    report = context.services.errors.add(type(error).__name__, reference)
    is_unreachable = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    if isinstance(update, Update) and not is_unreachable:
        await _apologise_to_person(update, context, reference)
    if report is not None:
        await _tell_admins(report, context)


async def _apologise_to_person(update: Update, context: Context, reference: str) -> None:
    text = context.say("error-apology", locale_of(update, context), reference=reference)
    with contextlib.suppress(TelegramError):
        if update.callback_query is not None:
            await update.callback_query.answer(text, show_alert=True)
        elif update.effective_message is not None:
            await update.effective_message.reply_text(text)


async def _tell_admins(report: ErrorReport, context: Context) -> None:
    for admin in context.services.admin_ids:
        text = context.say(
            "admin-error",
            "en",
            kind=report.kind,
            count=report.count,
            reference=report.reference,
        )
        with contextlib.suppress(TelegramError):
            await context.bot.send_message(admin, text)
