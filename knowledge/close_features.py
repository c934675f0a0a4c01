"""What a text looks like: words, pairs of them and pieces of letters as they were typed.

What `knowledge.ranking` takes from a text is what it means: stems, names, kinds of question. Where
a base is small and its lexicon says little of its subject, the looks tell things apart that this
reading makes equal: Vietnamese and Thai marks, endings, hiragana, the little words.
"""

from __future__ import annotations

import math
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from knowledge.analysing import RUNNING_LOCALES
from knowledge.analysis import Analysis
from knowledge.feature_rows import Features
from knowledge.normalising import MAX_QUERY_CHARACTERS, normalise

WORD_PIECES = (2, 3, 4)
"""Pieces of words, the space at each end counted, of so many letters. Those of five add nothing
(80.9 % right, as without them, in cross-validation over six sets in English and Vietnamese),
without those of two it is 80.2 %."""

MEANING_SHARE = 0.4
WORDS_SHARE = 0.2
PIECES_SHARE = 0.4
"""What the ranking's own features, words and pieces weigh where words have spaces. With only the
first 69.3 % of the Vietnamese public set's phrasings are found by cross-validation, with all
three 72 to 73 %."""

RUNNING_MEANING_SHARE = 0.5
LETTERS_SHARE = 0.5
"""The same where words have no spaces: single letters and pairs. Triples and more, which the
ranking has, take away: 78.3 % are right in Japanese and Thai with letters and pairs, 77.7 % with
triples too, 76.6 % with fours."""


def shares_of(locale: str) -> tuple[float, ...]:
    """Return what each group of features weighs: the ranking's own, then those of `close_features`.

    >>> [sum(shares_of(locale)) for locale in ("en", "ja")]
    [1.0, 1.0]
    """
    if locale in RUNNING_LOCALES:
        return RUNNING_MEANING_SHARE, LETTERS_SHARE
    return MEANING_SHARE, WORDS_SHARE, PIECES_SHARE


def close_features(locale: str, *analyses: Analysis) -> tuple[Features, ...]:
    """Return the groups of features of one text, or of several read as one; none of no text.

    What occurs often counts little more than what occurs once.
    """
    if locale in RUNNING_LOCALES:
        return (_damped(letter for each in analyses for letter in _letters(each)),)
    texts = [[token.marked for token in each.tokens] for each in analyses]
    return (
        _damped(word for words in texts for word in _words(words)),
        _damped(piece for words in texts for word in words for piece in _pieces(word)),
    )


def _letters(analysis: Analysis) -> Iterator[str]:
    """Yield letters and pairs, from the text itself: the tokens of Thai lack its tone marks."""
    normalised = normalise(analysis.text[:MAX_QUERY_CHARACTERS])
    letters = [each for each in normalised if unicodedata.category(each)[0] in "LMN"]
    yield from letters
    for left, right in pairwise(letters):
        yield left + right


def _words(words: Sequence[str]) -> Iterator[str]:
    yield from words
    for left, right in pairwise(words):
        yield f"{left} {right}"


def _pieces(word: str) -> Iterator[str]:
    padded = f" {word} "
    for size in WORD_PIECES:
        for at in range(len(padded) - size + 1):
            yield sys.intern(padded[at : at + size])


def _damped(features: Iterable[str]) -> Features:
    return {name: 1.0 + math.log(count) for name, count in Counter(features).items()}
