"""Answers to presses of buttons and to inline queries."""

from typing import Any

from bot.simulator import limits
from bot.simulator.errors import BotApiError, bad_request
from bot.simulator.inline_results import checked_result
from bot.simulator.methods.registry import method
from bot.simulator.model import JsonObject
from bot.simulator.params import Params
from bot.simulator.state import World


def _too_old() -> BotApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> bool:
    """Give the answer to a press."""
    query = world.queries.callbacks.get(params.text("callback_query_id"))
    lifetime = world.settings.callback_query_lifetime_seconds
    if query is None or world.clock.now() - query.at > lifetime:
        raise _too_old()
    if len(params.text("text")) > limits.CALLBACK_ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    url = params.text("url")
    if url and not url.startswith(
        (f"t.me/{world.bot.username}", f"https://t.me/{world.bot.username}")
    ):
        # Bots without games may open only links to themselves.
        raise bad_request("URL_INVALID")
    if query.answer is None:
        query.answer = {
            "text": params.text("text"),
            "show_alert": params.flag("show_alert"),
            "url": url or None,
            "cache_time": params.integer("cache_time", 0, 0),
        }
        query.answered.set()
        world.events.emit(
            "callback_answer",
            callback_query_id=query.id,
            user_id=query.user_id,
            chat_id=query.chat_id,
            message_id=query.message_id,
            answer=query.answer,
        )
    return True


@method("answerInlineQuery")
def answer_inline_query(world: World, params: Params) -> bool:
    """Give the results for an inline query."""
    given = params.parsed("results", "can't parse JSON encoded inline query results")
    if given is not None and not isinstance(given, list):
        raise bad_request("expected an Array of inline query results")
    results = [checked_result(world, result) for result in given or []]
    query = world.queries.inline.get(params.text("inline_query_id"))
    lifetime = world.settings.inline_query_lifetime_seconds
    if query is None or query.answer is not None or world.clock.now() - query.at > lifetime:
        raise _too_old()
    _check_results(results)
    if len(params.text("next_offset").encode()) > limits.INLINE_NEXT_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query.answer = {
        "results": results,
        "next_offset": params.text("next_offset"),
        "cache_time": params.integer("cache_time", 300, 0),
        "is_personal": params.flag("is_personal"),
        "button": _button(params),
    }
    world.queries.keep(query, query.answer, world.clock.now())
    query.answered.set()
    return True


def _check_results(results: list[JsonObject]) -> None:
    if len(results) > limits.INLINE_RESULT_COUNT:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if any(not 1 <= len(result_id.encode()) <= limits.INLINE_RESULT_ID_BYTES for result_id in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")


def _button(params: Params) -> Any:
    button = params.parsed("button", "can't parse InlineQueryResultsButton JSON object")
    if button is None:
        return None
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    parameter = button.get("start_parameter")
    if parameter is None and "web_app" not in button:
        raise bad_request("exactly one of the fields start_parameter and web_app must be used")
    if parameter is not None and not _is_start_parameter(str(parameter)):
        raise bad_request("START_PARAM_INVALID")
    return button


def _is_start_parameter(parameter: str) -> bool:
    return 1 <= len(parameter) <= limits.START_PARAMETER_LENGTH and all(
        character.isascii() and (character.isalnum() or character in "_-")
        for character in parameter
    )
