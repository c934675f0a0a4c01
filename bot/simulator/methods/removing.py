"""Deleting and pinning."""

from bot.simulator.access import Access, find_chat, message_ids, require_right
from bot.simulator.errors import bad_request
from bot.simulator.limits import DELETABLE_SECONDS, DICE_FIXED_SECONDS
from bot.simulator.methods.registry import method
from bot.simulator.model import SUPERGROUP, Chat, Message
from bot.simulator.params import Params
from bot.simulator.posting import delete, post
from bot.simulator.privacy import is_service
from bot.simulator.state import World


@method("deleteMessage")
def delete_message(world: World, params: Params) -> bool:
    """Remove a message."""
    if not params.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    if not params.has("message_id"):
        raise bad_request("message identifier is not specified")
    chat = find_chat(world, params, Access.READ)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    refusal = _refusal(world, chat, message)
    if refusal is not None:
        raise bad_request(refusal)
    delete(world, message)
    return True


@method("deleteMessages")
def delete_messages(world: World, params: Params) -> bool:
    """Remove several messages, passing over those that cannot be removed."""
    if not params.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    ids = message_ids(params)
    chat = find_chat(world, params, Access.READ)
    messages = [chat.messages[item] for item in ids if item in chat.messages]
    for message in messages:
        refusal = _refusal(world, chat, message)
        if refusal is not None:
            raise bad_request(refusal)
    # Those that are gone already are skipped.
    for message in messages:
        delete(world, message)
    return True


def _refusal(world: World, chat: Chat, message: Message) -> str | None:
    """Why a message cannot be deleted (`can_delete_message` and `can_revoke_message` of td)."""
    is_old = world.clock.now() - message.date > DELETABLE_SECONDS
    is_own = message.sender_id == world.bot.id
    if chat.type == SUPERGROUP:
        may = is_own or chat.member(world.bot.id).has_right("can_delete_messages")
        return "message can't be deleted" if is_old or not may else None
    if chat.is_private:
        is_fresh_dice = "dice" in message.content and not _is_old_dice(world, message)
        may = not (is_own and is_service(message)) and not is_fresh_dice
    else:
        may = (is_own and not is_service(message)) or chat.member(world.bot.id).is_admin
    return "message can't be deleted for everyone" if is_old or not may else None


def _is_old_dice(world: World, message: Message) -> bool:
    """Dice can be taken back only once a day has passed, lest one throws until one wins."""
    return world.clock.now() - message.date >= DICE_FIXED_SECONDS


@method("pinChatMessage")
def pin_chat_message(world: World, params: Params) -> bool:
    """Pin a message."""
    chat = find_chat(world, params, Access.WRITE)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    _require_pin_right(world, chat)
    if message.id in chat.pinned_ids:
        chat.pinned_ids.remove(message.id)
    chat.pinned_ids.append(message.id)
    post(
        world,
        chat,
        world.bot.id,
        {"pinned_message": message.id},
        thread_id=message.thread_id,
        is_topic_message=message.is_topic_message,
        is_silent=params.flag("disable_notification"),
    )
    world.events.emit("chat", chat_id=chat.id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(world: World, params: Params) -> bool:
    """Unpin a message, or the one pinned last."""
    chat = find_chat(world, params, Access.WRITE)
    _require_pin_right(world, chat)
    message_id = params.integer("message_id") or (chat.pinned_ids[-1] if chat.pinned_ids else 0)
    if message_id not in chat.pinned_ids:
        raise bad_request("message to unpin not found")
    chat.pinned_ids.remove(message_id)
    world.events.emit("chat", chat_id=chat.id)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, params: Params) -> bool:
    """Unpin all messages of a chat."""
    chat = find_chat(world, params, Access.WRITE)
    _require_pin_right(world, chat)
    chat.pinned_ids.clear()
    world.events.emit("chat", chat_id=chat.id)
    return True


def _require_pin_right(world: World, chat: Chat) -> None:
    require_right(
        world, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat"
    )
