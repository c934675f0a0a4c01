"""Real bots of PTB, on the transport under test."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from telegram import Bot

from bot.transport.request import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram.request import BaseRequest

    from tests.bot.transport.http_server import Server


SECRET = "AAbbCCdd-EEffGGhhIIjjKKllMMnnOOppQQ"
TOKEN = f"123456789:{SECRET}"


def bot_at(url: str, request: BaseRequest) -> Bot:
    return Bot(
        TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=request,
        get_updates_request=request,
    )


@contextlib.asynccontextmanager
async def bot_on(server: Server, **settings: Any) -> AsyncIterator[Bot]:
    async with AiohttpRequest(**settings) as request:
        yield bot_at(server.url, request)
