"""Links: which the server accepts, and the form it gives them (LinkManager::check_link of td)."""

import re

_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*)://")
_USER_LINK = re.compile(r"^tg:(?://)?user\?(?:.*&)?id=([0-9]+)", re.IGNORECASE)
_EMOJI_LINK = re.compile(r"^tg:(?://)?emoji\?(?:.*&)?id=([0-9]+)", re.IGNORECASE)
_TIME_LINK = re.compile(r"^tg:(?://)?time\?(.*)$", re.IGNORECASE)
_HOST = re.compile(r"^[^\s/?#@:]+(?:\.[^\s/?#@:]+)+$|^\[[0-9a-fA-F:.]+\]$")
_OWN_SCHEMES = ("tg", "ton", "tonsite")


class LinkError(Exception):
    """Why a link is refused, in the server's words."""


def user_link_id(url: str) -> int | None:
    """The person a `tg://user?id=…` link points to."""
    found = _USER_LINK.match(url)
    return int(found[1]) if found else None


def emoji_link_id(url: str) -> str | None:
    """Return the id of the custom emoji that a link names, None for any other link."""
    found = _EMOJI_LINK.match(url)
    return found[1] if found else None


def time_link_query(url: str) -> str | None:
    """The query of a `tg://time?unix=…&format=…` link."""
    found = _TIME_LINK.match(url)
    return found[1] if found else None


def checked_link(url: str) -> str:
    """The link as the server would store it; LinkError says why it would not.

    >>> checked_link("example.com")
    'http://example.com/'
    """
    url = url.strip()
    if url.partition(":")[0].lower() in _OWN_SCHEMES and ":" in url:
        return url
    found = _SCHEME.match(url)
    scheme = found[1].lower() if found else "http"
    rest = url[found.end() :] if found else url
    if scheme not in ("http", "https"):
        raise LinkError(f"URL '{url}' is invalid: Unsupported URL protocol")
    authority, path = _split_authority(rest)
    host, _, port = authority.rpartition("@")[2].partition(":")
    if authority.startswith("["):
        host, port = authority, ""
    if not _HOST.match(host) or (port and not port.isdecimal()):
        raise LinkError(f"URL '{url}' is invalid: Wrong HTTP URL")
    return f"{scheme}://{authority.lower() if '@' not in authority else authority}{path}"


def checked_link_or_none(url: str) -> str | None:
    """Return a link as Telegram writes it, None where it takes none like this."""
    try:
        return checked_link(url)
    except LinkError:
        return None


def _split_authority(rest: str) -> tuple[str, str]:
    for position, character in enumerate(rest):
        if character in "/?#":
            path = rest[position:]
            return rest[:position], path if character == "/" else f"/{path}"
    return rest, "/"
