"""Which chat a call means, and whether the bot may do there what it asks.

Follows `Client::check_chat` and `check_chat_access` of telegram-bot-api.
"""

from enum import Enum, auto

from bot.simulator.errors import bad_request, forbidden, migrated
from bot.simulator.limits import MESSAGE_BATCH_COUNT
from bot.simulator.model import CHANNEL, GROUP, KICKED, RESTRICTED, SUPERGROUP, Chat, Message, User
from bot.simulator.params import Params
from bot.simulator.state import World


class Access(Enum):
    """What a call needs of a chat."""

    READ = auto()
    EDIT = auto()
    WRITE = auto()


_CHAT_NAMES = {GROUP: "group", SUPERGROUP: "supergroup", CHANNEL: "channel"}


def find_chat(world: World, params: Params, access: Access, name: str = "chat_id") -> Chat:
    """The chat a parameter names, once the bot may use it so."""
    chat = _named_chat(world, params, name)
    check_access(world, chat, access)
    return chat


def _named_chat(world: World, params: Params, name: str) -> Chat:
    value = params.values.get(name)
    if value is None or value == "":
        raise bad_request("chat_id is empty")
    chat = (
        world.chat_by_name(value)
        if isinstance(value, str) and value.startswith("@")
        else world.chats.get(value if isinstance(value, int) else 0)
    )
    if chat is None:
        if value == world.bot.id:
            raise forbidden("bot can't send messages to bots")
        raise bad_request("chat not found")
    return chat


def check_access(world: World, chat: Chat, access: Access) -> None:
    """Raise what Telegram answers where the bot may not do this in a chat."""
    if chat.is_private:
        _check_private(world.users[chat.id], access)
    else:
        _check_group(world, chat, access)


def _check_private(user: User, access: Access) -> None:
    if access is Access.READ:
        return
    if user.is_deactivated:
        raise forbidden("user is deactivated")
    if user.is_bot:
        raise forbidden("bot can't send messages to bots")
    if not user.has_started:
        raise forbidden("bot can't initiate conversation with a user")
    if user.has_blocked:
        raise forbidden("bot was blocked by the user")


def _check_group(world: World, chat: Chat, access: Access) -> None:
    if chat.migrated_to is not None and access is Access.WRITE:
        raise migrated(chat.migrated_to)
    member = chat.member(world.bot.id)
    name = _CHAT_NAMES[chat.type]
    # A group is readable from outside; a supergroup only if it is public.
    is_open = chat.type == GROUP or chat.username is not None
    if member.status == KICKED and (access is not Access.READ or chat.type != GROUP):
        raise forbidden(f"bot was kicked from the {name} chat")
    if not member.is_inside and (access is not Access.READ or not is_open):
        raise forbidden(f"bot is not a member of the {name} chat")
    if access is not Access.WRITE:
        return
    if chat.type == CHANNEL and not member.has_right("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if member.status == RESTRICTED and not member.permissions.get("can_send_messages", False):
        raise bad_request("not enough rights to send text messages to the chat")


def find_message(
    world: World, params: Params, access: Access, what: str, chat_name: str = "chat_id"
) -> Message:
    """The message that `chat_id` and `message_id` name; `what` is how a refusal calls it."""
    chat = find_chat(world, params, access, chat_name)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def find_user(world: World, params: Params, name: str = "user_id") -> User:
    """Return the person that a parameter names; BotApiError where there is none."""
    user_id = params.integer(name)
    if user_id <= 0:
        raise bad_request(f"invalid {name} specified")
    user = world.users.get(user_id)
    if user is None:
        raise bad_request("user not found")
    return user


def require_right(world: World, chat: Chat, right: str, refusal: str) -> None:
    """Refuse unless the bot is an administrator with a right; in a private chat it may all."""
    if not chat.is_private and not chat.member(world.bot.id).has_right(right):
        raise bad_request(refusal)


def message_ids(params: Params) -> list[int]:
    """The list of `message_ids`: at least one, not too many."""
    ids = params.parsed("message_ids", "can't parse message identifiers JSON object")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list) or not all(isinstance(item, int) for item in ids):
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > MESSAGE_BATCH_COUNT:
        raise bad_request("too many message identifiers specified")
    return ids
