"""Messages coming into being, changing and going, and who is told: the bot and the page."""

from typing import Any

from bot.simulator.model import CHANNEL, Chat, JsonObject, Message
from bot.simulator.names import names
from bot.simulator.privacy import bot_sees
from bot.simulator.render import chat_json, message_json, people_json, user_json
from bot.simulator.state import World

# Service messages the bot gets an update of although it caused them itself; of all else that it
# sends it is not told (Client::need_skip_update_message).
_ECHOED = names(
    """
    pinned_message left_chat_member forum_topic_created forum_topic_edited forum_topic_closed
    forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden new_chat_title
    """
)


def post(world: World, chat: Chat, sender_id: int, content: JsonObject, **fields: Any) -> Message:
    """A new message of a person or of the bot."""
    message = world.new_message(chat, sender_id, content, **fields)
    tell_page(world, "message", message)
    is_news = sender_id != world.bot.id or not _ECHOED.isdisjoint(content)
    if is_news and bot_sees(world, chat, message):
        kind = "channel_post" if chat.type == CHANNEL else "message"
        add_message_update(world, kind, message)
    return message


def add_message_update(world: World, kind: str, message: Message) -> None:
    """Queue an update about a message, if the bot wants its kind."""
    # Rendered only if it will be queued: most updates of a busy group are not wanted.
    if world.updates.wants(kind):
        world.updates.add(kind, message_json(world, message), message.chat_id)


def edit(
    world: World,
    message: Message,
    content: JsonObject | None = None,
    keyboard: JsonObject | None = None,
) -> None:
    """Change a message: its content if given, its keyboard always.

    A change of the keyboard alone counts as an edit too, but clients do not show it as one.
    """
    message.edit_date = world.clock.date()
    if content is not None:
        message.content = content
        message.is_shown_as_edited = True
    message.keyboard = keyboard
    tell_page(world, "message_edited", message)


def edited_by_person(world: World, chat: Chat, message: Message, content: JsonObject) -> None:
    """Give a person's message another content, and tell the bot and the page."""
    edit(world, message, content, message.keyboard)
    if bot_sees(world, chat, message):
        kind = "edited_channel_post" if chat.type == CHANNEL else "edited_message"
        add_message_update(world, kind, message)


def delete(world: World, message: Message) -> None:
    """Remove a message. Bots are never told of a deletion."""
    world.remove_message(message)
    world.events.emit("message_deleted", chat_id=message.chat_id, message_id=message.id)


def tell_page(world: World, kind: str, message: Message) -> None:
    """Tell the page about a message."""
    if world.events.is_watched:
        world.events.emit(kind, chat_id=message.chat_id, message=people_json(world, message))


def react(world: World, chat: Chat, message: Message, user_id: int, new: list[JsonObject]) -> None:
    """Set one user's reactions; the bot is told of people's where it is an administrator."""
    old = message.reactions.get(user_id, [])
    if old == new:
        return
    message.reactions[user_id] = new
    tell_page(world, "message_edited", message)
    is_told = chat.is_private or chat.member(world.bot.id).is_admin
    if user_id != world.bot.id and is_told and world.updates.wants("message_reaction"):
        payload = {
            "chat": chat_json(world, chat),
            "message_id": message.id,
            "user": user_json(world.users[user_id]),
            "date": world.clock.date(),
            "old_reaction": old,
            "new_reaction": new,
        }
        world.updates.add("message_reaction", payload, chat.id)
