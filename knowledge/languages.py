"""Tells in which language a question is written, from its script and its words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.normalising import fold_normalised, normalise
from knowledge.spelling import background

_THAI = re.compile(r"[\u0e01-\u0e4e]")
_KANA = re.compile(r"[\u3041-\u30fe]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
_RUNNING = re.compile("|".join(each.pattern for each in (_THAI, _KANA, _HAN)))
_WORD = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff']+")
_SCRIPTS = ((_THAI, "th"), (_KANA, "ja"), (_HAN, "ja"), (_VIETNAMESE, "vi"))

UNSEEN = 1e-7
"""How often a word is used that the frequency list does not have, below its rarest."""

ORDINARY_WORD = 1e-4
"""Words of names that English uses so often, as "of" and "city", show that it is English."""

LITTLE_WORD = 2e-3
"""Words that English uses so often hold its sentences together: "is", "of", "what". A Japanese or
Thai question borrows other ones."""

LITTLE_WORDS = 2
"""So many of them make a question English that has a few letters of another script."""

MIN_EVIDENCE = 1.5
"""Natural logarithm of the odds from which words decide between English and Vietnamese."""


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these patterns, the longest first; of none, what finds nothing."""
    longest_first = sorted(patterns, key=lambda each: (-len(each), each))
    return re.compile("|".join(longest_first) or r"(?!)")


def has_latin(normalised: str) -> bool:
    """Return whether a normalised text has Latin letters."""
    return _WORD.search(normalised) is not None


class Names(NamedTuple):
    """Names that say nothing of the language of a question: they are copied as they stand."""

    words: frozenset[str] = frozenset()
    """Words of plain Latin letters."""
    marked: re.Pattern[str] = any_of(())
    """Finds the names that have a language's marks or its script: "Hà Nội", 黒岩."""

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """Return what `names` say, whatever their language.

        Everyday words of English in them ("of", "city") show that a question is English, and
        Vietnamese words that are not capital ("ông", "thủ đô") that it is Vietnamese.
        """
        words: set[str] = set()
        marked: set[str] = set()
        for name in names:
            normalised = normalise(name)
            if _RUNNING.search(normalised):
                marked.add(re.escape(normalised))
            elif normalised.isascii():
                found = _WORD.findall(normalised)
                words.update(each for each in found if not _is_everyday_english(each))
            elif all(word[0].isupper() for word in name.split()):
                marked.add(rf"\b{re.escape(normalised)}\b")
        return cls(frozenset(words), any_of(marked))

    def taken_from(self, normalised: str) -> str:
        """Return a normalised text without the names in it."""
        rest = self.marked.sub(" ", normalised)
        return _WORD.sub(lambda word: "" if word.group() in self.words else word.group(), rest)


def _is_everyday_english(word: str) -> bool:
    return background("en").get(word, 0.0) >= ORDINARY_WORD


NO_NAMES = Names()


def detect_locale(text: str, names: Names = NO_NAMES) -> str | None:
    """Return the locale that `text` shows, None where it shows none ("Kanagawa MOU 2024").

    What is no name tells; where that tells nothing, the script of the names.

    >>> detect_locale("Kanagawaの知事は誰?"), detect_locale("ใครลงนาม MOU")
    ('ja', 'th')
    >>> detect_locale("ai ky bien ban ghi nho"), detect_locale("who signed the MOU")
    ('vi', 'en')
    >>> names = Names.of(["黒岩祐治", "Trần Sỹ Thanh"])
    >>> detect_locale("what office does Trần Sỹ Thanh hold", names)
    'en'
    >>> detect_locale("黒岩祐治", names)
    'ja'
    """
    normalised = normalise(text)
    rest = names.taken_from(normalised)
    return _by_script(rest) or _by_words(rest) or _by_script(normalised)


def _by_script(normalised: str) -> str | None:
    for pattern, locale in _SCRIPTS:
        if pattern.search(normalised):
            return "en" if _is_english_around(normalised) else locale
    return None


def _is_english_around(normalised: str) -> bool:
    """Whether a few letters of a script without spaces stand in an English sentence."""
    words = [word for word in _WORD.findall(normalised) if word.isascii()]
    little = sum(background("en").get(word, 0.0) >= LITTLE_WORD for word in words)
    others = len(_RUNNING.findall(normalised))
    return little >= LITTLE_WORDS and 0 < others < sum(map(len, words))


def _by_words(normalised: str) -> str | None:
    odds = 0.0
    for word in _WORD.findall(fold_normalised(normalised)):
        odds += math.log(background("en").get(word, UNSEEN))
        odds -= math.log(background("vi").get(word, UNSEEN))
    if abs(odds) < MIN_EVIDENCE:
        return None
    return "en" if odds > 0 else "vi"
