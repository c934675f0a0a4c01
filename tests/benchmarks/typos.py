"""Typos as people make them on a phone, the same ones for the same seed."""

from __future__ import annotations

import random
import unicodedata
from typing import Final

LETTERS_A_TYPO: Final = 12
"""One edit for so many letters, and at least one a text."""

KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE: Final = {
    key: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in KEYS
    for place, key in enumerate(row)
}
"""The keys to the left and right of each key."""


def mistype(text: str, rng: random.Random, letters_a_typo: int = LETTERS_A_TYPO) -> str:
    """Return the text with a letter left out, doubled, swapped with the next or replaced by
    a neighbour, once for every `letters_a_typo`. Digits, spaces and punctuation stay.

    >>> mistype("2024?", random.Random(1))
    '2024?'
    """
    letters = list(text)
    places = [place for place, letter in enumerate(letters) if _is_letter(letter)]
    count = min(len(places), max(1, round(len(places) / letters_a_typo)))
    for place in sorted(rng.sample(places, k=count), reverse=True):
        letter = letters[place]
        after = letters[place + 1] if place + 1 < len(letters) else ""
        edits = [[letter, letter], [_neighbour(letter, rng)]]
        if len(places) > 1:
            edits.append([])
        if after and _is_letter(after) and after != letter:
            letters[place : place + 2] = rng.choice(
                [*([*each, after] for each in edits), [after, letter]]
            )
        else:
            letters[place : place + 1] = rng.choice(edits)
    return "".join(letters)


def _is_letter(character: str) -> bool:
    """Whether it is typed as a letter; vowel and tone signs of Thai are."""
    return unicodedata.category(character)[0] in "LM"


def _neighbour(letter: str, rng: random.Random) -> str:
    """Return a neighbour of the letter: a key beside its own where it is Latin, else the
    letter before or after it in its own script."""
    base = unicodedata.normalize("NFD", letter)[0].lower()
    if base in BESIDE:
        chosen = rng.choice(BESIDE[base])
        return chosen.upper() if letter.isupper() else chosen
    near = [chr(ord(letter) + step) for step in (-1, 1)]
    near = [each for each in near if _is_letter(each) and _script(each) == _script(letter)]
    return rng.choice(near) if near else letter


def _script(letter: str) -> str:
    """Return the first word of a letter's name, which is its script."""
    return unicodedata.name(letter, "").partition(" ")[0]
