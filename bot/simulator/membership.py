"""Members coming, going and changing, with the updates and service messages that follow."""

from bot.simulator.model import (
    KICKED,
    LEFT,
    MEMBER,
    SUPERGROUP,
    Chat,
    JsonObject,
    Member,
    User,
)
from bot.simulator.posting import post
from bot.simulator.render import chat_json, member_json, user_json
from bot.simulator.state import World


def change(world: World, chat: Chat, user: User, member: Member, by: User) -> None:
    """Give a user a new standing in a group; `by` is whoever did it."""
    old = chat.member(user.id)
    was_inside = old.is_inside
    if was_inside and not member.is_inside:
        # Told while the bot is still inside, as its own removal is the last it hears.
        _say_left(world, chat, user, by)
    world.set_member(chat, user.id, member)
    _tell_bot(world, chat, user, old, member, by)
    if member.is_inside and not was_inside:
        post(world, chat, by.id, {"new_chat_members": [user_json(user)]})
    world.events.emit("chat", chat_id=chat.id)


def _say_left(world: World, chat: Chat, user: User, by: User) -> None:
    # A bot that leaves or bans says nothing of itself in the groups it can no longer write to.
    if user.id == world.bot.id and by.id == world.bot.id:
        return
    post(world, chat, by.id, {"left_chat_member": user_json(user)})


def _tell_bot(world: World, chat: Chat, user: User, old: Member, new: Member, by: User) -> None:
    if user.id == world.bot.id:
        kind = "my_chat_member"
    elif chat.member(world.bot.id).is_admin:
        kind = "chat_member"
    else:
        return
    if not world.updates.wants(kind):
        return
    payload: JsonObject = {
        "chat": chat_json(world, chat),
        "from": user_json(by),
        "date": world.clock.date(),
        "old_chat_member": member_json(world, chat, user.id, old),
        "new_chat_member": member_json(world, chat, user.id, new),
    }
    world.updates.add(kind, payload, chat.id)


def set_blocked(world: World, user: User, *, is_blocked: bool) -> None:
    """A person blocks the bot or lets it write again."""
    if user.has_blocked == is_blocked:
        return
    user.has_blocked = is_blocked
    chat = world.chats[user.id]
    states = [Member(MEMBER), Member(KICKED)]
    old, new = states if is_blocked else reversed(states)
    if world.updates.wants("my_chat_member"):
        payload: JsonObject = {
            "chat": chat_json(world, chat),
            "from": user_json(user),
            "date": world.clock.date(),
            "old_chat_member": member_json(world, chat, world.bot.id, old),
            "new_chat_member": member_json(world, chat, world.bot.id, new),
        }
        world.updates.add("my_chat_member", payload, chat.id)
    world.events.emit("chat", chat_id=chat.id)


def migrate(world: World, group: Chat, by: User) -> Chat:
    """Turn a group into a supergroup, which is a new chat with the same people."""
    new_id = -1_000_000_000_000 + group.id
    supergroup = Chat(new_id, SUPERGROUP, title=group.title, description=group.description)
    supergroup.members = dict(group.members)
    world.add_group(supergroup)
    group.migrated_to = new_id
    post(world, group, by.id, {"migrate_to_chat_id": new_id})
    post(world, supergroup, by.id, {"migrate_from_chat_id": group.id})
    world.events.emit("chat", chat_id=group.id)
    world.events.emit("chat", chat_id=new_id)
    return supergroup


def leave(world: World, chat: Chat) -> None:
    """The bot leaves a group by itself."""
    change(world, chat, world.bot, Member(LEFT), world.bot)
