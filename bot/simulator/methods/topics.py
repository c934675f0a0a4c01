"""Topics of forums."""

from bot.simulator.access import Access, find_chat, require_right
from bot.simulator.errors import bad_request
from bot.simulator.limits import TOPIC_NAME_LENGTH
from bot.simulator.methods.registry import method
from bot.simulator.model import Chat, JsonObject, Topic
from bot.simulator.params import Params
from bot.simulator.state import World
from bot.simulator.topics import ICON_COLORS, change_topic, close_topic, open_topic, remove_topic


def _forum(world: World, params: Params, refusal: str = "not enough rights") -> Chat:
    chat = find_chat(world, params, Access.WRITE)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    require_right(world, chat, "can_manage_topics", refusal)
    return chat


def _topic(world: World, params: Params) -> tuple[Chat, Topic]:
    chat = _forum(world, params)
    thread_id = params.integer("message_thread_id")
    if thread_id <= 0:
        raise bad_request("invalid message thread identifier specified")
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise bad_request("message thread not found")
    return chat, topic


def checked_name(name: str) -> str:
    """Return the name of a topic, cut to its length; BotApiError for an empty one."""
    name = name.strip()
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    # The server cuts a longer name rather than refuse it.
    return name[:TOPIC_NAME_LENGTH]


@method("createForumTopic")
def create_forum_topic(world: World, params: Params) -> JsonObject:
    """Open a topic; answer with it."""
    chat = _forum(world, params, "not enough rights to create a topic")
    color = params.integer("icon_color", ICON_COLORS[0])
    topic = open_topic(
        world,
        chat,
        world.bot.id,
        checked_name(params.text("name")),
        color if color in ICON_COLORS else ICON_COLORS[0],
        params.text("icon_custom_emoji_id") or None,
    )
    json: JsonObject = {
        "message_thread_id": topic.thread_id,
        "name": topic.name,
        "icon_color": topic.icon_color,
    }
    if topic.icon_custom_emoji_id:
        json["icon_custom_emoji_id"] = topic.icon_custom_emoji_id
    return json


@method("editForumTopic")
def edit_forum_topic(world: World, params: Params) -> bool:
    """Give a topic another name or icon."""
    chat, topic = _topic(world, params)
    name = checked_name(params.text("name")) if params.text("name") else None
    icon = params.text("icon_custom_emoji_id") if params.has("icon_custom_emoji_id") else None
    if not change_topic(world, chat, world.bot.id, topic, name, icon):
        raise bad_request("TOPIC_NOT_MODIFIED")
    return True


@method("closeForumTopic")
def close_forum_topic(world: World, params: Params) -> bool:
    """Close a topic."""
    return _set_closed(world, params, is_closed=True)


@method("reopenForumTopic")
def reopen_forum_topic(world: World, params: Params) -> bool:
    """Open a closed topic again."""
    return _set_closed(world, params, is_closed=False)


def _set_closed(world: World, params: Params, *, is_closed: bool) -> bool:
    chat, topic = _topic(world, params)
    if not close_topic(world, chat, world.bot.id, topic, is_closed=is_closed):
        raise bad_request("TOPIC_NOT_MODIFIED")
    return True


@method("deleteForumTopic")
def delete_forum_topic(world: World, params: Params) -> bool:
    """Remove a topic with all that was said there."""
    chat, topic = _topic(world, params)
    remove_topic(world, chat, topic)
    return True


@method("getForumTopicIconStickers")
def get_forum_topic_icon_stickers(_world: World, _params: Params) -> list[JsonObject]:
    """A few of the icons; their pictures do not exist here."""
    return [
        {
            "file_id": f"topic-icon-{number}",
            "file_unique_id": f"icon{number}",
            "type": "custom_emoji",
            "width": 100,
            "height": 100,
            "is_animated": True,
            "is_video": False,
            "emoji": emoji,
            "set_name": "Topics",
            "custom_emoji_id": str(5_312_536_423_851_630_001 + number),
            "file_size": 4096,
        }
        for number, emoji in enumerate(("📰", "💡", "⚡️", "🎙", "🔝", "🗣", "🆒", "❗️", "📝", "✅"))
    ]
