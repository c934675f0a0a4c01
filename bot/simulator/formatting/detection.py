"""What the server finds in a text by itself: mentions, commands, hashtags, addresses.

The patterns restate those in the comments of td/telegram/MessageEntity.cpp. Bank card numbers
are not looked for.
"""

import re

from bot.simulator.formatting.entities import Entity
from bot.simulator.formatting.utf16 import utf16_positions
from bot.simulator.names import names

_MENTION = re.compile(r"(?<![\w@/])@([A-Za-z0-9_]{2,32}+)(?!\w)")
# Names shorter than a username may be, which belong to Telegram's own inline bots.
_SHORT_NAMES = frozenset({"gif", "vid", "pic", "bing", "wiki", "imdb", "bold", "coub", "like"})
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}+(?:@[A-Za-z0-9_]{3,32}+)?(?![\w/<>])")
_HASHTAG = re.compile(r"(?<![\w\u200c])#([\w\u200c]{1,256}+)(?!#)")
_CASHTAG = re.compile(r"(?<![$\w\u200c])\$(?:1INCH|[A-Z]{1,8})(?![$\w\u200c])")
_PHONE = re.compile(r"(?<![\w+])\+[1-9][0-9]{7,14}(?!\w)")
_TG_URL = re.compile(
    r"(?<!\w)(?:tg|ton|tonsite)://[a-z0-9_-]{1,253}(?:[/?#][^\s<>\"]*)?", re.IGNORECASE
)
_EMAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![\w-])"
)
_URL = re.compile(
    r"(?<![\w@.-])(?P<scheme>(?:https?|ftp)://)?"
    r"(?P<host>(?:[\w-]{1,63}\.)+(?P<top>[^\W\d_]{2,24})|(?<=://)\d{1,3}(?:\.\d{1,3}){3})"
    r"(?P<port>:\d{1,5})?(?![\w@-])(?P<path>[/?#][^\s<>\"«»]*)?",
    re.IGNORECASE,
)
# Without a scheme a word with a dot is a link only under a domain that exists; of some 1,500 such
# domains these are the ones a text of this project may hold.
_TOP_DOMAINS = names(
    """
    com org net edu gov int mil info biz name pro app dev io ai me tv co eu asia xyz site online
    ac ae ar at au be bg br ca ch cl cn cz de dk ee es fi fr gr hk hr hu id ie il in is it jp ke
    kh kr la lt lu lv mm mo mx my ng nl no nz pe ph pk pl pt ro rs ru se sg si sk th tr tw ua uk us
    uy vn za
    """
)
_CLOSING = {")": "(", "]": "[", "}": "{"}


def detected_entities(text: str, *, with_commands: bool = True) -> list[Entity]:
    """Entities found in the text, in order, none crossing another."""
    found = list(_spans(text, with_commands=with_commands))
    if not found:
        return []
    found.sort(key=lambda span: (span[1], -span[2]))
    positions = utf16_positions(text)
    entities: list[Entity] = []
    end = 0
    for kind, begin, stop in found:
        if begin >= end:
            entities.append(Entity(kind, positions[begin], positions[stop] - positions[begin]))
            end = stop
    return entities


def _spans(text: str, *, with_commands: bool) -> list[tuple[str, int, int]]:
    # Each pattern needs one of these signs; most texts have none, and broadcasts send many.
    spans: list[tuple[str, int, int]] = []
    if "@" in text:
        spans += [("mention", *m.span()) for m in _MENTION.finditer(text) if _is_name(m[1])]
        spans += [("email", *m.span()) for m in _EMAIL.finditer(text)]
    if "/" in text:
        if with_commands:
            spans += [("bot_command", *m.span()) for m in _COMMAND.finditer(text)]
        spans += [("url", *_trimmed(text, m)) for m in _TG_URL.finditer(text)]
    if "#" in text:
        spans += [("hashtag", *m.span()) for m in _HASHTAG.finditer(text) if _has_letter(m[1])]
    if "$" in text:
        spans += [("cashtag", *m.span()) for m in _CASHTAG.finditer(text)]
    if "+" in text:
        spans += [("phone_number", *m.span()) for m in _PHONE.finditer(text)]
    if "." in text:
        spans += [("url", *_trimmed(text, m)) for m in _URL.finditer(text) if _is_url(m)]
    return spans


def _is_name(name: str) -> bool:
    return len(name) >= 4 or name.lower() in _SHORT_NAMES


def _has_letter(tag: str) -> bool:
    return any(character.isalpha() for character in tag)


def _is_url(match: re.Match[str]) -> bool:
    if match["scheme"]:
        return True
    top = match["top"]
    return top is not None and top.lower() in _TOP_DOMAINS


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The span without the punctuation that ends a sentence, or a bracket opened before it."""
    begin, end = match.span()
    while end > begin:
        last = text[end - 1]
        opening = _CLOSING.get(last)
        if opening is not None:
            if text.count(last, begin, end) <= text.count(opening, begin, end):
                break
        elif last not in ".,:;!?'\"":
            break
        end -= 1
    return begin, end
