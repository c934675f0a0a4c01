"""Names of people and places that a question copies from another script: 黒岩さん in English."""

from __future__ import annotations

import re

from knowledge.normalising import normalise
from knowledge.release import Release
from knowledge.schema import LOCALES, Kind

_SCRIPTS = {
    "ja": re.compile(r"[\u3041-\u30fe\u3005\u3006\u4e00-\u9fff]+"),
    "th": re.compile(r"[\u0e01-\u0e4e ]+"),
}
"""What names of a locale consist of; Latin letters are every locale's."""


class ForeignNames:
    """The names that only other locales' scripts can write, with what a locale calls them."""

    def __init__(self, release: Release, locale: str) -> None:
        """Read the people and places of `release`."""
        self._own: dict[str, str] = {}
        for entry in release.entries:
            if entry.kind not in {Kind.PERSON, Kind.PLACE}:
                continue
            own = entry.title.get(locale) or entry.title.en
            for other in LOCALES:
                if other == locale or other not in _SCRIPTS:
                    continue
                for name in filter(None, (entry.title.get(other), *entry.aliases.get(other))):
                    if _SCRIPTS[other].fullmatch(normalise(name)):
                        self._own.setdefault(normalise(name), own)
        longest_first = sorted(self._own, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def in_own_script(self, text: str) -> str:
        """Return `text` with these names as the locale writes them; as it is where it has none."""
        if text.isascii():
            return text
        replaced, count = self._pattern.subn(
            lambda name: f" {self._own[name.group()]} ", normalise(text)
        )
        return replaced if count else text
