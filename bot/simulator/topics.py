"""Topics of a forum: opened, renamed, closed and removed, by the bot or by people."""

from bot.simulator.model import Chat, JsonObject, Topic
from bot.simulator.posting import delete, post
from bot.simulator.state import World

# The colours a topic may have (core.telegram.org/bots/api#createforumtopic).
ICON_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def open_topic(
    world: World,
    chat: Chat,
    by: int,
    name: str,
    icon_color: int = ICON_COLORS[0],
    icon_custom_emoji_id: str | None = None,
) -> Topic:
    """A new topic; the message that says so is its first and gives it its id."""
    topic = Topic(chat.last_message_id + 1, name, icon_color, icon_custom_emoji_id)
    chat.topics[topic.thread_id] = topic
    created: JsonObject = {"name": name, "icon_color": icon_color}
    if icon_custom_emoji_id:
        created["icon_custom_emoji_id"] = icon_custom_emoji_id
    _say(world, chat, by, topic, {"forum_topic_created": created})
    return topic


def change_topic(
    world: World, chat: Chat, by: int, topic: Topic, name: str | None, icon: str | None
) -> bool:
    """Rename a topic or change its icon; False if that changes nothing."""
    edited: JsonObject = {}
    if name is not None and name != topic.name:
        topic.name = edited["name"] = name
    if icon is not None and (icon or None) != topic.icon_custom_emoji_id:
        topic.icon_custom_emoji_id = icon or None
        edited["icon_custom_emoji_id"] = icon
    if not edited:
        return False
    _say(world, chat, by, topic, {"forum_topic_edited": edited})
    return True


def close_topic(world: World, chat: Chat, by: int, topic: Topic, *, is_closed: bool) -> bool:
    """Close or reopen a topic; False if it is so already."""
    if topic.is_closed == is_closed:
        return False
    topic.is_closed = is_closed
    kind = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    _say(world, chat, by, topic, {kind: {}})
    return True


def remove_topic(world: World, chat: Chat, topic: Topic) -> None:
    """Remove a topic with all its messages."""
    chat.topics.pop(topic.thread_id, None)
    for message in [m for m in chat.messages.values() if m.thread_id == topic.thread_id]:
        delete(world, message)
    world.events.emit("chat", chat_id=chat.id)


def _say(world: World, chat: Chat, by: int, topic: Topic, content: JsonObject) -> None:
    post(world, chat, by, content, thread_id=topic.thread_id, is_topic_message=True)
    world.events.emit("chat", chat_id=chat.id)
