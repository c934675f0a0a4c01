"""How each step of writing a broadcast looks: one card, with Back and Cancel on every step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drafts import GROUPS, PEOPLE, Draft, Step
from bot.send_times import ZONES
from bot.subscribers import Country, Topic, key_of
from bot.texts import LANGUAGE_NAMES
from handlers.broadcasting.wording import audience_line, describe, instant
from handlers.buttons import ButtonData, Press
from handlers.context import Context
from handlers.replying import MAX_LABEL_UNITS, Rows, Screen, two_a_row
from handlers.rich_text import RichText, Style, shorten


class Do(StrEnum):
    """What a button of a card does; an argument may follow."""

    BACK = "b"
    CANCEL = "x"
    LANGUAGE = "l"
    NO_LINKS = "n"
    OPEN = "v"
    REPLACE = "r"
    LINKS = "k"
    MAIN = "m"
    REMOVE = "d"
    ONWARDS = "o"
    SWITCH = "t"
    PREVIEW = "p"
    TEST_ME = "e"
    TEST_GROUP = "g"
    NOW = "s"
    LATER = "w"
    ZONE = "z"
    CONFIRM = "y"


@dataclass(frozen=True, slots=True)
class View:
    """Whose card it is, in which language, and what a person was just told, if anything."""

    owner_id: int
    locale: str
    context: Context
    notice: str = ""
    sign: str = "⚠️"
    """What stands before the notice."""

    def say(self, message: str, **values: str | int) -> str:
        """Return one of the bot's own texts."""
        return self.context.services.texts.get(message, self.locale, **values)

    def button(self, label: str, do: Do, *arguments: str) -> InlineKeyboardButton:
        """Return a button of the card; it belongs to the card's owner."""
        data = ButtonData(Press.COMPOSE, (str(self.owner_id), do.value, *arguments))
        return InlineKeyboardButton(shorten(label, MAX_LABEL_UNITS), callback_data=str(data))


async def card(draft: Draft, view: View) -> Screen:
    """Return the card that shows a draft at its step."""
    heading = "compose-heading-correct" if draft.is_correction else "compose-heading"
    body = RichText().line(view.context.services.texts.get(heading, view.locale), Style.BOLD)
    if view.notice:
        body.line().line(f"{view.sign} {view.notice}")
    body.line()
    rows = await _STEPS[draft.step](draft, view, body)
    last = [
        view.button(view.say("button-back"), Do.BACK),
        view.button(view.say("button-cancel"), Do.CANCEL),
    ]
    return Screen(body, InlineKeyboardMarkup([*rows, last]))


async def _message(draft: Draft, view: View, body: RichText) -> Rows:
    language = LANGUAGE_NAMES[draft.locale]
    body.line(view.say("compose-message", language=language))
    body.line().line(view.say("compose-message-kinds"))
    if draft.versions:
        return []
    body.line().line(view.say("compose-message-language"))
    return two_a_row(
        [
            view.button(_ticked(name, is_on=each == draft.locale), Do.LANGUAGE, each)
            for each, name in LANGUAGE_NAMES.items()
        ]
    )


async def _links(draft: Draft, view: View, body: RichText) -> Rows:
    body.line(view.say("compose-links"))
    body.line().line(view.say("compose-links-example"))
    buttons = draft.versions[draft.locale].buttons
    if buttons:
        body.line().line(view.say("compose-links-now"))
        for row in buttons:
            for label, link in row:
                body.line(f"• {label} – {link}")
    label = "button-links-remove" if buttons else "button-links-none"
    rows = [[view.button(view.context.services.texts.get(label, view.locale), Do.NO_LINKS)]]
    if buttons:
        rows.append([view.button(view.say("button-links-keep"), Do.ONWARDS)])
    return rows


async def _versions(draft: Draft, view: View, body: RichText) -> Rows:
    body.line(view.say("compose-versions")).line()
    buttons = []
    for locale in view.context.services.drafting.locales:
        name, version = LANGUAGE_NAMES[locale], draft.versions.get(locale)
        if version is None:
            buttons.append(view.button(f"＋ {name}", Do.OPEN, locale))
            continue
        main = f" ({view.say('compose-main')})" if locale == draft.default_locale else ""
        body.line(f"{name}{main}", Style.BOLD)
        body.line(describe(version, view.locale, view.context.services.texts))
        for row in version.buttons:
            body.line(" · ".join(f"[{label}]" for label, _ in row))
        buttons.append(view.button(f"✓ {name}", Do.OPEN, locale))
    body.line().line(view.say("compose-versions-rest"))
    onwards = view.say("button-to-review" if draft.is_correction else "button-to-audience")
    return [*two_a_row(buttons), [view.button(onwards, Do.ONWARDS)]]


async def _version(draft: Draft, view: View, body: RichText) -> Rows:
    version = draft.versions[draft.locale]
    body.line(LANGUAGE_NAMES[draft.locale], Style.BOLD)
    body.line(describe(version, view.locale, view.context.services.texts))
    rows = [[view.button(view.say("button-replace"), Do.REPLACE)]]
    if not version.is_album:
        rows.append([view.button(view.say("button-links"), Do.LINKS)])
    else:
        body.line().line(view.say("compose-album-links"))
    if draft.locale != draft.default_locale:
        if not draft.is_correction:
            rows.append([view.button(view.say("button-main"), Do.MAIN)])
        rows.append([view.button(view.say("button-remove"), Do.REMOVE)])
    return rows


