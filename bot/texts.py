"""The bot's own words: catalogues of messages, one a locale, in Fluent.

A message that a locale lacks is taken from English. Texts are plain: whoever shows them
escapes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource

from bot.errors import ExchangeBotError

FALLBACK = "en"
LANGUAGE_NAMES = {"en": "English", "ja": "日本語", "vi": "Tiếng Việt", "th": "ไทย"}
"""The languages that people can choose, each by its own name."""
LANGUAGE_TAGS = {"en": "en-GB", "ja": "ja", "vi": "vi", "th": "th"}


def locale_of_code(language_code: str | None) -> str:
    """Return the locale for a language code of Telegram's: one of ours, else English.

    Codes come as ``it`` and ``it-IT`` (Bot API: IETF language tag, optional).

    >>> locale_of_code("vi-VN"), locale_of_code("it"), locale_of_code(None)
    ('vi', 'en', 'en')
    """
    primary = (language_code or "").partition("-")[0].lower()
    return primary if primary in LANGUAGE_NAMES else FALLBACK


class BrokenCatalogueError(ExchangeBotError):
    """A message is missing in English or cannot be formatted.

    Remedy: mend the .ftl file that the text names.
    """


class Texts:
    """All messages in all locales."""

    def __init__(self, catalogues: Mapping[str, str]) -> None:
        """Read catalogues, given as Fluent source by locale."""
        self._bundles = {locale: _bundle(locale, source) for locale, source in catalogues.items()}

    @classmethod
    def delivered(cls) -> Texts:
        """Return the catalogues that came with the bot: of a locale, all files in its folder."""
        folder = resources.files("bot") / "locales"
        locales = sorted(folder.iterdir(), key=lambda item: item.name)
        return cls({each.name: source for each in locales if (source := _source_in(each))})

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales that there is a catalogue for."""
        return tuple(self._bundles)

    def get(self, message: str, locale: str, **values: str | int) -> str:
        """Return a message in `locale`, with placeholders filled from `values`."""
        for each in (locale, FALLBACK):
            bundle = self._bundles.get(each)
            if bundle is not None and bundle.has_message(message):
                return _format(bundle, message, values)
        raise BrokenCatalogueError(f"There is no message '{message}' in English.")


def _source_in(folder: Traversable) -> str:
    if not folder.is_dir():
        return ""
    files = sorted(folder.iterdir(), key=lambda item: item.name)
    return "\n".join(
        each.read_text(encoding="utf-8") for each in files if each.name.endswith(".ftl")
    )


def _bundle(locale: str, source: str) -> FluentBundle:
    bundle = FluentBundle([LANGUAGE_TAGS.get(locale, locale)], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    return bundle


def _format(bundle: FluentBundle, message: str, values: Mapping[str, str | int]) -> str:
    pattern = bundle.get_message(message).value
    if pattern is None:
        raise BrokenCatalogueError(f"The message '{message}' has no text.")
    text, errors = bundle.format_pattern(pattern, dict(values))
    if errors:
        raise BrokenCatalogueError(f"The message '{message}' cannot be formatted: {errors[0]}")
    return str(text)
