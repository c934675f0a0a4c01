"""Asking about chats and people, and leaving."""

from bot.simulator.access import Access, find_chat, find_user
from bot.simulator.errors import bad_request
from bot.simulator.membership import leave
from bot.simulator.methods.registry import method
from bot.simulator.model import GROUP, JsonObject
from bot.simulator.params import Params
from bot.simulator.render import full_chat_json, member_json
from bot.simulator.state import World


@method("getChat")
def get_chat(world: World, params: Params) -> JsonObject:
    """Answer with all about a chat."""
    return full_chat_json(world, find_chat(world, params, Access.READ))


@method("getChatMember")
def get_chat_member(world: World, params: Params) -> JsonObject:
    """Answer with what somebody is in a chat."""
    chat = find_chat(world, params, Access.READ)
    user = find_user(world, params)
    if chat.is_private:
        if user.id not in (chat.id, world.bot.id):
            raise bad_request("member not found")
        return {"status": "member", "user": member_json(world, chat, user.id)["user"]}
    return member_json(world, chat, user.id)


@method("getChatAdministrators")
def get_chat_administrators(world: World, params: Params) -> list[JsonObject]:
    """Answer with a chat's administrators, other bots left out."""
    chat = find_chat(world, params, Access.READ)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        member_json(world, chat, user_id)
        for user_id, member in chat.members.items()
        # Of bots, only the one that asks is listed unless it asks for all.
        if member.is_admin
        and (
            not world.users[user_id].is_bot or user_id == world.bot.id or params.flag("return_bots")
        )
    ]


@method("getChatMemberCount", "getChatMembersCount")
def get_chat_member_count(world: World, params: Params) -> int:
    """Answer with how many are in a chat."""
    chat = find_chat(world, params, Access.READ)
    if chat.is_private:
        return 2
    return sum(member.is_inside for member in chat.members.values())


@method("leaveChat")
def leave_chat(world: World, params: Params) -> bool:
    """Take the bot out of a chat."""
    chat = find_chat(world, params, Access.READ)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.type == GROUP and chat.migrated_to is not None:
        return True
    leave(world, chat)
    return True


@method("getUserProfilePhotos")
def get_user_profile_photos(world: World, params: Params) -> JsonObject:
    """Nobody here has a photo."""
    find_user(world, params)
    return {"total_count": 0, "photos": []}
