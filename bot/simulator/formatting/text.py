"""From what a sender gives to what the server stores: parse, clean, trim, detect."""

from collections.abc import Callable
from typing import Any

from bot.simulator.formatting.detection import detected_entities
from bot.simulator.formatting.entities import CHOSEN, Entity, FormattedText, fix, merge_detected
from bot.simulator.formatting.html import HtmlError, parse_html
from bot.simulator.formatting.links import checked_link_or_none, user_link_id
from bot.simulator.formatting.markdown import MarkdownError, parse_markdown, parse_markdown_v2
from bot.simulator.formatting.utf16 import units, utf16_length, utf16_slice

_PARSERS: dict[str, Callable[[str], FormattedText]] = {
    "html": parse_html,
    "markdown": parse_markdown,
    "markdownv2": parse_markdown_v2,
}
# Bytes of a text before parsing (Client::get_formatted_text).
MAX_SOURCE_BYTES = 1 << 15
# Formatting beyond this is dropped by the server (MAX_USER_ENTITY_COUNT).
MAX_ENTITY_COUNT = 100
# Types that a bot may name in `entities` but that the server finds by itself.
_IGNORED = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)
_REQUIRED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
_SPACES = " \n\t\r\x0b\x0c\u00a0\u2000\u200b\u3000"


class FormatError(Exception):
    """A refusal without its "Bad Request: "."""


def formatted_text(
    source: str, parse_mode: str = "", entities: list[Any] | None = None
) -> FormattedText:
    """The text as the server would store it; an empty one if nothing visible is left.

    Raises FormatError with the server's words. `entities` counts only without a parse mode.
    """
    if len(source.encode("utf-8", "surrogatepass")) > MAX_SOURCE_BYTES:
        raise FormatError("text is too long")
    mode = parse_mode.lower()
    if source and mode and mode != "none":
        parser = _PARSERS.get(mode)
        if parser is None:
            raise FormatError("unsupported parse_mode")
        try:
            parsed = parser(source)
        except (HtmlError, MarkdownError) as error:
            raise FormatError(f"can't parse entities: {error}") from None
    else:
        parsed = FormattedText(source, [_given(entity) for entity in entities or []])
        parsed.entities = [entity for entity in parsed.entities if entity.type in CHOSEN]
    return _stored(parsed)


def detect(source: str) -> FormattedText:
    """A person's plain text with what the server finds in it."""
    return _stored(FormattedText(source))


def _given(value: Any) -> Entity:
    """One entity of an `entities` parameter (Client::get_text_entity)."""
    prefix = "can't parse MessageEntity: "
    if not isinstance(value, dict):
        raise FormatError(f"{prefix}expected an Object")
    for name in ("offset", "length"):
        if name not in value:
            raise FormatError(f'{prefix}Can\'t find field "{name}"')
        if not isinstance(value[name], int) or isinstance(value[name], bool):
            raise FormatError(f'{prefix}Field "{name}" must be of type Number')
    kind = value.get("type")
    if not isinstance(kind, str):
        raise FormatError(f'{prefix}Can\'t find field "type"')
    if kind not in CHOSEN and kind not in _IGNORED:
        raise FormatError(f"{prefix}Unsupported type specified")
    required = _REQUIRED.get(kind)
    if required is not None and required not in value:
        raise FormatError(f'{prefix}Can\'t find field "{required}"')
    return _with_extra(kind, value)


def _with_extra(kind: str, value: dict[str, Any]) -> Entity:
    entity = Entity(kind, value["offset"], value["length"])
    if entity.offset < 0 or entity.offset > 1_000_000:
        raise FormatError(f"receive an entity with incorrect offset {entity.offset}")
    if entity.length < 0 or entity.length > 1_000_000:
        raise FormatError(f"receive an entity with incorrect length {entity.length}")
    match kind:
        case "text_link":
            return _link(entity, str(value["url"]))
        case "text_mention":
            user = value["user"]
            entity.extra = {"user": {"id": user.get("id") if isinstance(user, dict) else 0}}
        case "custom_emoji":
            entity.extra = {"custom_emoji_id": str(value["custom_emoji_id"])}
        case "pre" if value.get("language"):
            entity.extra = {"language": str(value["language"])}
        case "date_time":
            names = ("unix_time", "date_time_format")
            entity.extra = {name: value[name] for name in names if name in value}
        case _:
            pass
    return entity


def _link(entity: Entity, url: str) -> Entity:
    user_id = user_link_id(url)
    if user_id is not None:
        return Entity("text_mention", entity.offset, entity.length, {"user": {"id": user_id}})
    checked = checked_link_or_none(url)
    if checked is None:
        raise FormatError(f"entity URL '{url}' is invalid: Wrong HTTP URL")
    entity.extra = {"url": checked}
    return entity


def _stored(parsed: FormattedText) -> FormattedText:
    text, entities = _cleaned(parsed.text, parsed.entities)
    for entity in entities:
        entity.extra.pop("_language", None)
    text, entities = _trimmed(text, entities)
    length = utf16_length(text)
    chosen = [
        entity
        for entity in fix(entities, length)[:MAX_ENTITY_COUNT]
        if utf16_slice(text, entity.offset, entity.length).strip(_SPACES)
    ]
    return FormattedText(text, merge_detected(chosen, detected_entities(text), length))


def _is_dropped(character: str) -> bool:
    # Line and paragraph separators and marks that turn the direction of writing.
    return character == "\r" or "\u2028" <= character <= "\u202e"


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Control characters become spaces, some marks vanish, and offsets follow."""
    if text.isprintable() or not any(
        _is_dropped(character) or character < " " for character in text
    ):
        return text, entities
    new_positions = [0]
    kept: list[str] = []
    for character in text:
        width = 0 if _is_dropped(character) else units(character)
        new_positions += [new_positions[-1] + width] * units(character)
        if width:
            kept.append(" " if character < " " and character != "\n" else character)
    last = len(new_positions) - 1
    moved = []
    for entity in entities:
        begin = new_positions[min(entity.offset, last)]
        moved.append(entity.moved(begin, new_positions[min(entity.end, last)] - begin))
    return "".join(kept), moved


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """No spaces at the end, and none at the beginning that no entity covers."""
    text = text.rstrip(_SPACES)
    first = min((entity.offset for entity in entities if entity.length), default=len(text))
    blank = 0
    while blank < min(first, len(text)) and text[blank] in " \n":
        blank += 1
    if not blank:
        return text, entities
    return text[blank:], [entity.moved(entity.offset - blank, entity.length) for entity in entities]
