"""A broadcast that somebody is writing: its steps, and what each does to it. Pure data.

    message -> links -> versions <-> version (one of them)
                           |
                       audience -> review -> confirm
                                     |-> zone -> time -> confirm

A correction begins at `versions`, and has no audience and no time: it goes to whom its origin went.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from bot.broadcasts import Content, File
from bot.chats import ChatKind
from bot.subscribers import Audience, Country, Topic

T = TypeVar("T")

PEOPLE = frozenset({ChatKind.PERSON})
GROUPS = frozenset({ChatKind.GROUP, ChatKind.CHANNEL})


class Step(StrEnum):
    """Where somebody is; the values stand in the database and in buttons: never change one."""

    MESSAGE = "message"
    """The message in `Draft.locale` is to be sent."""
    LINKS = "links"
    """The link buttons under it are to be sent, or none."""
    VERSIONS = "versions"
    VERSION = "version"
    """What to do with the version in `Draft.locale`."""
    AUDIENCE = "audience"
    REVIEW = "review"
    ZONE = "zone"
    """The officer's time zone is to be told; once."""
    TIME = "time"
    CONFIRM = "confirm"


AWAITS_MESSAGE = frozenset({Step.MESSAGE, Step.LINKS, Step.ZONE, Step.TIME})
"""The steps in which what the person writes is an answer to the card."""


