"""The Bot API's JSON of users, chats, members and messages."""

from bot.simulator.model import (
    ADMINISTRATOR,
    CHANNEL,
    CREATOR,
    KICKED,
    RESTRICTED,
    SUPERGROUP,
    Chat,
    JsonObject,
    Member,
    Message,
    User,
)
from bot.simulator.profile import text_for
from bot.simulator.rights import (
    ADMINISTRATOR_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    PERMISSIONS,
    USUAL_PERMISSIONS,
)
from bot.simulator.state import World


def user_json(user: User) -> JsonObject:
    """Return a person or bot as a User."""
    json: JsonObject = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    if user.last_name:
        json["last_name"] = user.last_name
    if user.username:
        json["username"] = user.username
    if user.language_code:
        json["language_code"] = user.language_code
    if user.is_premium:
        json["is_premium"] = True
    return json


def bot_json(world: World) -> JsonObject:
    """The answer of getMe."""
    bot = world.bot
    json = user_json(bot)
    json["first_name"] = text_for(world.profile.names, "") or bot.first_name
    return json | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.settings.privacy_mode,
        "supports_guest_queries": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def chat_json(world: World, chat: Chat) -> JsonObject:
    """Return a chat as a Chat."""
    json: JsonObject = {"id": chat.id}
    if chat.is_private:
        user = world.users[chat.id]
        json["first_name"] = user.first_name
        if user.last_name:
            json["last_name"] = user.last_name
        if user.username:
            json["username"] = user.username
    else:
        json["title"] = chat.title
        if chat.username:
            json["username"] = chat.username
        if chat.is_forum:
            json["is_forum"] = True
    json["type"] = chat.type
    return json


def full_chat_json(world: World, chat: Chat) -> JsonObject:
    """The answer of getChat."""
    json = chat_json(world, chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": chat.is_private,
            "gifts_from_channels": True,
        },
    }
    if chat.is_private:
        note = world.users[chat.id].note
        if note:
            json["bio"] = note
    else:
        json["permissions"] = dict(USUAL_PERMISSIONS)
        if chat.description:
            json["description"] = chat.description
    if chat.username:
        json["active_usernames"] = [chat.username]
    if chat.pinned_ids:
        pinned = chat.messages.get(chat.pinned_ids[-1])
        if pinned is not None:
            json["pinned_message"] = message_json(world, pinned)
    return json


def member_json(world: World, chat: Chat, user_id: int, member: Member | None = None) -> JsonObject:
    """A ChatMember: of the member given, else of the one who is there now."""
    member = member or chat.member(user_id)
    json: JsonObject = {"user": user_json(world.users[user_id]), "status": member.status}
    if member.status == CREATOR:
        json["is_anonymous"] = member.rights.get("is_anonymous", False)
    elif member.status == ADMINISTRATOR:
        json["can_be_edited"] = False
        names = ADMINISTRATOR_RIGHTS + (
            CHANNEL_RIGHTS if chat.type == CHANNEL else _group_rights(chat)
        )
        json |= {name: member.rights.get(name, False) for name in names}
    elif member.status == RESTRICTED:
        json |= {name: member.permissions.get(name, False) for name in PERMISSIONS}
        json |= {"is_member": True, "until_date": member.until_date}
    elif member.status == KICKED:
        json["until_date"] = member.until_date
    if member.custom_title and member.is_admin:
        json["custom_title"] = member.custom_title
    return json


def _group_rights(chat: Chat) -> tuple[str, ...]:
    # Topics exist in supergroups only, and so does the right to manage them.
    if chat.type == SUPERGROUP:
        return GROUP_RIGHTS
    return tuple(name for name in GROUP_RIGHTS if name != "can_manage_topics")


def message_json(world: World, message: Message, *, is_nested: bool = False) -> JsonObject:
    """A Message. One that is shown inside another does not show what it replies to."""
    chat = world.chats[message.chat_id]
    json: JsonObject = {"message_id": message.id}
    if chat.type == CHANNEL:
        # Whoever wrote it, a channel's post is its own.
        json["sender_chat"] = chat_json(world, chat)
    else:
        json["from"] = user_json(world.users[message.sender_id])
    json["chat"] = chat_json(world, chat)
    json["date"] = message.date
    if message.edit_date is not None:
        json["edit_date"] = message.edit_date
    if message.thread_id is not None:
        json["message_thread_id"] = message.thread_id
    if message.is_topic_message:
        json["is_topic_message"] = True
    if message.forward_origin is not None:
        json["forward_origin"] = message.forward_origin
    if not is_nested:
        json |= _reply_fields(world, chat, message)
    if message.via_bot:
        json["via_bot"] = user_json(world.bot)
    json |= _markers(message)
    json |= message.content
    pinned = message.content.get("pinned_message")
    if pinned is not None:
        json["pinned_message"] = _pinned_json(world, chat, pinned)
    keyboard = message.inline_keyboard
    if keyboard is not None:
        json["reply_markup"] = keyboard
    return json


def _markers(message: Message) -> JsonObject:
    json: JsonObject = {}
    if message.media_group_id is not None:
        json["media_group_id"] = message.media_group_id
    if message.effect_id is not None:
        json["effect_id"] = message.effect_id
    if message.is_protected:
        json["has_protected_content"] = True
    return json


def _reply_fields(world: World, chat: Chat, message: Message) -> JsonObject:
    json: JsonObject = {}
    # In a topic, a message that replies to nothing replies to the message that opened the topic.
    reply_to_id = message.reply_to_id
    if reply_to_id is None and message.thread_id is not None and message.thread_id != message.id:
        reply_to_id = message.thread_id
    if reply_to_id is not None:
        replied = chat.messages.get(reply_to_id)
        if replied is not None:
            json["reply_to_message"] = message_json(world, replied, is_nested=True)
    if message.external_reply is not None:
        json["external_reply"] = message.external_reply
    if message.quote is not None:
        json["quote"] = message.quote
    return json


def _pinned_json(world: World, chat: Chat, pinned_id: int) -> JsonObject:
    pinned = chat.messages.get(pinned_id)
    if pinned is None:
        return inaccessible_json(world, chat, pinned_id)
    return message_json(world, pinned, is_nested=True)


def inaccessible_json(world: World, chat: Chat, message_id: int) -> JsonObject:
    """An InaccessibleMessage: one that is gone."""
    return {"chat": chat_json(world, chat), "message_id": message_id, "date": 0}


def people_json(world: World, message: Message) -> JsonObject:
    """A message as people's clients need it: with keyboards and reactions too."""
    json = message_json(world, message)
    if message.keyboard is not None:
        json["reply_markup"] = message.keyboard
    json["sim"] = {
        "from_bot": message.sender_id == world.bot.id,
        "is_silent": message.is_silent,
        "is_edited": message.is_shown_as_edited,
        "inline_message_id": message.inline_message_id,
        "reactions": [
            {"user_id": user_id, "reaction": reaction}
            for user_id, reaction in message.reactions.items()
            if reaction
        ],
    }
    return json
