"""sendMessage and what else is sent without a file; sendChatAction and reactions."""

from typing import Any

from bot.simulator.access import Access, find_chat, find_message
from bot.simulator.content import (
    contact_json,
    dice_json,
    location_json,
    text_content,
    venue_json,
)
from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import method
from bot.simulator.model import JsonObject
from bot.simulator.names import names
from bot.simulator.params import Params
from bot.simulator.posting import react
from bot.simulator.privacy import is_service
from bot.simulator.sending import send
from bot.simulator.state import World

CHAT_ACTIONS = names(
    """
    typing upload_photo record_video upload_video record_voice record_audio upload_voice
    upload_audio upload_document choose_sticker find_location record_video_note upload_video_note
    """
)
# Reactions that everybody may use (core.telegram.org/bots/api#reactiontypeemoji).
REACTIONS = names(
    """
    ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥
    🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨
    🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
    """
)


@method("sendMessage")
def send_message(world: World, params: Params) -> JsonObject:
    """Send a text."""
    return send(world, params, text_content(world, params, "message is too long"))


@method("sendLocation")
def send_location(world: World, params: Params) -> JsonObject:
    """Send a location."""
    return send(world, params, {"location": location_json(params)})


@method("sendVenue")
def send_venue(world: World, params: Params) -> JsonObject:
    """Send a venue."""
    venue = venue_json(params)
    # A venue comes with its location beside it, for clients that do not know venues.
    return send(world, params, {"venue": venue, "location": venue["location"]})


@method("sendContact")
def send_contact(world: World, params: Params) -> JsonObject:
    """Send a contact."""
    return send(world, params, {"contact": contact_json(params)})


@method("sendDice")
def send_dice(world: World, params: Params) -> JsonObject:
    """Send a thrown die."""
    return send(world, params, {"dice": dice_json(params.text("emoji"))})


@method("sendChatAction")
def send_chat_action(world: World, params: Params) -> bool:
    """Show for a moment what the bot is doing."""
    action = params.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(world, params, Access.WRITE)
    world.events.emit(
        "chat_action",
        chat_id=chat.id,
        action=action,
        thread_id=params.integer("message_thread_id") or None,
    )
    return True


@method("setMessageReaction")
def set_message_reaction(world: World, params: Params) -> bool:
    """Set the bot's reactions to a message."""
    message = find_message(world, params, Access.READ, "message to react")
    reaction = params.parsed("reaction", "can't parse reaction types JSON object") or []
    if is_service(message):
        raise bad_request("MESSAGE_ID_INVALID")
    react(world, world.chats[message.chat_id], message, world.bot.id, checked_reaction(reaction))
    return True


def checked_reaction(reaction: Any) -> list[JsonObject]:
    """Reactions as they are kept; at most one, as for bots and people without Premium."""
    if not isinstance(reaction, list) or not all(isinstance(item, dict) for item in reaction):
        raise bad_request("expected an Array of ReactionType")
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for item in reaction:
        is_emoji = item.get("type") == "emoji"
        if is_emoji and str(item.get("emoji")).rstrip("\ufe0f") not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    return reaction
