"""Refusals: those Telegram gives a bot, and those the simulator gives people and tests.

Wordings of `BotApiError` are the server's own. The server prefixes a code's name and writes the
first letter small ("Message is too long" becomes "Bad Request: message is too long"), see
`Client::fail_query_with_error` in telegram-bot-api; `bad_request` does the same.
"""

from typing import Any


class BotApiError(Exception):
    """An answer with `ok: false`; `parameters` is the Bot API's ResponseParameters."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """Return the body of the answer that refuses."""
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class PeopleError(Exception):
    """A request of the people's side that cannot be served; `status` is the HTTP status."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def bad_request(text: str, parameters: dict[str, Any] | None = None) -> BotApiError:
    """Return the refusal of a call that is wrong."""
    return BotApiError(400, f"Bad Request: {_small_first_letter(text)}", parameters)


def forbidden(text: str) -> BotApiError:
    """Return the refusal of a call that the bot may not make."""
    return BotApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> BotApiError:
    """Return the refusal of a call that another one rules out."""
    return BotApiError(409, f"Conflict: {text}")


def too_many_requests(retry_after: int) -> BotApiError:
    """Return the refusal of a call that came too soon."""
    return BotApiError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )


def migrated(new_chat_id: int) -> BotApiError:
    """Return the refusal for a group that has become a supergroup."""
    return bad_request(
        "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new_chat_id}
    )


def _small_first_letter(text: str) -> str:
    # Names such as BUTTON_DATA_INVALID keep their capitals: the server looks at the second sign.
    if len(text) > 1 and (text[1] == "_" or text[1].isupper()):
        return text
    return text[:1].lower() + text[1:]