@dataclass(frozen=True, slots=True)
class Draft:
    """All there is of it; nothing of it is in memory only.

    `card_id` is the message that shows it. `send_at` of None is at once. `album_id` is Telegram's
    id of the album whose files are coming in. `origin_id` is the broadcast that is corrected.
    `broadcast_id` is the broadcast that was made of it, once it is about to be confirmed.
    """

    step: Step
    locale: str
    default_locale: str
    versions: Mapping[str, Content] = field(default_factory=dict)
    audience: Audience = field(default_factory=Audience)
    send_at: datetime | None = None
    zone: str | None = None
    card_id: int | None = None
    album_id: str | None = None
    origin_id: int | None = None
    broadcast_id: int | None = None

    @property
    def is_correction(self) -> bool:
        """Whether it changes what was sent."""
        return self.origin_id is not None

    def at(self, step: Step, **changes: Any) -> Draft:
        """Return it at a step, with other changes."""
        return replace(self, step=step, broadcast_id=None, **changes)

    def back(self) -> Draft | None:
        """Return it one step earlier, None where this is the first."""
        first = Step.VERSIONS if self.is_correction else Step.MESSAGE
        if self.step is first and (self.is_correction or not self.versions):
            return None
        match self.step:
            case Step.MESSAGE | Step.VERSION:
                return self.at(Step.VERSIONS)
            case Step.LINKS:
                return self.at(Step.MESSAGE)
            case Step.VERSIONS:
                return self.at(Step.MESSAGE, locale=self.default_locale)
            case Step.AUDIENCE:
                return self.at(Step.VERSIONS)
            case Step.REVIEW:
                return self.at(Step.VERSIONS if self.is_correction else Step.AUDIENCE)
            case Step.ZONE | Step.TIME:
                return self.at(Step.REVIEW)
            case Step.CONFIRM:
                return self.at(Step.REVIEW if self.send_at is None else Step.TIME)

    def with_content(self, content: Content, album_id: str | None = None) -> Draft:
        """Return it with the message in its locale; the question for links comes next.

        Buttons of what was there before stay.
        """
        before = self.versions.get(self.locale)
        if before is not None and not content.is_album and album_id is None:
            content = replace(content, buttons=before.buttons)
        step = Step.VERSIONS if album_id is not None else Step.LINKS
        versions = {**self.versions, self.locale: content}
        return self.at(step, versions=versions, album_id=album_id)

    def with_album_file(self, content: Content) -> Draft:
        """Return it with one more file in the album that is coming in."""
        album = self.versions[self.locale]
        assert content.media is not None  # noqa: S101 - only files come in albums
        assert content.file_id is not None  # noqa: S101
        file = File(content.media, content.file_id, content.text, content.entities)
        longer = replace(
            album,
            message_ids=(*album.message_ids, *content.message_ids),
            more=(*album.more, file),
            buttons=(),
        )
        return replace(self, versions={**self.versions, self.locale: longer})

    def with_edit(self, content: Content) -> Draft | None:
        """Return it with a message as it was edited; None where it is no version's."""
        (message_id,) = content.message_ids
        for locale, version in self.versions.items():
            if version.chat_id == content.chat_id and message_id in version.message_ids:
                edited = _edited(version, content, version.message_ids.index(message_id))
                return self.at(self.step, versions={**self.versions, locale: edited})
        return None

    def without_version(self, locale: str) -> Draft:
        """Return it without a version; the main one stays."""
        if locale == self.default_locale:
            return self.at(Step.VERSIONS)
        left = {each: content for each, content in self.versions.items() if each != locale}
        return self.at(Step.VERSIONS, versions=left)

    def in_locale(self, locale: str) -> Draft:
        """Return it with another language for the message that comes next."""
        if self.versions:
            return replace(self, locale=locale)
        return replace(self, locale=locale, default_locale=locale)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it, but for the step, which stands beside it."""
        return {
            "locale": self.locale,
            "default_locale": self.default_locale,
            "versions": {locale: each.as_json() for locale, each in self.versions.items()},
            "audience": self.audience.as_json(),
            "send_at": self.send_at.isoformat() if self.send_at else None,
            "zone": self.zone,
            "card_id": self.card_id,
            "album_id": self.album_id,
            "origin_id": self.origin_id,
            "broadcast_id": self.broadcast_id,
        }

    @classmethod
    def from_json(cls, step: str, value: dict[str, Any]) -> Draft:
        """Return what `as_json` wrote.

        >>> draft = Draft(Step.AUDIENCE, "en", "ja", {"ja": Content(7, (1,), "こんにちは")})
        >>> Draft.from_json(draft.step, draft.as_json()) == draft
        True
        """
        at = value["send_at"]
        return cls(
            step=Step(step),
            locale=value["locale"],
            default_locale=value["default_locale"],
            versions={
                locale: Content.from_json(each) for locale, each in value["versions"].items()
            },
            audience=Audience.from_json(value["audience"]),
            send_at=datetime.fromisoformat(at) if at else None,
            zone=value["zone"],
            card_id=value["card_id"],
            album_id=value["album_id"],
            origin_id=value["origin_id"],
            broadcast_id=value["broadcast_id"],
        )


def _edited(version: Content, content: Content, place: int) -> Content:
    if place == 0:
        return replace(
            content, message_ids=version.message_ids, buttons=version.buttons, more=version.more
        )
    more = list(version.more)
    more[place - 1] = replace(more[place - 1], text=content.text, entities=content.entities)
    return replace(version, more=tuple(more))


def switched(
    audience: Audience, what: str, key: str, all_locales: tuple[str, ...]
) -> Audience | None:
    """Return an audience with a topic, country, language or kind of chat on or off.

    None where nothing would be left of its sort, or there is no such thing.

    >>> switched(Audience(), "k", "groups", ()).kinds == PEOPLE
    True
    """
    match what:
        case "t" if key.isdigit() and int(key) in list(Topic):
            topics = audience.topics ^ Topic(int(key))
            return replace(audience, topics=topics) if topics else None
        case "c" if key.isdigit() and int(key) in list(Country):
            countries = audience.countries ^ Country(int(key))
            return replace(audience, countries=countries) if countries else None
        case "l" if key in all_locales:
            every = frozenset(all_locales)
            locales = (audience.locales or every) ^ {key}
            return replace(audience, locales=_all_or(locales, every)) if locales else None
        case "k" if key in {"people", "groups"}:
            every_kind = PEOPLE | GROUPS
            kinds = (audience.kinds or every_kind) ^ (PEOPLE if key == "people" else GROUPS)
            return replace(audience, kinds=_all_or(kinds, every_kind)) if kinds else None
    return None


def _all_or(chosen: frozenset[T], every: frozenset[T]) -> frozenset[T]:
    """Return what was chosen, or nothing for all: what comes later then belongs to it too."""
    return frozenset() if chosen == every else chosen
