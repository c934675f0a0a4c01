"""parse_mode Markdown and MarkdownV2, after `parse_markdown` and `parse_markdown_v2` of td."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from bot.simulator.formatting.entities import Entity, FormattedText
from bot.simulator.formatting.html import HtmlError, link_entities, time_entity
from bot.simulator.formatting.links import emoji_link_id, time_link_query
from bot.simulator.formatting.utf16 import byte_offset, units


class MarkdownError(Exception):
    """Why the text cannot be parsed, in the server's words."""


_END = "\0"
_RESERVED = "_*[]()~`>#+-=|{}.!\n"
_MARKS = {"*": "bold", "_": "italic", "~": "strikethrough"}
# Types as the server prints them in "Can't find end of … entity".
_PRINTED = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}


@dataclass(slots=True)
class _Open:
    kind: str
    language: str
    offset: int
    begin: int
    text_length: int


@dataclass(slots=True)
class _Parser:
    source: str
    position: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    in_quote: bool = False
    may_start_quote: bool = True

    def at(self, position: int) -> str:
        return self.source[position] if position < len(self.source) else _END

    def starts(self, mark: str) -> bool:
        return self.source.startswith(mark, self.position)

    def emit(self, character: str) -> None:
        self.out.append(character)
        self.offset += units(character)

    def bytes_at(self, position: int) -> int:
        return byte_offset(self.source, position)

    def reserved(self, character: str) -> MarkdownError:
        return MarkdownError(
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )

    def unfinished(self, opened: _Open) -> MarkdownError:
        printed = "PreCode" if opened.language else _PRINTED[opened.kind]
        return MarkdownError(
            f"Can't find end of {printed} entity at byte offset {self.bytes_at(opened.begin)}"
        )


def parse_markdown_v2(source: str) -> FormattedText:
    """The text without its marks, with an entity for each pair; MarkdownError if malformed."""
    parser = _Parser(source.replace(_END, " "))
    while parser.position < len(parser.source):
        _step(parser)
        parser.position += 1
    _finish(parser)
    return FormattedText("".join(parser.out), parser.entities)


def _step(parser: _Parser) -> None:
    character = parser.source[parser.position]
    following = parser.at(parser.position + 1)
    if character == "\\" and _END < following <= "~":
        parser.position += 1
        parser.emit(following)
        parser.may_start_quote = False
        return
    top = parser.open[-1] if parser.open else None
    reserved = "`" if top is not None and top.kind in ("code", "pre") else _RESERVED
    if character not in reserved:
        parser.emit(character)
        # A quote may follow a line break even where a carriage return stands between.
        parser.may_start_quote = parser.may_start_quote and character == "\r"
        return
    if top is not None and _ends(parser, top, character):
        _end(parser, character)
    else:
        _begin(parser, character)


def _ends(parser: _Parser, top: _Open, character: str) -> bool:
    if parser.in_quote and character == "\n" and top.kind not in ("code", "pre"):
        return parser.at(parser.position + 1) != ">"
    double = parser.at(parser.position + 1) == character
    match top.kind:
        case "italic":
            return character == "_" and not double
        case "underline":
            return character == "_" and double
        case "spoiler":
            return character == "|" and double
        case "bold":
            return character == "*"
        case "strikethrough":
            return character == "~"
        case "code":
            return character == "`"
        case "pre":
            return parser.starts("```")
        case "text_link" | "custom_emoji":
            return character == "]"
        case _:
            return False


def _begin(parser: _Parser, character: str) -> None:
    begin = parser.position
    if character == "\n":
        parser.emit(character)
        parser.may_start_quote = True
        return
    if character == ">":
        if not parser.may_start_quote:
            raise parser.reserved(character)
        parser.may_start_quote = False
        if parser.in_quote:
            return
        parser.in_quote = True
        kind, language = "blockquote", ""
    else:
        # Marks write nothing, so a quote may still follow: an empty bold, "**", before ">" is
        # how a text begins a new quote right after another.
        kind, language = _opened_kind(parser, character)
    parser.open.append(_Open(kind, language, parser.offset, begin, len(parser.out)))


def _opened_kind(parser: _Parser, character: str) -> tuple[str, str]:
    """The kind a mark opens, moving past the mark's further characters."""
    following = parser.at(parser.position + 1)
    if character == "_" and following == "_":
        parser.position += 1
        return "underline", ""
    if character in _MARKS:
        return _MARKS[character], ""
    if character == "|" and following == "|":
        parser.position += 1
        return "spoiler", ""
    if character == "[":
        return "text_link", ""
    if character == "!" and following == "[":
        parser.position += 1
        return "custom_emoji", ""
    if parser.starts("```"):
        parser.position += 3
        language, parser.position = _read_language(parser.source, parser.position)
        parser.position -= 1
        return "pre", language
    if character == "`":
        return "code", ""
    raise parser.reserved(character)


def _read_language(source: str, position: int) -> tuple[str, int]:
    """The language after three backticks, and where the code begins: one line break is skipped."""

    def at(index: int) -> str:
        return source[index] if index < len(source) else _END

    end = position
    while end < len(source) and not at(end).isspace() and at(end) != "`":
        end += 1
    language = ""
    if end != position and end < len(source) and at(end) != "`":
        language, position = source[position:end], end
    if at(position) in "\r\n":
        is_pair = at(position + 1) in "\r\n" and at(position) != at(position + 1)
        position += 2 if is_pair else 1
    return language, position


