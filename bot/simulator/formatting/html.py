"""parse_mode HTML, after `parse_html` of td/telegram/MessageEntity.cpp."""

from dataclasses import dataclass, field
from typing import Any

from bot.simulator.formatting.entities import Entity, FormattedText
from bot.simulator.formatting.links import checked_link_or_none, user_link_id
from bot.simulator.formatting.utf16 import byte_offset, units


class HtmlError(Exception):
    """Why the text cannot be parsed, in the server's words."""


_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
}
_TAGS = frozenset({*_KINDS, "a", "code", "pre", "tg-emoji", "tg-time"})
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_END = "\0"
_SPACES = " \t\r\n\v"


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    text_length: int


@dataclass(slots=True)
class _Parser:
    """A cursor over the source; a NUL stands for its end, as in the original."""

    source: str
    position: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def at(self, position: int) -> str:
        return self.source[position] if position < len(self.source) else _END

    @property
    def here(self) -> str:
        return self.at(self.position)

    def skip_spaces(self) -> None:
        while self.here in _SPACES:
            self.position += 1

    def read_until(self, stop: str) -> str:
        begin = self.position
        while self.here not in stop and self.here not in _SPACES and self.here != _END:
            self.position += 1
        return self.source[begin : self.position]

    def bytes_at(self, position: int) -> int:
        return byte_offset(self.source, position)

    def emit(self, character: str) -> None:
        self.out.append(character)
        self.offset += units(character)


def parse_html(source: str) -> FormattedText:
    """The text without its tags, with an entity for each; HtmlError where it is malformed."""
    parser = _Parser(source.replace(_END, " "))
    while parser.position < len(parser.source):
        if parser.here == "<":
            _read_tag(parser)
        elif parser.here != "&" or not _read_reference(parser):
            parser.emit(parser.here)
            parser.position += 1
    if parser.open:
        raise HtmlError(f"Can't find end tag corresponding to start tag {parser.open[-1].tag}")
    return FormattedText("".join(parser.out), parser.entities)


def _read_reference(parser: _Parser) -> bool:
    character, end = _decoded(parser, parser.position)
    if character is None:
        return False
    parser.emit(character)
    parser.position = end
    return True


def _decoded(parser: _Parser, position: int) -> tuple[str | None, int]:
    """The character that a reference such as `&lt;` stands for, and where it ends."""
    end = position + 1
    if parser.at(end) == "#":
        code, end = _numeric_code(parser, position)
        if code == 0 or code >= 0x10FFFF or end - position >= 10:
            return None, position
        if 0xD800 <= code <= 0xDFFF:
            raise HtmlError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for "
                "unmatched surrogate code units"
            )
        character: str | None = chr(code)
    else:
        while parser.at(end).isascii() and parser.at(end).isalpha():
            end += 1
        character = _NAMED.get(parser.source[position + 1 : end])
    if character is None:
        return None, position
    return character, end + (parser.at(end) == ";")


def _numeric_code(parser: _Parser, position: int) -> tuple[int, int]:
    is_hex = parser.at(position + 2) == "x"
    begin = end = position + (3 if is_hex else 2)
    digits = "0123456789abcdefABCDEF" if is_hex else "0123456789"
    while parser.at(end) in digits and end - begin < 10:
        end += 1
    text = parser.source[begin:end]
    return (int(text, 16 if is_hex else 10) if text else 0), end


def _read_tag(parser: _Parser) -> None:
    if parser.at(parser.position + 1) == "/":
        _read_end_tag(parser)
    else:
        _read_start_tag(parser)


def _read_start_tag(parser: _Parser) -> None:
    begin = parser.position
    parser.position += 1
    tag = parser.read_until(">").lower()
    if parser.here == _END:
        raise HtmlError(f"Unclosed start tag at byte offset {parser.bytes_at(begin)}")
    if tag not in _TAGS:
        raise HtmlError(f'Unsupported start tag "{tag}" at byte offset {parser.bytes_at(begin)}')
    attributes: dict[str, str] = {}
    while True:
        parser.skip_spaces()
        if parser.here == ">":
            break
        name, value = _read_attribute(parser, tag, begin)
        attributes[name] = value
    parser.position += 1
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise HtmlError(
            f'Tag "span" must have class "tg-spoiler" at byte offset {parser.bytes_at(begin)}'
        )
    parser.open.append(_Open(tag, attributes, parser.offset, len(parser.out)))


