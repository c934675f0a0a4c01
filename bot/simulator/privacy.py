"""What of a group the bot gets to see.

In privacy mode, the default: commands that are not another bot's, replies to the bot, messages
sent via it, and service messages (core.telegram.org/bots/features#privacy-mode). A mention alone
is not enough. An administrator sees everything.
"""

from bot.simulator.model import Chat, Message
from bot.simulator.names import names
from bot.simulator.state import World

# Fields of content that are somebody's words or media; what has none of them is a service message.
CONTENT_KINDS = names(
    """
    text animation audio contact dice document game location photo poll sticker venue video
    video_note voice
    """
)


def is_service(message: Message) -> bool:
    """Whether a message says that something happened and has no content."""
    return not CONTENT_KINDS.intersection(message.content)


def bot_sees(world: World, chat: Chat, message: Message) -> bool:
    """Whether the bot gets an update of a person's message."""
    if chat.is_private:
        return True
    member = chat.member(world.bot.id)
    if not member.is_inside:
        return False
    if not world.settings.privacy_mode or member.is_admin:
        return True
    return (
        is_service(message)
        or message.via_bot
        or _is_for_the_bot(world, message)
        or _replies_to_bot(world, chat, message)
    )


def _is_for_the_bot(world: World, message: Message) -> bool:
    text = message.content.get("text", "")
    if not text.startswith("/"):
        return False
    for entity in message.content.get("entities", ()):
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, _, name = text[: entity["length"]].partition("@")
            return not name or name.lower() == (world.bot.username or "").lower()
    return False


def _replies_to_bot(world: World, chat: Chat, message: Message) -> bool:
    if message.reply_to_id is None:
        return False
    replied = chat.messages.get(message.reply_to_id)
    return replied is not None and (replied.sender_id == world.bot.id or replied.via_bot)
