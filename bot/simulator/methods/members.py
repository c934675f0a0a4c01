"""Banning, restricting and promoting members."""

from typing import Any

from bot.simulator.access import Access, find_chat, find_user, require_right
from bot.simulator.errors import bad_request
from bot.simulator.membership import change
from bot.simulator.methods.registry import method
from bot.simulator.model import (
    ADMINISTRATOR,
    CREATOR,
    GROUP,
    KICKED,
    LEFT,
    MEMBER,
    RESTRICTED,
    Chat,
    Member,
    User,
)
from bot.simulator.params import Params
from bot.simulator.rights import (
    ADMINISTRATOR_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    PERMISSIONS,
)
from bot.simulator.state import World

_REFUSAL = "not enough rights to restrict/unrestrict chat member"


def _target(world: World, params: Params) -> tuple[Chat, User]:
    """The chat and the member, once the bot may act on them."""
    chat = find_chat(world, params, Access.WRITE)
    user = find_user(world, params)
    if chat.is_private:
        raise bad_request("can't restrict members in private chats")
    if user.id == world.bot.id:
        raise bad_request("can't restrict self")
    require_right(world, chat, "can_restrict_members", _REFUSAL)
    status = chat.member(user.id).status
    if status == CREATOR:
        raise bad_request("can't remove chat owner")
    if status == ADMINISTRATOR:
        raise bad_request("user is an administrator of the chat")
    return chat, user


@method("banChatMember", "kickChatMember")
def ban_chat_member(world: World, params: Params) -> bool:
    """Put somebody out of a chat for good."""
    chat, user = _target(world, params)
    # In a basic group nobody can be banned for good: people are only removed.
    status = LEFT if chat.type == GROUP else KICKED
    change(world, chat, user, Member(status, until_date=_until(world, params)), world.bot)
    return True


def _until(world: World, params: Params) -> int:
    """The end of a ban; less than 30 seconds or more than 366 days from now is for ever."""
    until = params.integer("until_date")
    left = until - world.clock.date()
    return until if 30 <= left <= 366 * 24 * 3600 else 0


@method("unbanChatMember")
def unban_chat_member(world: World, params: Params) -> bool:
    """Let somebody come back to a chat."""
    chat, user = _target(world, params)
    if chat.type == GROUP:
        raise bad_request("method is available for supergroup and channel chats only")
    member = chat.member(user.id)
    # Unbanning someone who is inside removes them, unless the call says otherwise.
    if member.status == KICKED or (member.is_inside and not params.flag("only_if_banned")):
        change(world, chat, user, Member(LEFT), world.bot)
    return True


@method("restrictChatMember")
def restrict_chat_member(world: World, params: Params) -> bool:
    """Limit what somebody may do in a chat."""
    chat, user = _target(world, params)
    if chat.type == GROUP:
        raise bad_request("method is available only for supergroups")
    given = params.parsed("permissions", "can't parse permissions JSON object")
    if not isinstance(given, dict):
        raise bad_request("object expected as permissions")
    allowed = {name: bool(given.get(name)) for name in PERMISSIONS}
    member = (
        Member(MEMBER)
        if all(allowed.values())
        else Member(RESTRICTED, permissions=allowed, until_date=_until(world, params))
    )
    change(world, chat, user, member, world.bot)
    return True


@method("promoteChatMember")
def promote_chat_member(world: World, params: Params) -> bool:
    """Make somebody an administrator, or none."""
    chat = find_chat(world, params, Access.WRITE)
    user = find_user(world, params)
    if chat.is_private:
        raise bad_request("can't promote members in private chats")
    require_right(world, chat, "can_promote_members", "not enough rights")
    rights = _rights(params)
    member = Member(ADMINISTRATOR, rights=rights) if any(rights.values()) else Member(MEMBER)
    change(world, chat, user, member, world.bot)
    return True


def _rights(params: Params) -> dict[str, Any]:
    names = ADMINISTRATOR_RIGHTS + GROUP_RIGHTS + CHANNEL_RIGHTS
    return {name: True for name in names if params.flag(name)}