def _end(parser: _Parser, character: str) -> None:
    opened = parser.open.pop()
    if character == "\n":
        _end_quote(parser, opened)
        return
    length = parser.offset - opened.offset
    match opened.kind:
        case "underline" | "spoiler":
            parser.position += 1
        case "pre":
            parser.position += 2
        case "text_link":
            _end_link(parser, opened, length)
            return
        case "custom_emoji":
            _end_custom(parser, opened, length)
            return
        case _:
            pass
    if length:
        extra: dict[str, Any] = {"language": opened.language} if opened.language else {}
        parser.entities.append(Entity(opened.kind, opened.offset, length, extra))


def _end_quote(parser: _Parser, opened: _Open) -> None:
    """A line that does not begin with ">" ends the quote; an open "||" there makes it fold."""
    kind = "blockquote"
    if opened.kind == "spoiler" and opened.begin == parser.position - 2 and parser.open:
        opened, kind = parser.open.pop(), "expandable_blockquote"
    if opened.kind != "blockquote":
        raise parser.unfinished(opened)
    parser.emit("\n")
    parser.in_quote = False
    parser.may_start_quote = True
    parser.entities.append(Entity(kind, opened.offset, parser.offset - opened.offset))


def _end_link(parser: _Parser, opened: _Open, length: int) -> None:
    url = "".join(parser.out[opened.text_length :])
    if parser.at(parser.position + 1) == "(":
        url = _read_target(parser, "a URL")
    if length:
        parser.entities += link_entities(url, opened.offset, length)


def _end_custom(parser: _Parser, opened: _Open, length: int) -> None:
    if parser.at(parser.position + 1) != "(":
        raise MarkdownError("Custom emoji entity must contain a tg://emoji URL")
    url = _read_target(parser, "a custom emoji URL")
    emoji_id = emoji_link_id(url)
    query = time_link_query(url)
    if emoji_id is not None:
        entity = Entity("custom_emoji", opened.offset, length, {"custom_emoji_id": emoji_id})
    elif query is not None:
        entity = _time(query, opened.offset, length)
    else:
        raise MarkdownError("Custom emoji URL must have scheme tg")
    if length:
        parser.entities.append(entity)


def _time(query: str, offset: int, length: int) -> Entity:
    values = parse_qs(query)
    try:
        unix, time_format = values.get("unix", [""])[0], values.get("format", [""])[0]
        return time_entity(unix, time_format, offset, length)
    except HtmlError as error:
        raise MarkdownError(str(error)) from None


def _read_target(parser: _Parser, what: str) -> str:
    """The address in parentheses after the closing bracket, with its escapes undone."""
    parser.position += 2
    begin = parser.position
    target: list[str] = []
    while parser.position < len(parser.source) and parser.at(parser.position) != ")":
        following = parser.at(parser.position + 1)
        if parser.at(parser.position) == "\\" and _END < following <= "~":
            parser.position += 1
        target.append(parser.at(parser.position))
        parser.position += 1
    if parser.at(parser.position) != ")":
        raise MarkdownError(f"Can't find end of {what} at byte offset {parser.bytes_at(begin)}")
    return "".join(target)


def _finish(parser: _Parser) -> None:
    kind = "blockquote"
    top = parser.open[-1] if parser.open else None
    is_open_at_end = top is not None and top.begin == len(parser.source) - 2
    is_mark = is_open_at_end and top is not None and top.kind == "spoiler"
    if parser.in_quote and is_mark and len(parser.open) > 1:
        parser.open.pop()
        top, kind = parser.open[-1], "expandable_blockquote"
    if parser.in_quote and top is not None and top.kind == "blockquote":
        parser.open.pop()
        if parser.offset > top.offset:
            parser.entities.append(Entity(kind, top.offset, parser.offset - top.offset))
    if parser.open:
        raise parser.unfinished(parser.open[-1])


def parse_markdown(source: str) -> FormattedText:
    """The legacy mode: no nesting, four marks."""
    parser = _Parser(source.replace(_END, " "))
    while parser.position < len(parser.source):
        character = parser.source[parser.position]
        following = parser.at(parser.position + 1)
        if character == "\\" and following in "_*`[":
            parser.position += 1
            parser.emit(following)
        elif character in "_*`[":
            _legacy_entity(parser, character)
        else:
            parser.emit(character)
        parser.position += 1
    return FormattedText("".join(parser.out), parser.entities)


def _legacy_entity(parser: _Parser, mark: str) -> None:
    begin = parser.position
    is_pre = parser.starts("```")
    closing = "```" if is_pre else "]" if mark == "[" else mark
    language = ""
    parser.position += 3 if is_pre else 1
    if is_pre:
        language, parser.position = _read_language(parser.source, parser.position)
    end = parser.source.find(closing, parser.position)
    if end < 0:
        raise MarkdownError(
            f"Can't find end of the entity starting at byte offset {parser.bytes_at(begin)}"
        )
    offset = parser.offset
    inner = parser.source[parser.position : end]
    for character in inner:
        parser.emit(character)
    parser.position = end + len(closing) - 1
    length = parser.offset - offset
    if mark == "[":
        _legacy_link(parser, inner, offset, length)
    elif length:
        kind = "pre" if is_pre else {"_": "italic", "*": "bold", "`": "code"}[mark]
        extra: dict[str, Any] = {"language": language} if language else {}
        parser.entities.append(Entity(kind, offset, length, extra))


def _legacy_link(parser: _Parser, inner: str, offset: int, length: int) -> None:
    if not length:
        return
    url = inner
    if parser.at(parser.position + 1) == "(":
        end = parser.source.find(")", parser.position + 2)
        end = len(parser.source) if end < 0 else end
        url = parser.source[parser.position + 2 : end]
        parser.position = end
    parser.entities += link_entities(url, offset, length)