def _read_attribute(parser: _Parser, tag: str, begin: int) -> tuple[str, str]:
    where = parser.bytes_at(begin)
    if parser.here == _END:
        raise HtmlError(f"Unclosed start tag at byte offset {where}")
    name = parser.read_until("=>" if tag == "blockquote" else "=")
    if not name:
        raise HtmlError(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
    parser.skip_spaces()
    if tag == "blockquote" and name == "expandable" and parser.here != "=":
        return name, ""
    if parser.here != "=":
        raise HtmlError(
            f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
            f"at byte offset {where}"
        )
    parser.position += 1
    parser.skip_spaces()
    if parser.here == _END:
        raise HtmlError(f'Unclosed start tag "{tag}" at byte offset {where}')
    value = _read_quoted(parser) if parser.here in "'\"" else _read_name_token(parser)
    if parser.here == _END:
        raise HtmlError(f"Unclosed start tag at byte offset {where}")
    return name, value


def _read_name_token(parser: _Parser) -> str:
    begin = parser.position
    while parser.here.isascii() and (parser.here.isalnum() or parser.here in ".-"):
        parser.position += 1
    if parser.here not in _SPACES and parser.here != ">":
        raise HtmlError(f"Unexpected end of name token at byte offset {parser.bytes_at(begin)}")
    return parser.source[begin : parser.position].lower()


def _read_quoted(parser: _Parser) -> str:
    quote = parser.here
    parser.position += 1
    value: list[str] = []
    while parser.here not in (quote, _END):
        character, end = _decoded(parser, parser.position) if parser.here == "&" else (None, 0)
        if character is None:
            character, end = parser.here, parser.position + 1
        value.append(character)
        parser.position = end
    if parser.here == quote:
        parser.position += 1
    return "".join(value)


def _read_end_tag(parser: _Parser) -> None:
    begin = parser.position
    if not parser.open:
        raise HtmlError(f"Unexpected end tag at byte offset {parser.bytes_at(begin)}")
    parser.position += 2
    tag = parser.read_until(">").lower()
    parser.skip_spaces()
    if parser.here != ">":
        raise HtmlError(f"Unclosed end tag at byte offset {parser.bytes_at(begin)}")
    parser.position += 1
    opened = parser.open.pop()
    if tag and tag != opened.tag:
        raise HtmlError(
            f"Unmatched end tag at byte offset {parser.bytes_at(begin)}, "
            f'expected "</{opened.tag}>", found "</{tag}>"'
        )
    if parser.offset > opened.offset:
        _close(parser, opened)


def _close(parser: _Parser, opened: _Open) -> None:
    length = parser.offset - opened.offset
    kind = _KINDS.get(opened.tag)
    if kind == "blockquote" and "expandable" in opened.attributes:
        kind = "expandable_blockquote"
    if kind is not None:
        parser.entities.append(Entity(kind, opened.offset, length))
    elif opened.tag == "a":
        url = opened.attributes.get("href") or "".join(parser.out[opened.text_length :])
        parser.entities += link_entities(url, opened.offset, length)
    elif opened.tag == "tg-emoji":
        emoji_id = opened.attributes.get("emoji-id", "")
        if not emoji_id.isdecimal() or int(emoji_id) == 0:
            raise HtmlError("Invalid custom emoji identifier specified")
        extra = {"custom_emoji_id": emoji_id}
        parser.entities.append(Entity("custom_emoji", opened.offset, length, extra))
    elif opened.tag == "tg-time":
        parser.entities.append(
            time_entity(
                opened.attributes.get("unix", ""),
                opened.attributes.get("format", ""),
                opened.offset,
                length,
            )
        )
    else:
        _close_code(parser, opened, length)


def _close_code(parser: _Parser, opened: _Open, length: int) -> None:
    """`<pre>` and `<code class="language-…">` over the same text are one entity."""
    last = parser.entities[-1] if parser.entities else None
    is_same = last is not None and (last.offset, last.length) == (opened.offset, length)
    language = _language(opened)
    if last is not None and is_same:
        noted = last.extra.get("_language", "") if last.type == "code" else ""
        claimed = noted if opened.tag == "pre" else language if last.type == "pre" else ""
        if claimed:
            parser.entities[-1] = Entity("pre", last.offset, length, {"language": claimed})
            return
    # A language is only a note until a <pre> around it claims it.
    extra: dict[str, Any] = {"_language": language} if language else {}
    parser.entities.append(Entity(opened.tag, opened.offset, length, extra))


def _language(opened: _Open) -> str:
    css_class = opened.attributes.get("class", "")
    return css_class.removeprefix("language-") if css_class.startswith("language-") else ""


def link_entities(url: str, offset: int, length: int) -> list[Entity]:
    """A mention for a link to a person, a link for an acceptable one, else nothing."""
    user_id = user_link_id(url)
    if user_id is not None:
        return [Entity("text_mention", offset, length, {"user": {"id": user_id}})]
    checked = checked_link_or_none(url)
    return [] if checked is None else [Entity("text_link", offset, length, {"url": checked})]


def time_entity(unix: str, time_format: str, offset: int, length: int) -> Entity:
    """Return the entity of a time; FormatError where it is none."""
    if not unix.lstrip("-").isdecimal():
        raise HtmlError("Invalid date specified")
    extra: dict[str, Any] = {"unix_time": int(unix)}
    if time_format:
        extra["date_time_format"] = time_format
    return Entity("date_time", offset, length, extra)
