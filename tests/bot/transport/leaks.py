"""What an error tells those who see it, and that no secret is in it."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.bot.transport.bots import SECRET, TOKEN

if TYPE_CHECKING:
    import pytest

PASSWORD = "pässwörd:&/@"


def told(error: BaseException) -> str:
    """Return all that a log, a report or a person gets to see of `error`, and of what led to it."""
    texts = ["".join(traceback.format_exception(error))]
    following: BaseException | None = error
    while following is not None:
        texts += [str(following), repr(following), repr(following.args)]
        assert following.__context__ is None or following.__context__ is following.__cause__
        following = following.__cause__
    return "\n".join(texts)


def assert_nothing_leaks(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    for text in (told(error), caplog.text):
        for secret in (SECRET, quote(TOKEN, safe=""), PASSWORD, quote(PASSWORD, safe="")):
            assert secret not in text
