"""Tells in which language a question is written, from its script and its words."""

from __future__ import annotations

import math
import re
from collections.abc import Collection

from knowledge.normalising import fold_normalised, normalise
from knowledge.spelling import background

_THAI = re.compile(r"[\u0e01-\u0e4e]")
_KANA = re.compile(r"[\u3041-\u30fe]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
_WORD = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff']+")

UNSEEN = 1e-7
"""How often a word is used that the frequency list does not have, below its rarest."""

MIN_EVIDENCE = 1.5
"""Natural logarithm of the odds from which words decide between English and Vietnamese."""


def detect_locale(text: str, names: Collection[str] = ()) -> str | None:
    """Return the locale that `text` shows, None where it shows none ("Kanagawa MOU 2024").

    `names` are folded words that say nothing of the language, such as those of entries.

    >>> detect_locale("Kanagawaの知事は誰?"), detect_locale("ใครลงนาม MOU")
    ('ja', 'th')
    >>> detect_locale("ai ky bien ban ghi nho"), detect_locale("who signed the MOU")
    ('vi', 'en')
    """
    normalised = normalise(text)
    for pattern, locale in ((_THAI, "th"), (_KANA, "ja"), (_HAN, "ja"), (_VIETNAMESE, "vi")):
        if pattern.search(normalised):
            return locale
    odds = 0.0
    for word in _WORD.findall(fold_normalised(normalised)):
        if word not in names:
            odds += math.log(background("en").get(word, UNSEEN))
            odds -= math.log(background("vi").get(word, UNSEEN))
    if abs(odds) < MIN_EVIDENCE:
        return None
    return "en" if odds > 0 else "vi"
