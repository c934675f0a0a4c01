"""What members of staff did, as sentences: the audit log's acts in the words of a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.releases import COMMAND_LINE
from bot.staff import AuditEntry, StaffName
from handlers.context import Context
from handlers.known_staff import name_of
from handlers.rich_text import shorten

MAX_TITLE_UNITS = 100
MAX_QUESTIONS_UNITS = 300

PLAIN = frozenset(
    {
        "ask_approval", "approve", "send_held", "pause", "resume", "stop", "correct", "recall",
        "again", "test", "count_as_sent", "close", "reopen", "block", "unblock", "answer", "reply",
        "teach-phrasing", "teach-fact", "teach-entry", "review-confirm", "review-change",
        "questions-ignored", "questions-open", "grant", "revoke",
    }
)  # fmt: skip
"""Acts of which there is one sentence each, under their own name."""


def people_in(entries: Iterable[AuditEntry]) -> set[int]:
    """Return the ids of all people whom some entries name."""
    found = set()
    for entry in entries:
        kind, subject = _subject_of(entry)
        found |= {entry.actor_id, entry.detail.get("to")}
        found |= {int(subject)} if kind == "user" and subject.isdigit() else set()
    return {each for each in found if isinstance(each, int)}


def sentence(
    entry: AuditEntry, names: Mapping[int, StaffName], locale: str, context: Context
) -> str:
    """Return an act as a sentence, without when it was; one of another release as it stands."""
    detail = entry.detail
    kind, subject = _subject_of(entry)
    origin = detail.get("origin")
    by_bot = kind == "release" and entry.actor_id == COMMAND_LINE
    return context.say(
        f"audit-{_message(entry)}",
        locale,
        who=context.say("release-by-shell", locale) if by_bot else name_of(entry.actor_id, names),
        user=_whom(entry, names, locale, context),
        role=context.say(f"role-{detail['role']}", locale) if "role" in detail else "",
        number=subject,
        before=str(origin),
        origin=context.say(f"release-origin-{origin}", locale)
        if kind == "release" and origin
        else "",
        hash=str(detail.get("hash", "")),
        count=int(detail.get("questions") or detail.get("count") or 0),
        questions=_overridden_in(detail),
        told=int(detail.get("told") or 0),
        title=_title_of(entry, locale, context),
        time=_time_in(detail),
        act=entry.act,
        subject=entry.subject,
    )


def _message(entry: AuditEntry) -> str:
    """Return the name, after its beginning, of the message that tells of an act."""
    detail = entry.detail
    match entry.act:
        case "confirm":
            return "confirm-later" if detail.get("send_at") else "confirm"
        case "assign":
            if detail.get("to") is None:
                return "give-back"
            return "take" if detail["to"] == entry.actor_id else "assign"
        case "release-apply" if "origin" in detail:
            return "release-override" if detail.get("overridden") else "release-apply"
        case act if act in PLAIN:
            return act.replace("_", "-")
    return "other"


def _subject_of(entry: AuditEntry) -> tuple[str, str]:
    kind, _, subject = entry.subject.partition("/")
    return kind, subject


def _whom(entry: AuditEntry, names: Mapping[int, StaffName], locale: str, context: Context) -> str:
    kind, subject = _subject_of(entry)
    if kind == "user":
        if subject.isdigit():
            return name_of(int(subject), names)
        return context.say("audit-erased", locale)
    to = entry.detail.get("to")
    return name_of(to, names) if isinstance(to, int) else ""


def _title_of(entry: AuditEntry, locale: str, context: Context) -> str:
    """Return the title of the entry that an act was about; its id where it is gone."""
    kind, subject = _subject_of(entry)
    name = str(entry.detail.get("entry") or "")
    if kind in {"entry", "fact"}:
        name = subject.partition("/")[0]
    card = context.services.answering.show_entry(name, locale) if name else None
    return shorten(card.title, MAX_TITLE_UNITS) if card is not None else name


def _overridden_in(detail: Mapping[str, Any]) -> str:
    """Return the golden questions that somebody overrode, as far as there is room for them."""
    questions = [str(each) for each in detail.get("overridden") or ()]
    return shorten(" · ".join(questions), MAX_QUESTIONS_UNITS)


def _time_in(detail: Mapping[str, Any]) -> str:
    at = detail.get("send_at")
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC" if isinstance(at, str) else ""
