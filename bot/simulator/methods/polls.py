"""sendPoll and stopPoll."""

from typing import Any

from bot.simulator import limits
from bot.simulator.access import Access, find_message
from bot.simulator.content import entities_json, read_text
from bot.simulator.errors import bad_request
from bot.simulator.markup import reply_markup
from bot.simulator.methods.registry import method
from bot.simulator.model import JsonObject
from bot.simulator.params import Params
from bot.simulator.polls import new_poll_id
from bot.simulator.posting import edit
from bot.simulator.sending import send
from bot.simulator.state import World


@method("sendPoll")
def send_poll(world: World, params: Params) -> JsonObject:
    """Send a poll."""
    return send(world, params, {"poll": _poll(world, params)})


def _poll(world: World, params: Params) -> JsonObject:
    question = read_text(
        params.text("question"),
        params.text("question_parse_mode"),
        params.items("question_entities"),
    )
    if not question.text:
        raise bad_request("poll question must be non-empty")
    if len(question.text) > limits.POLL_QUESTION_LENGTH:
        raise bad_request(f"poll question length must not exceed {limits.POLL_QUESTION_LENGTH}")
    kind = params.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    poll: JsonObject = {
        "id": new_poll_id(),
        "question": question.text,
        "options": _options(world, params),
        "total_voter_count": 0,
        "is_closed": params.flag("is_closed"),
        # Anonymous unless the bot says otherwise.
        "is_anonymous": params.flag("is_anonymous") if params.has("is_anonymous") else True,
        "type": kind,
        "allows_multiple_answers": params.flag("allows_multiple_answers"),
        "allows_revoting": params.flag("allows_revoting")
        if params.has("allows_revoting")
        else kind == "regular",
        "members_only": params.flag("members_only"),
    }
    entities = entities_json(world, question)
    if entities:
        poll["question_entities"] = entities
    if params.integer("open_period"):
        poll["open_period"] = params.integer("open_period")
    if params.integer("close_date"):
        poll["close_date"] = params.integer("close_date")
    return poll | (_quiz(world, params, len(poll["options"])) if kind == "quiz" else {})


def _options(world: World, params: Params) -> list[JsonObject]:
    given = params.parsed("options", "can't parse options JSON object")
    if not isinstance(given, list):
        raise bad_request("expected an Array of Strings as options")
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > limits.POLL_OPTION_COUNT:
        raise bad_request(f"poll can't have more than {limits.POLL_OPTION_COUNT} options")
    return [_option(world, number, option) for number, option in enumerate(given)]


def _option(world: World, number: int, option: Any) -> JsonObject:
    if isinstance(option, str):
        option = {"text": option}
    if not isinstance(option, dict):
        raise bad_request("can't parse input poll option: expected an Object")
    text = read_text(
        str(option.get("text", "")),
        str(option.get("text_parse_mode") or ""),
        option.get("text_entities"),
    )
    if not text.text:
        raise bad_request("poll options must be non-empty")
    if len(text.text) > limits.POLL_OPTION_LENGTH:
        raise bad_request(f"poll options length must not exceed {limits.POLL_OPTION_LENGTH}")
    json: JsonObject = {"persistent_id": str(number), "text": text.text, "voter_count": 0}
    entities = entities_json(world, text)
    return json | ({"text_entities": entities} if entities else {})


def _quiz(world: World, params: Params, option_count: int) -> JsonObject:
    correct = params.items("correct_option_ids") or (
        [params.integer("correct_option_id")] if params.has("correct_option_id") else []
    )
    if not correct or not all(
        isinstance(item, int) and 0 <= item < option_count for item in correct
    ):
        raise bad_request("wrong correct option ID specified")
    quiz: JsonObject = {"correct_option_ids": correct, "correct_option_id": correct[0]}
    explanation = read_text(
        params.text("explanation"),
        params.text("explanation_parse_mode"),
        params.items("explanation_entities"),
    )
    if explanation.text:
        quiz["explanation"] = explanation.text
        quiz["explanation_entities"] = entities_json(world, explanation)
    return quiz


@method("stopPoll")
def stop_poll(world: World, params: Params) -> JsonObject:
    """Close a poll; answer with its result."""
    message = find_message(world, params, Access.EDIT, "message with poll to stop")
    poll = message.content.get("poll")
    if poll is None or message.sender_id != world.bot.id:
        raise bad_request("poll can't be stopped")
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    is_private = world.chats[message.chat_id].is_private
    keyboard = reply_markup(params, is_private=is_private, inline_only=True)
    closed: JsonObject = {**poll, "is_closed": True}
    edit(world, message, {**message.content, "poll": closed}, keyboard)
    return closed
