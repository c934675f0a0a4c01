"""Entities: their order, which may hold which, and how the server makes a set of them valid.

Follows `fix_entities`, `split_entities` and `merge_new_entities` of td/telegram/MessageEntity.cpp:
formatting that can be cut (bold, italic …) is cut where another entity begins, entities that
cannot be cut never cross, and nothing lives inside code.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.formatting.utf16 import utf16_length, utf16_slice

__all__ = ["Entity", "FormattedText", "fix", "merge_detected", "utf16_length", "utf16_slice"]

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
CODE = frozenset({"pre", "code"})
BLOCKQUOTES = frozenset({"blockquote", "expandable_blockquote"})
# What a sender chooses, as opposed to what the server finds by itself.
CHOSEN = frozenset(
    {*SPLITTABLE, *CODE, *BLOCKQUOTES, "text_link", "text_mention", "custom_emoji", "date_time"}
)

# Of two entities over the same text the one with the smaller number comes first
# (get_type_priority in MessageEntity.cpp).
_PRIORITIES = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_DETECTED_PRIORITY = 50


@dataclass(slots=True)
class Entity:
    """Part of a text, in UTF-16 units; `extra` holds the fields of its type, such as `url`."""

    type: str
    offset: int
    length: int
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + self.length

    def json(self) -> dict[str, Any]:
        """Return it as a MessageEntity."""
        return {"offset": self.offset, "length": self.length, "type": self.type, **self.extra}

    def moved(self, offset: int, length: int) -> "Entity":
        """Return the same at another place."""
        return Entity(self.type, offset, length, self.extra)


@dataclass(slots=True)
class FormattedText:
    """A text and its entities."""

    text: str
    entities: list[Entity] = field(default_factory=list)

    def entities_json(self) -> list[dict[str, Any]]:
        """Return the entities as the Bot API gives them."""
        return [entity.json() for entity in self.entities]


def fix(entities: Iterable[Entity], text_length: int) -> list[Entity]:
    """Sorted entities that the server would accept for a text of so many UTF-16 units."""
    inside = _ordered(_clipped(entities, text_length))
    quotes = _without_crossings([entity for entity in inside if entity.type in BLOCKQUOTES])
    whole = _without_crossings(
        [
            entity
            for entity in inside
            if entity.type not in BLOCKQUOTES and entity.type not in SPLITTABLE
        ]
    )
    whole = [entity for entity in whole if not any(_cross(entity, quote) for quote in quotes)]
    whole = _ordered([*whole, *quotes])
    cut = _split([entity for entity in inside if entity.type in SPLITTABLE], whole)
    return _ordered([*whole, *cut])


def merge_detected(chosen: list[Entity], detected: list[Entity], text_length: int) -> list[Entity]:
    """The chosen entities with those the server found where they do not clash."""
    if not detected:
        return chosen
    blockers = [entity for entity in chosen if entity.type not in SPLITTABLE]
    kept = [
        entity for entity in detected if not any(_clash(entity, blocker) for blocker in blockers)
    ]
    return fix([*chosen, *kept], text_length)


def _clash(found: Entity, blocker: Entity) -> bool:
    if blocker.type in BLOCKQUOTES:
        return _cross(found, blocker)
    return found.offset < blocker.end and blocker.offset < found.end


def _cross(entity: Entity, quote: Entity) -> bool:
    """Whether they overlap and the entity does not lie wholly in the quote."""
    if entity.end <= quote.offset or quote.end <= entity.offset:
        return False
    return entity.offset < quote.offset or entity.end > quote.end


def _clipped(entities: Iterable[Entity], text_length: int) -> Iterator[Entity]:
    for entity in entities:
        length = min(entity.end, text_length) - entity.offset
        if entity.offset >= 0 and length > 0:
            yield entity.moved(entity.offset, length)


def _ordered(entities: Iterable[Entity]) -> list[Entity]:
    return sorted(
        entities,
        key=lambda entity: (
            entity.offset,
            -entity.length,
            _PRIORITIES.get(entity.type, _DETECTED_PRIORITY),
        ),
    )


def _without_crossings(ordered: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    end = 0
    for entity in ordered:
        if entity.offset >= end:
            kept.append(entity)
            end = entity.end
    return kept


class _Cutter:
    """Open stretches of each kind of formatting, emitted wherever a boundary passes."""

    def __init__(self, entities: list[Entity]) -> None:
        self.result: list[Entity] = []
        self._waiting = entities
        self._next = 0
        self._open: dict[str, tuple[int, int]] = {}

    def advance(self, end: float) -> None:
        while self._next < len(self._waiting) and self._waiting[self._next].offset < end:
            self._begin(self._waiting[self._next])
            self._next += 1
        self._flush(end)

    def _begin(self, entity: Entity) -> None:
        stretch = self._open.get(entity.type)
        if stretch is not None and entity.offset <= stretch[1]:
            self._open[entity.type] = (stretch[0], max(stretch[1], entity.end))
            return
        self._flush(entity.offset)
        self._open[entity.type] = (entity.offset, entity.end)

    def _flush(self, offset: float) -> None:
        for kind in SPLITTABLE:
            stretch = self._open.get(kind)
            if stretch is None or stretch[0] >= offset:
                continue
            begin, end = stretch
            if end <= offset:
                del self._open[kind]
            else:
                end = int(offset)
                self._open[kind] = (end, stretch[1])
            self.result.append(Entity(kind, begin, end - begin))


def _split(entities: list[Entity], whole: list[Entity]) -> list[Entity]:
    """Formatting cut at the borders of the entities that cannot be cut, and dropped in code."""
    cutter = _Cutter(entities)
    for other in whole:
        cutter.advance(other.offset)
        before = len(cutter.result)
        cutter.advance(other.end)
        if other.type in CODE:
            del cutter.result[before:]
    cutter.advance(float("inf"))
    return cutter.result
