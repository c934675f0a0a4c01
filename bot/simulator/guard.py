"""Keeps other websites away from the people's side and the page.

The simulator listens where a browser can reach it, so any page in that browser could try to drive
it: by plain requests (seen by Origin and Sec-Fetch-Site) or by a name of its own that it lets
resolve to this machine, DNS rebinding (seen by Host). The bot's side is guarded by its token.
"""

import ipaddress
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

BOT_PATHS = ("/bot", "/file/bot")
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in _POLICY.items())
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# Where a browser says that a request comes from the page itself, or from the person's own hand.
_OWN_SITES = frozenset({"same-origin", "none"})


def make_guard(allowed_hosts: frozenset[str]) -> Middleware:
    """A middleware for the people's side; `allowed_hosts` are names beside localhost."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(BOT_PATHS):
            return await handler(request)
        refusal = _refusal(request, allowed_hosts)
        if refusal is not None:
            return web.json_response({"error": refusal}, status=403, headers=_HEADERS)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    return guard


def stream_headers() -> dict[str, str]:
    """The headers for a response that is written bit by bit and so prepares itself."""
    return dict(_HEADERS)


def _refusal(request: web.Request, allowed_hosts: frozenset[str]) -> str | None:
    host = request.headers.get("Host", "")
    if not _is_own_name(_name_of(host), allowed_hosts):
        return "this host name is not allowed; use localhost or an address"
    origin = request.headers.get("Origin")
    if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
        return "requests from other websites are not allowed"
    if request.headers.get("Sec-Fetch-Site", "none") not in _OWN_SITES:
        # A link to the page may be followed from anywhere; nothing else may.
        is_visit = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if not is_visit or request.path.startswith("/sim/"):
            return "requests from other websites are not allowed"
    return None


def _name_of(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[")
    return host.rpartition(":")[0] or host


def _is_own_name(name: str, allowed_hosts: frozenset[str]) -> bool:
    name = name.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost") or name in allowed_hosts:
        return True
    try:
        # Names can be made to point anywhere, addresses cannot.
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
