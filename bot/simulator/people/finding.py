"""Whom and which chat a request means: one that is known, or an object that creates it."""

from typing import Any

from bot.simulator.errors import PeopleError
from bot.simulator.model import (
    ADMINISTRATOR,
    CHANNEL,
    CREATOR,
    GROUP,
    MEMBER,
    SUPERGROUP,
    Chat,
    Member,
    Message,
    User,
)
from bot.simulator.people.body import Body
from bot.simulator.rights import USUAL_RIGHTS
from bot.simulator.state import World


def find_user(world: World, body: Body, name: str = "user") -> User:
    """The person a field means, created or brought up to date if it is an object."""
    value = body.either(name)
    if value is None:
        raise PeopleError(f"{name} is missing: it must be an id, a @name or an object")
    return user_of(world, value, name)


def user_of(world: World, value: Any, name: str = "user") -> User:
    """Return the person that a value names or describes."""
    if isinstance(value, dict):
        return _made_user(world, Body(value))
    user = world.users.get(value) if isinstance(value, int) else world.user_by_name(str(value))
    if user is None:
        raise PeopleError(f"{name} {value} is not known; give an object to create it", 404)
    return user


def _made_user(world: World, body: Body) -> User:
    user_id = body.need("id", int)
    if user_id <= 0:
        raise PeopleError("the id of a user must be positive")
    if user_id == world.bot.id:
        raise PeopleError("this id is the bot's")
    known = world.users.get(user_id)
    user = User(
        user_id,
        body.get("first_name", str) or (known.first_name if known else f"Person {user_id}"),
        is_bot=bool(body.get("is_bot", bool)),
        last_name=body.get("last_name", str) or (known.last_name if known else None),
        username=(body.get("username", str) or (known.username if known else None) or "").lstrip(
            "@"
        )
        or None,
        language_code=body.get("language_code", str) or (known.language_code if known else None),
        is_premium=bool(body.get("is_premium", bool)),
        note=known.note if known else None,
    )
    started = body.get("has_started", bool)
    if known is not None:
        user.has_started, user.has_blocked = known.has_started, known.has_blocked
        user.is_deactivated, user.is_persona = known.is_deactivated, known.is_persona
    if started is not None:
        user.has_started = started
    body.finish()
    world.add_user(user)
    return user


def find_chat(world: World, body: Body, user: User | None = None, name: str = "chat") -> Chat:
    """The chat a field means; a person who speaks in a group they are not in joins it silently."""
    value = body.either(name)
    if value is None:
        if user is None:
            raise PeopleError(f"{name} is missing: it must be an id, a @name or an object")
        return world.chats[user.id]
    chat = chat_of(world, value, name)
    if chat.is_private:
        if user is not None and chat.id != user.id:
            raise PeopleError("a private chat with the bot is only its own person's")
    elif user is not None and user.id not in chat.members:
        world.set_member(chat, user.id, Member(MEMBER))
    return chat


def chat_of(world: World, value: Any, name: str = "chat") -> Chat:
    """Return the chat that a value names or describes."""
    if isinstance(value, dict):
        return _made_chat(world, Body(value))
    chat = world.chats.get(value) if isinstance(value, int) else world.chat_by_name(str(value))
    if chat is None:
        raise PeopleError(f"{name} {value} is not known; give an object to create it", 404)
    return chat


def _made_chat(world: World, body: Body) -> Chat:
    chat_id = body.need("id", int)
    known = world.chats.get(chat_id)
    if chat_id > 0:
        if known is None:
            raise PeopleError("a private chat begins with its user; create the user first")
        return known
    kind = body.get("type", str) or (known.type if known else _type_of(chat_id))
    if kind not in (GROUP, SUPERGROUP, CHANNEL):
        raise PeopleError("type must be group, supergroup or channel")
    chat = known or Chat(chat_id, kind)
    chat.type = kind
    chat.title = body.get("title", str) or chat.title or f"Group {abs(chat_id)}"
    chat.username = body.get("username", str) or chat.username
    chat.description = body.get("description", str) or chat.description
    is_forum = body.get("is_forum", bool)
    chat.is_forum = chat.is_forum if is_forum is None else is_forum
    if chat.is_forum and kind != SUPERGROUP:
        raise PeopleError("only a supergroup can be a forum")
    _set_bot_status(world, chat, body.get("bot_status", str), is_new=known is None)
    body.finish()
    world.add_group(chat)
    return chat


def _type_of(chat_id: int) -> str:
    return SUPERGROUP if chat_id < -1_000_000_000_000 else GROUP


def _set_bot_status(world: World, chat: Chat, status: str | None, *, is_new: bool) -> None:
    """Put the bot into a group that is made; a member unless the request says otherwise."""
    if status is None and not is_new:
        return
    status = status or MEMBER
    if status not in (MEMBER, ADMINISTRATOR, "left", "kicked"):
        raise PeopleError("bot_status must be member, administrator, left or kicked")
    rights = dict(USUAL_RIGHTS) if status == ADMINISTRATOR else {}
    if chat.type == CHANNEL and rights:
        rights |= {"can_post_messages": True, "can_edit_messages": True}
    world.set_member(chat, world.bot.id, Member(status, rights=rights))


def find_message(world: World, body: Body) -> Message:
    """The message that `chat_id` and `message_id` name."""
    chat_id, message_id = body.need("chat_id", int), body.need("message_id", int)
    message = world.message(chat_id, message_id)
    if message is None:
        raise PeopleError(f"there is no message {message_id} in chat {chat_id}", 404)
    return message


def known_user(world: World, body: Body, name: str = "user_id") -> User:
    """Return the person that a field names; PeopleError where there is none."""
    user_id = body.need(name, int)
    user = world.users.get(user_id)
    if user is None:
        raise PeopleError(f"{name} {user_id} is not known", 404)
    return user


def known_chat(world: World, body: Body, name: str = "chat_id") -> Chat:
    """Return the chat that a field names; PeopleError where there is none."""
    chat_id = body.need(name, int)
    chat = world.chats.get(chat_id)
    if chat is None:
        raise PeopleError(f"{name} {chat_id} is not known", 404)
    return chat


def owner(world: World, chat: Chat) -> User:
    """Somebody to act in a group's name: its owner, else a stranger made for it."""
    found = world.owner_of(chat)
    if found is not None:
        return found
    for user_id, member in chat.members.items():
        if member.is_inside and user_id != world.bot.id:
            return world.users[user_id]
    stranger = User(900_000_000 + abs(chat.id) % 1_000_000, "Owner")
    world.add_user(stranger)
    world.set_member(chat, stranger.id, Member(CREATOR))
    return stranger
