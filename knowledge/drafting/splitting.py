"""Splits a text into sections: by its headings, or where it has none by how paragraphs begin.

A heading is a line that Markdown marks as one, or a short line in capitals or with a number in
front. A text without headings begins a new section where a paragraph sets a new scene: "On the
same day, …", "In return, …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.drafting.document import Part, Report, Sentence, id_of, unused
from knowledge.drafting.sentences import sentences_of
from knowledge.locating import find_line

MAX_SECTIONS = 400
MAX_HEADING_CHARACTERS = 160
SECTION_ID_CHARACTERS = 32
WRAPPED_LINE_CHARACTERS = 60
"""A line that is longer and ends within a sentence goes on in the next one."""

_MARKED = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"(?:=+|-{3,})\s*$")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)])\s+[A-Z“\"].*[^.!?:;,]$")
_SCENE = re.compile(
    r"(?:At|On|In|During|After|Before|Following|Earlier|Later|Meanwhile|Finally|Separately|Also|"
    r"Afterwards|Then|Next)\b[^.!?]{0,80}?,\s"
)
_INSIDE_A_SCENE = re.compile(r"(?:At|In|During|After) (?:the|this|that|these|his|her|their) \w+,\s")
"""“At the meeting, …” goes on with the scene before."""
_FURNITURE = re.compile(r"[*_`|>]{1,3}|!?\[([^\]\n]*)\]\([^)\n]*\)|<!--.*?-->", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*$")
_NAME_LINE = re.compile(r"(?:by\s+)?(?:[A-Z][\w.&’'-]*)(?:\s+[A-Z][\w.&’'-]*){0,5}", re.UNICODE)


@dataclass(slots=True)
class _Block:
    """A heading (`level` from 1) or a paragraph (0)."""

    text: str
    level: int = 0


@dataclass(slots=True)
class _Draft:
    title: str
    heading: bool
    blocks: list[str] = field(default_factory=list)


def split(text: str, file: str) -> Report:
    """Return the report in `text`; `file` is the name of the file that it stands in."""
    blocks = _blocks(text)
    title, blocks = _take_title(blocks, file)
    publisher, blocks = _take_publisher(blocks)
    author, blocks = _take_author(blocks)
    drafts = _sections(blocks)
    if author:
        drafts.append(_Draft("By-line", heading=False, blocks=[author]))
    if not drafts:
        drafts = [_Draft("Introduction", heading=False, blocks=[title])]
    parts = tuple(_parts(drafts, text, title))
    author = re.sub(r"^by\s+", "", author, flags=re.IGNORECASE) if author else None
    return Report(id_of(title, "report"), title[:200], file, publisher, author, parts)


def _blocks(text: str) -> list[_Block]:
    found: list[_Block] = []
    open_ = False
    for raw in text.splitlines():
        line = re.sub(r"\s+", " ", raw).strip()
        if not line:
            open_ = False
        elif _UNDERLINE.fullmatch(line):
            if open_ and not found[-1].level and len(found[-1].text) <= MAX_HEADING_CHARACTERS:
                found[-1].level = 1 if line.startswith("=") else 2
            open_ = False
        elif (level := _level(line)) > 0:
            found.append(_Block(_plain(line), level))
            open_ = False
        elif open_ and _goes_on(found[-1].text):
            found[-1].text += f" {_plain(line)}"
        else:
            found.append(_Block(_plain(line)))
            open_ = True
    return [each for each in found if each.text]


def _level(line: str) -> int:
    marked = _MARKED.match(line)
    if marked:
        return len(marked[1]) if marked[2] else 0
    if len(line) > MAX_HEADING_CHARACTERS or _SENTENCE_END.search(line):
        return 0
    letters = [char for char in line if char.isalpha()]
    words = line.split()
    if len(letters) > 6 and len(words) > 1 and all(char.isupper() for char in letters):
        return 1
    return 2 if _NUMBERED.match(line) and len(words) <= 14 else 0


def _goes_on(text: str) -> bool:
    return len(text) >= WRAPPED_LINE_CHARACTERS and not _SENTENCE_END.search(text)


def _plain(line: str) -> str:
    """Return the line without the marks of Markdown: emphasis, links, quotes, list signs."""
    marked = _MARKED.match(line)
    text = marked[2] if marked else line
    text = _FURNITURE.sub(lambda match: match[1] or "", text)
    return re.sub(r"^(?:[-+•]\s+)+", "", text).replace("\\", "").strip()


def _take_title(blocks: list[_Block], file: str) -> tuple[str, list[_Block]]:
    if not blocks:
        return file, []
    first = blocks[0]
    if first.level or (len(first.text) <= MAX_HEADING_CHARACTERS and len(blocks) > 1):
        title = first.text.capitalize() if first.text.isupper() else first.text
        return title, blocks[1:]
    return sentences_of(first.text)[0][:MAX_HEADING_CHARACTERS], blocks


def _take_publisher(blocks: list[_Block]) -> tuple[str | None, list[_Block]]:
    """Return the name that stands alone in the line after the title."""
    if len(blocks) > 1 and not blocks[0].level and _is_name(blocks[0].text):
        return blocks[0].text, blocks[1:]
    return None, blocks


def _take_author(blocks: list[_Block]) -> tuple[str | None, list[_Block]]:
    """Return the name that stands alone in the last line."""
    if len(blocks) > 1 and not blocks[-1].level and _is_name(blocks[-1].text):
        return blocks[-1].text, blocks[:-1]
    return None, blocks


def _is_name(text: str) -> bool:
    return len(text) <= 60 and bool(_NAME_LINE.fullmatch(text))


def _sections(blocks: Sequence[_Block]) -> list[_Draft]:
    by_heading = any(block.level for block in blocks)
    drafts: list[_Draft] = []
    for block in blocks:
        if block.level:
            drafts.append(_Draft(block.text, heading=True))
        elif not drafts or (not by_heading and _sets_a_scene(block.text, drafts[-1])):
            drafts.append(_Draft(_first_words(block.text), heading=False, blocks=[block.text]))
        else:
            drafts[-1].blocks.append(block.text)
    if by_heading and drafts and not drafts[0].heading:
        drafts[0].title = "Introduction"
    return _bounded(drafts)


def _bounded(drafts: list[_Draft]) -> list[_Draft]:
    """Join what is beyond the limit to the last section that is allowed."""
    kept = drafts[:MAX_SECTIONS]
    for each in drafts[MAX_SECTIONS:]:
        kept[-1].blocks += [each.title, *each.blocks] if each.heading else each.blocks
    return kept


def _sets_a_scene(text: str, before: _Draft) -> bool:
    """Return whether a paragraph begins elsewhere or later; a line alone is no scene yet."""
    is_long_enough = len(before.blocks) > 1 or len(before.blocks[0]) > MAX_HEADING_CHARACTERS
    return bool(_SCENE.match(text)) and not _INSIDE_A_SCENE.match(text) and is_long_enough


def _first_words(text: str) -> str:
    head = re.split(r"[,.;:]", text, maxsplit=1)[0]
    return " ".join((head if len(head.split()) > 2 else text).split()[:9])[:200]


def _parts(drafts: Iterable[_Draft], text: str, title: str) -> Iterator[Part]:
    used: set[str] = set()
    at = 0
    for number, draft in enumerate(drafts):
        plain = re.sub(r"^[\d.)\s]+(?=[A-Z])", "", draft.title)
        name = unused(id_of(plain, "section", SECTION_ID_CHARACTERS), used)
        first = draft.title if draft.heading else draft.blocks[0]
        begins = _beginning(title if number == 0 else first, text, at)
        at = max(at, find_line(text, begins))
        sentences = tuple(
            Sentence(each, name, paragraph, number)
            for paragraph, block in enumerate(draft.blocks)
            for number, each in enumerate(sentences_of(block))
        )
        yield Part(name, draft.title[:200], begins, sentences, draft.heading)


def _beginning(first: str, text: str, at: int) -> str:
    """Return as many first words as it takes to be found there and at no line before."""
    words = first[:600].split()
    for count in range(min(4, len(words)), len(words) + 1):
        begins = " ".join(words[:count])
        if len(begins) > 190:
            break
        if find_line(text, begins) >= at:
            return begins
    return " ".join(words)[:190].strip() or "?"
