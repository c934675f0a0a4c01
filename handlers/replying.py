"""Turns replies and cards into messages: text, source line, buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.model import EntryCard, EntryLink, Reply, ReplyStatus, SourceLine, Suggestion
from bot.texts import Texts
from handlers.buttons import ButtonData, Press
from handlers.rich_text import RichText, Style, shorten

MAX_LABEL_UNITS = 60
"""Longer labels are cut by clients on a phone's width."""

PAGE_SIZE = 6
MAX_RELATED_BUTTONS = 2

Rows = list[list[InlineKeyboardButton]]


@dataclass(frozen=True, slots=True)
class Screen:
    """What one message shows; `markup` goes under the last part of a long text."""

    text: RichText
    markup: InlineKeyboardMarkup | None = None


def show_reply(reply: Reply, card: EntryCard | None, texts: Texts) -> Screen:
    """Return the message for a reply; `card` is the answering entry's, for its buttons."""
    body = RichText().line(reply.text)
    if reply.note:
        body.line().line(reply.note, Style.ITALIC)
    if reply.source:
        body.line().line(source_line(reply.source, reply.locale, texts), Style.ITALIC)
    rows: Rows = []
    if reply.status is ReplyStatus.ANSWER:
        rows = _answer_buttons(reply, card, texts)
    elif reply.suggestions:
        if reply.status is ReplyStatus.NONE:
            body.line().line(texts.get("answer-perhaps", reply.locale))
        rows = suggestion_buttons(reply.suggestions)
    return Screen(body, InlineKeyboardMarkup(rows) if rows else None)


def source_line(source: SourceLine, locale: str, texts: Texts) -> str:
    """Return the line that says where an answer comes from."""
    return texts.get("answer-source", locale, document=source.document, section=source.section)


def suggestion_buttons(suggestions: Sequence[Suggestion]) -> Rows:
    """Return a button a suggestion, each on its own row."""
    return [
        [_button(each.title, ButtonData(Press.FACT, (each.entry, each.fact)))]
        for each in suggestions
    ]


def _answer_buttons(reply: Reply, card: EntryCard | None, texts: Texts) -> Rows:
    rows: Rows = []
    locale = reply.locale
    if card is not None:
        more = texts.get("button-more", locale, title=card.title)
        rows.append([_button(more, ButtonData(Press.ENTRY, (card.entry,)))])
        rows += _related_buttons(card.related[:MAX_RELATED_BUTTONS])
    if reply.entry and reply.fact:
        ids = (reply.entry, reply.fact)
        rows.append(
            [
                _button(texts.get("button-right", locale), ButtonData(Press.RIGHT, ids)),
                _button(texts.get("button-wrong", locale), ButtonData(Press.WRONG, ids)),
            ]
        )
    return rows


def _related_buttons(related: Sequence[EntryLink]) -> Rows:
    return [
        [_button(f"→ {each.title}", ButtonData(Press.ENTRY, (each.entry,)))] for each in related
    ]


def show_card(card: EntryCard, page: int, locale: str, texts: Texts, list_page: int = 0) -> Screen:
    """Return an entry's card, with its other facts as buttons, paged.

    `list_page` is the page of the list that it was opened from, to which Back leads.
    """
    body = RichText().line(card.title, Style.BOLD).line()
    if card.text:
        body.line(card.text)
        if card.note:
            body.line().line(card.note, Style.ITALIC)
        body.line().line(source_line(card.source, locale, texts), Style.ITALIC)
    else:
        body.line(texts.get("card-no-overview", locale, title=card.title))
    rows, shown = _page(
        suggestion_buttons(card.facts),
        page,
        lambda turned: _entry_data(card.entry, turned, list_page),
        locale,
        texts,
    )
    if page == 0:
        rows += _related_buttons(card.related)
    back = "visit" if card.kind == "meeting" else card.kind
    rows.append(
        [
            _button(texts.get("button-back", locale), _list_data(back, list_page)),
            _button(texts.get("button-home", locale), ButtonData(Press.MENU)),
        ]
    )
    if shown:
        body.line().line(shown)
    return Screen(body, InlineKeyboardMarkup(rows))


def _entry_data(entry: str, page: int, list_page: int) -> ButtonData:
    """Return what opens a page of a card; 60 bytes at most, with an id of 48."""
    pages = (str(page), str(list_page)) if list_page else (str(page),) if page else ()
    return ButtonData(Press.ENTRY, (entry, *pages))


def _list_data(what: str, page: int) -> ButtonData:
    return ButtonData(Press.BROWSE, (what, str(page)) if page else (what,))


def show_list(
    what: str, links: Sequence[EntryLink], page: int, locale: str, texts: Texts
) -> Screen:
    """Return a list of entries as buttons, paged."""
    body = RichText().line(texts.get(f"browse-heading-{what}", locale), Style.BOLD)
    body.line(texts.get("browse-choose" if links else "browse-empty", locale))
    buttons = [
        [_button(each.title, _entry_data(each.entry, 0, number // PAGE_SIZE))]
        for number, each in enumerate(links)
    ]
    rows, shown = _page(buttons, page, lambda turned: _list_data(what, turned), locale, texts)
    rows.append([_button(texts.get("button-home", locale), ButtonData(Press.MENU))])
    if shown:
        body.line().line(shown)
    return Screen(body, InlineKeyboardMarkup(rows))


def menu_buttons(lists: Sequence[str], locale: str, texts: Texts) -> Rows:
    """Return the buttons that open the lists, two a row."""
    buttons = [
        _button(texts.get(f"browse-heading-{what}", locale), ButtonData(Press.BROWSE, (what,)))
        for what in lists
    ]
    return two_a_row(buttons)


def two_a_row(buttons: Sequence[InlineKeyboardButton]) -> Rows:
    """Return short buttons in pairs, the last one alone where their number is odd."""
    return [list(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]


def _page(
    rows: Rows, page: int, turned_to: Callable[[int], ButtonData], locale: str, texts: Texts
) -> tuple[Rows, str]:
    """Return the rows of a page with buttons to turn it, and the line that says which it is."""
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(page, pages - 1)
    shown = rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    if pages == 1:
        return shown, ""
    turn = []
    if page > 0:
        turn.append(_button(texts.get("button-previous", locale), turned_to(page - 1)))
    if page + 1 < pages:
        turn.append(_button(texts.get("button-next", locale), turned_to(page + 1)))
    return [*shown, turn], texts.get("browse-page", locale, page=page + 1, pages=pages)


def _button(label: str, data: ButtonData) -> InlineKeyboardButton:
    return InlineKeyboardButton(shorten(label, MAX_LABEL_UNITS), callback_data=str(data))
