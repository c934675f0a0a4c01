"""Which proxy leads to which server, by what the operator or the environment says.

Owns the reading of proxies' addresses and credentials. Leaves to `request` to go through them, and
to `redaction` to keep their passwords out of errors.
"""

from __future__ import annotations

import contextlib
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass


@dataclass(frozen=True, slots=True)
class Proxy:
    """One proxy, or with no `address` none."""

    address: str | None = None
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, url: str, source: str) -> Proxy:
        """Return the proxy at `url`; an error names `source` alone, for a URL may hold a password.

        Raises:
            ValueError: `url` is not the address of an HTTP proxy.
        """
        with contextlib.suppress(ValueError):
            parts = urlsplit(url)
            login, password = unquote(parts.username or ""), unquote(parts.password or "")
            if parts.scheme.startswith("socks"):
                source = f"SOCKS is not supported, and {source} asks for it: it"
            elif (
                parts.scheme in {"http", "https"}
                and parts.hostname
                and parts.port != 0
                and ":" not in login
            ):
                address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
                credentials = b64encode(f"{login}:{password}".encode()).decode()
                is_open = not login and not password
                headers = {} if is_open else {"Proxy-Authorization": f"Basic {credentials}"}
                return cls(address, headers, password)
        raise ValueError(f"{source} must be a URL such as http://user:password@proxy.example:3128")


class Proxies:
    """Which proxy leads to which server.

    The environment is read here once: aiohttp's own `trust_env` reads it, and `.netrc`, in two
    threads for each request, and knows neither ALL_PROXY nor proxies of `https://`.

    Attributes:
        secrets: The passwords of the proxies, which no message may show.
    """

    __slots__ = ("_by_scheme", "_found", "_given", "secrets")

    def __init__(self, proxy: str | None, *, trust_env: bool) -> None:
        self._given = None if proxy is None else Proxy.parse(proxy, "The proxy")
        self._by_scheme = _environment_proxies() if trust_env and proxy is None else {}
        self._found: dict[tuple[str, str], Proxy] = {}
        self.secrets: frozenset[str] = frozenset(
            spelling
            for each in [self._given or Proxy(), *self._by_scheme.values()]
            if each.password
            for spelling in (each.password, quote(each.password, safe=""))
        )

    def for_url(self, url: str) -> Proxy:
        """Return the proxy to take for `url`."""
        if self._given is not None:
            return self._given
        if not self._by_scheme:
            return Proxy()
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) not in self._found:
            server = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
            proxy = Proxy() if proxy_bypass(server) else self._by_scheme.get(parts.scheme)
            self._found[parts.scheme, parts.netloc] = proxy or Proxy()
        return self._found[parts.scheme, parts.netloc]


def _environment_proxies() -> dict[str, Proxy]:
    """Return the environment's proxies by the scheme of the URLs that they serve.

    Raises:
        ValueError: One of them is not an HTTP proxy.
    """
    found = getproxies()
    if "*" in [name.strip() for name in found.get("no", "").split(",")]:
        return {}
    proxies = {}
    for scheme in ("http", "https"):
        kind = scheme if found.get(scheme) else "all"
        if url := found.get(kind):
            source = f"The environment's {kind.upper()}_PROXY"
            proxies[scheme] = Proxy.parse(url if "://" in url else f"http://{url}", source)
    return proxies
