"""Names of people and places that a question copies from another script: 黒岩さん in English."""

from __future__ import annotations

import re

from knowledge.languages import any_of, has_latin
from knowledge.normalising import normalise
from knowledge.release import Release
from knowledge.schema import LOCALES, Kind


class ForeignNames:
    """The names that only other locales' scripts can write, with what a locale calls them."""

    def __init__(self, release: Release, locale: str) -> None:
        """Read the people and places of `release`; Latin letters are every locale's."""
        self._own: dict[str, str] = {}
        for entry in release.of_kind(Kind.PERSON, Kind.PLACE):
            own = entry.title.get(locale) or entry.title.en
            others = (other for other in LOCALES if other != locale)
            for name in (normalise(each) for other in others for each in entry.names(other)):
                if not has_latin(name):
                    self._own.setdefault(name, own)
        self._pattern = any_of(map(re.escape, self._own))

    def in_own_script(self, text: str) -> str:
        """Return `text` with these names as the locale writes them; as it is where it has none."""
        if text.isascii():
            return text
        replaced, count = self._pattern.subn(
            lambda name: f" {self._own[name.group()]} ", normalise(text)
        )
        return replaced if count else text
