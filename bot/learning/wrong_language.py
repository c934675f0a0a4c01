"""Notices a text that was written in another language than the one that a card asks for. Pure."""

from __future__ import annotations

from knowledge.languages import detect_locale


def other_language(text: str, writing: str) -> str | None:
    """Return the locale that a text reads like where that is not `writing`, else None.

    English with Vietnamese names in it passes for English: it has their marks.

    >>> other_language("締め切りは5月です", "vi"), other_language("It closes in May.", "th")
    ('ja', 'en')
    >>> other_language("Trần Sỹ Thanh signed it.", "en"), other_language("JETAA 2024", "ja")
    (None, None)
    """
    found = detect_locale(text)
    if found == "vi" and writing == "en":
        return None
    return found if found != writing else None
