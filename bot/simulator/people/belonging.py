"""Who is where: blocking the bot, joining and leaving groups, migrating them, opening topics."""

from typing import Any

from aiohttp import web

from bot.simulator.errors import PeopleError
from bot.simulator.membership import change, migrate, set_blocked
from bot.simulator.model import (
    ADMINISTRATOR,
    CHANNEL,
    CREATOR,
    GROUP,
    KICKED,
    LEFT,
    MEMBER,
    RESTRICTED,
    Chat,
    Member,
    Topic,
)
from bot.simulator.people.body import Body, read_body
from bot.simulator.people.finding import (
    find_chat,
    find_user,
    known_chat,
    known_user,
    owner,
    user_of,
)
from bot.simulator.render import chat_json, member_json
from bot.simulator.rights import (
    ADMINISTRATOR_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    PERMISSIONS,
    USUAL_RIGHTS,
)
from bot.simulator.state import World
from bot.simulator.topics import ICON_COLORS, change_topic, close_topic, open_topic, remove_topic

_STATUSES = (CREATOR, ADMINISTRATOR, MEMBER, RESTRICTED, LEFT, KICKED)


class Belonging:
    """The handlers of membership."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of what is here."""
        return [
            web.post("/sim/people", self.people),
            web.post("/sim/block", self.block),
            web.post("/sim/deactivate", self.deactivate),
            web.post("/sim/member", self.member),
            web.post("/sim/migrate", self.migrate),
            web.post("/sim/topic", self.topic),
        ]

    async def people(self, request: web.Request) -> web.Response:
        """Make many people at once, without a word to the bot."""
        body = await read_body(request)
        given = body.need("people", list)
        body.finish()
        for value in given:
            if not isinstance(value, dict):
                raise PeopleError("people must be a list of objects")
            user_of(self._world, value)
        self._world.events.emit("resync")
        return web.json_response({"count": len(given)})

    async def block(self, request: web.Request) -> web.Response:
        """Let somebody block the bot, or take it back."""
        body = await read_body(request)
        user, is_blocked = known_user(self._world, body), body.need("blocked", bool)
        body.finish()
        set_blocked(self._world, user, is_blocked=is_blocked)
        return web.json_response({"user_id": user.id, "blocked": user.has_blocked})

    async def deactivate(self, request: web.Request) -> web.Response:
        """Let somebody delete their account, or take it back."""
        body = await read_body(request)
        user, is_gone = known_user(self._world, body), body.get("deactivated", bool)
        body.finish()
        user.is_deactivated = is_gone is not False
        return web.json_response({"user_id": user.id, "deactivated": user.is_deactivated})

    async def member(self, request: web.Request) -> web.Response:
        """Let somebody come into a chat, leave it or become something else there."""
        body = await read_body(request)
        chat = find_chat(self._world, body)
        if chat.is_private:
            raise PeopleError("private chats have no members; use /sim/block")
        user, member = find_user(self._world, body), _standing(chat, body)
        by = find_user(self._world, body, "by") if body.has("by") else None
        body.either("by")
        body.finish()
        if by is None:
            # People come and go by themselves; all else an owner does.
            is_own_act = user.id != self._world.bot.id and member.status in (MEMBER, LEFT)
            by = user if is_own_act else owner(self._world, chat)
        change(self._world, chat, user, member, by)
        return web.json_response(
            {
                "chat": chat_json(self._world, chat),
                "member": member_json(self._world, chat, user.id),
            }
        )

    async def migrate(self, request: web.Request) -> web.Response:
        """Make a group a supergroup."""
        body = await read_body(request)
        group = known_chat(self._world, body)
        by = known_user(self._world, body) if body.has("user_id") else None
        body.get("user_id", int)
        body.finish()
        if group.type != GROUP or group.migrated_to is not None:
            raise PeopleError("only a group that has not migrated can become a supergroup")
        supergroup = migrate(self._world, group, by or owner(self._world, group))
        return web.json_response(
            {"migrate_to_chat_id": supergroup.id, "chat": chat_json(self._world, supergroup)}
        )

    async def topic(self, request: web.Request) -> web.Response:
        """Let somebody open a topic."""
        body = await read_body(request)
        user = find_user(self._world, body)
        chat = find_chat(self._world, body, user)
        if not chat.is_forum:
            raise PeopleError("this chat is not a forum")
        topic_id, name = body.get("topic", int), body.get("name", str)
        is_closed, is_deleted = body.get("closed", bool), body.get("deleted", bool)
        color = body.get("icon_color", int) or ICON_COLORS[0]
        body.finish()
        if topic_id is None:
            if not name:
                raise PeopleError("name is missing: a new topic needs one")
            topic = open_topic(self._world, chat, user.id, name, color)
        else:
            topic = self._changed(chat, user.id, topic_id, name, is_closed, is_deleted)
        return web.json_response({"topic": topic_json(topic)})

    def _changed(
        self,
        chat: Chat,
        user_id: int,
        topic_id: int,
        name: str | None,
        is_closed: bool | None,
        is_deleted: bool | None,
    ) -> Topic:
        topic = chat.topics.get(topic_id)
        if topic is None:
            raise PeopleError(f"there is no topic {topic_id}", 404)
        if name is not None:
            change_topic(self._world, chat, user_id, topic, name, None)
        if is_closed is not None:
            close_topic(self._world, chat, user_id, topic, is_closed=is_closed)
        if is_deleted:
            remove_topic(self._world, chat, topic)
        return topic


def topic_json(topic: Topic) -> dict[str, Any]:
    """Return a topic as the page reads it."""
    return {
        "message_thread_id": topic.thread_id,
        "name": topic.name,
        "icon_color": topic.icon_color,
        "is_closed": topic.is_closed,
    }


def _standing(chat: Chat, body: Body) -> Member:
    status = body.need("status", str)
    if status not in _STATUSES:
        raise PeopleError(f"status must be one of {', '.join(_STATUSES)}")
    rights, permissions = body.get("rights", dict), body.get("permissions", dict)
    title = body.get("custom_title", str)
    if status == ADMINISTRATOR and rights is None:
        rights = dict(USUAL_RIGHTS)
        if chat.type == CHANNEL:
            rights |= {"can_post_messages": True, "can_edit_messages": True}
    _check_names(rights, ADMINISTRATOR_RIGHTS + GROUP_RIGHTS + CHANNEL_RIGHTS, "rights")
    _check_names(permissions, PERMISSIONS, "permissions")
    return Member(status, rights=rights or {}, permissions=permissions or {}, custom_title=title)


def _check_names(given: dict[str, Any] | None, known: tuple[str, ...], what: str) -> None:
    for name, value in (given or {}).items():
        if name not in known or not isinstance(value, bool):
            raise PeopleError(f"{what}: {name} is not known or not true or false")
