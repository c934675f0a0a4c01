"""One form for every way to write the same text: width, case, marks, digits, dashes.

`normalise` keeps what distinguishes words of a language (tone marks included); `fold` drops
what people leave out or confuse when typing. Both are pure and idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_QUERY_CHARACTERS = 1000
"""Longer texts are not questions; Telegram allows 4,096. Bounds the work for each."""

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－ー"), "-")
_DASHES.pop(ord("ー"))  # the Japanese long-vowel sign is a letter
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʼ＇"), "'") | dict.fromkeys(map(ord, "“”„‟″«»＂"), '"')
_INVISIBLE = dict.fromkeys(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xAD, 0xFEFF), None
)
_TABLE = {**_DASHES, **_QUOTES, **_INVISIBLE}
_GROUPED_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:([,. ])\d{3})(?:\1\d{3})*(?![\d])")
_DIGIT = re.compile(r"\d")
_THAI_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
"""Nikhahit and sara aa, which look like sara am, with a tone mark between them or none."""
_LONELY_MARK = re.compile(r"(?:(?<=\s)|^)[\u0300-\u036f]+")
"""What NFKC makes of a free-standing accent: a space and a mark that has no letter."""
_THAI_SARA_AE = "\u0e40\u0e40", "\u0e41"


def normalise(text: str) -> str:
    """Return `text` in one Unicode form: NFKC, case-folded, plain digits, dashes and quotes.

    >>> normalise("ＭＯＵ　“２０２４”")
    'mou "2024"'
    >>> normalise("๑๗ ตุลาคม")
    '17 ตุลาคม'
    >>> normalise("35,000 and 35.000")
    '35000 and 35000'
    """
    if text.isascii():
        text = text.translate(_TABLE).lower()
    else:
        text = unicodedata.normalize("NFKC", text.translate(_TABLE)).casefold()
        text = unicodedata.normalize("NFKC", text).translate(_TABLE)
        text = _LONELY_MARK.sub("", text)
        text = _THAI_SARA_AM.sub("\\1\u0e33", text).replace(*_THAI_SARA_AE)
        text = "".join(map(_plain_digit, text))
    text = " ".join(text.split())
    if _DIGIT.search(text):
        text = _GROUPED_DIGITS.sub(lambda match: re.sub(r"\D", "", match.group()), text)
    return text


def fold(text: str) -> str:
    """Return the normalised `text` as it may be typed in a hurry.

    Latin letters lose their diacritics, katakana becomes hiragana, Thai loses tone marks and the
    difference of its two letters for "ai", which sound alike.

    >>> fold("Trần Sỹ Thanh")
    'tran sy thanh'
    >>> fold("ｶﾅｶﾞﾜ")
    'かながわ'
    >>> fold("เจ้าหน้าที่")
    'เจาหนาที'
    """
    return fold_normalised(normalise(text))


def fold_normalised(normalised: str) -> str:
    """Return the same as `fold` for a text that is normalised already."""
    if normalised.isascii():
        return normalised
    return "".join(map(_fold_character, normalised))


def _plain_digit(char: str) -> str:
    if char.isdecimal() and not char.isascii():
        return str(unicodedata.decimal(char))
    return char


@lru_cache(maxsize=8192)
def _fold_character(char: str) -> str:
    if char.isascii():
        return char
    code = ord(char)
    if 0x30A1 <= code <= 0x30F6:  # katakana, to the hiragana of the same sound
        return chr(code - 0x60)
    if 0x0E47 <= code <= 0x0E4C or code == 0x0E4E:  # Thai tone and silencing marks
        return ""
    if char == "\u0e43":  # sara ai maimuan, mistaken for maimalai as often as not
        return "\u0e44"
    if 0x0300 <= code <= 0x036F:  # a mark that no letter could be composed with
        return ""
    if char in "đð":
        return "d"
    decomposed = unicodedata.normalize("NFD", char)
    if decomposed[0].isascii() or "LATIN" in unicodedata.name(decomposed[0], ""):
        return "".join(part for part in decomposed if not unicodedata.combining(part))
    return char