async def _audience(draft: Draft, view: View, body: RichText) -> Rows:
    audience, context = draft.audience, view.context
    count = await context.services.drafting.count(audience)
    body.line(view.say("compose-audience")).line()
    body.line(audience_line(audience, view.locale, context))
    body.line(view.say("compose-count", count=count), Style.BOLD)
    body.line().line(view.say("settings-hint"))
    topics = [
        _switch(
            view, view.say(f"topic-{key_of(each)}"), "t", str(each.value), each in audience.topics
        )
        for each in Topic
    ]
    countries = [
        _switch(
            view,
            view.say(f"country-{key_of(each)}"),
            "c",
            str(each.value),
            each in audience.countries,
        )
        for each in Country
    ]
    locales = [
        _switch(view, name, "l", each, not audience.locales or each in audience.locales)
        for each, name in LANGUAGE_NAMES.items()
    ]
    kinds = [
        _switch(
            view,
            view.say(f"audience-{key}"),
            "k",
            key,
            not audience.kinds or kind <= audience.kinds,
        )
        for key, kind in (("people", PEOPLE), ("groups", GROUPS))
    ]
    onwards = view.button(view.say("button-to-review"), Do.ONWARDS)
    return [*two_a_row(topics), countries, *two_a_row(locales), kinds, [onwards]]


async def _review(draft: Draft, view: View, body: RichText) -> Rows:
    body.line(view.say("compose-review"))
    previews = [
        view.button(view.say("button-preview", language=LANGUAGE_NAMES[locale]), Do.PREVIEW, locale)
        for locale in draft.versions
    ]
    tests = [view.button(view.say("button-test-me"), Do.TEST_ME)]
    if view.context.services.staff_chat_id is not None:
        tests.append(view.button(view.say("button-test-group"), Do.TEST_GROUP))
    rows = [*two_a_row(previews), tests]
    if draft.is_correction:
        return [*rows, [view.button(view.say("button-to-confirm"), Do.NOW)]]
    rows.append([view.button(view.say("button-now"), Do.NOW)])
    rows.append([view.button(view.say("button-later"), Do.LATER)])
    return rows


async def _zone(draft: Draft, view: View, body: RichText) -> Rows:
    del draft
    body.line(view.say("compose-zone"))
    return [[view.button(name, Do.ZONE, name)] for name in ZONES]


async def _time(draft: Draft, view: View, body: RichText) -> Rows:
    drafting = view.context.services.drafting
    zone = await drafting.zone_of(view.owner_id)
    now = instant(drafting.now(), zone, view.locale)
    body.line(view.say("compose-time"))
    body.line().line(view.say("compose-time-examples"))
    body.line().line(view.say("compose-clock", now=now))
    if draft.send_at is not None:
        body.line(view.say("compose-chosen", time=instant(draft.send_at, zone, view.locale)))
    return [[view.button(view.say("button-zone"), Do.ZONE)]]


async def _confirm(draft: Draft, view: View, body: RichText) -> Rows:
    services = view.context.services
    if draft.origin_id is not None:
        copies = await services.broadcasting.copies(draft.origin_id)
        body.line(view.say("confirm-correct", count=copies.count))
        label = view.say("button-correct-now", count=copies.count)
        return [[view.button(label, Do.CONFIRM)]]
    count = await services.drafting.count(draft.audience)
    zone = await services.drafting.zone_of(view.owner_id)
    main = draft.versions[draft.default_locale]
    body.line(describe(main, view.locale, services.texts), Style.BOLD)
    body.line(", ".join(LANGUAGE_NAMES[each] for each in draft.versions))
    body.line(audience_line(draft.audience, view.locale, view.context))
    body.line(view.say("compose-count", count=count), Style.BOLD)
    if draft.send_at is None:
        body.line(view.say("confirm-now"))
    else:
        body.line(view.say("confirm-at", time=instant(draft.send_at, zone, view.locale)))
    await _warn_of_nights(draft, view, body)
    if services.broadcasting.needs_approval:
        body.line().line(view.say("confirm-approval"))
        label = view.say("button-ask-approval", count=count)
    elif draft.send_at is None:
        label = view.say("button-send", count=count)
    else:
        label = view.say("button-schedule", count=count)
    return [[view.button(label, Do.CONFIRM)]]


async def _warn_of_nights(draft: Draft, view: View, body: RichText) -> None:
    drafting = view.context.services.drafting
    found = await drafting.disturbed(draft, await drafting.zone_of(view.owner_id))
    if not found:
        return
    body.line().line(f"🌙 {view.say('confirm-night')}")
    for night, count in found:
        body.line(
            view.say(
                "confirm-night-line",
                language=LANGUAGE_NAMES[night.locale],
                time=f"{night.local:%H:%M}",
                count=count,
            )
        )


_STEPS: dict[Step, Callable[[Draft, View, RichText], Awaitable[Rows]]] = {
    Step.MESSAGE: _message,
    Step.LINKS: _links,
    Step.VERSIONS: _versions,
    Step.VERSION: _version,
    Step.AUDIENCE: _audience,
    Step.REVIEW: _review,
    Step.ZONE: _zone,
    Step.TIME: _time,
    Step.CONFIRM: _confirm,
}


def _switch(view: View, label: str, what: str, key: str, is_on: bool) -> InlineKeyboardButton:
    return view.button(_ticked(label, is_on=is_on), Do.SWITCH, what, key)


def _ticked(label: str, *, is_on: bool) -> str:
    return f"✓ {label}" if is_on else f"– {label}"
