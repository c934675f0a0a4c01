"""Polls: their votes, and the new poll that a copy of one is."""

import secrets
from typing import Any

from bot.simulator.errors import PeopleError
from bot.simulator.model import JsonObject, Message, User
from bot.simulator.posting import tell_page
from bot.simulator.render import user_json
from bot.simulator.state import World


def new_poll_id() -> str:
    """Return an id that no other poll has."""
    return str(secrets.randbits(62))


def fresh_poll(poll: JsonObject) -> JsonObject:
    """The same question and options without a vote."""
    options = [{**option, "voter_count": 0} for option in poll["options"]]
    return {
        **poll,
        "id": new_poll_id(),
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
    }


def vote(world: World, message: Message, user: User, option_ids: list[Any]) -> None:
    """Set a person's vote; an empty list takes it back."""
    poll = message.content.get("poll")
    if poll is None:
        raise PeopleError("this message is not a poll")
    _check(poll, option_ids)
    votes = world.votes.setdefault(poll["id"], {})
    if option_ids:
        votes[user.id] = option_ids
    else:
        votes.pop(user.id, None)
    counted = _counted(poll, votes)
    message.content = {**message.content, "poll": counted}
    tell_page(world, "message_edited", message)
    if message.sender_id != world.bot.id:
        return
    world.updates.add("poll", counted, user.id)
    if not poll["is_anonymous"]:
        payload: JsonObject = {
            "poll_id": poll["id"],
            "user": user_json(user),
            "option_ids": option_ids,
            "option_persistent_ids": [
                poll["options"][number]["persistent_id"] for number in option_ids
            ],
        }
        world.updates.add("poll_answer", payload, user.id)


def _check(poll: JsonObject, option_ids: list[Any]) -> None:
    if poll["is_closed"]:
        raise PeopleError("this poll is closed")
    if not all(isinstance(item, int) and 0 <= item < len(poll["options"]) for item in option_ids):
        raise PeopleError("option_ids must be numbers of options, from 0")
    if len(option_ids) > 1 and not poll["allows_multiple_answers"]:
        raise PeopleError("this poll allows only one answer")


def _counted(poll: JsonObject, votes: dict[int, list[int]]) -> JsonObject:
    counts = [0] * len(poll["options"])
    for chosen in votes.values():
        for number in chosen:
            counts[number] += 1
    options = [
        {**option, "voter_count": count}
        for option, count in zip(poll["options"], counts, strict=True)
    ]
    return {**poll, "options": options, "total_voter_count": len(votes)}
