"""Sets of words, written as a text so that a line holds many."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text.

    >>> sorted(word_set("one two"))
    ['one', 'two']
    """
    return frozenset(text.split())
