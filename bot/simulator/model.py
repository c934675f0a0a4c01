"""What the simulator remembers: people, chats, members, topics and messages. Plain data."""

from dataclasses import dataclass, field
from typing import Any

JsonObject = dict[str, Any]

PRIVATE = "private"
GROUP = "group"
SUPERGROUP = "supergroup"
CHANNEL = "channel"

# Statuses of a member, as the Bot API names them.
CREATOR = "creator"
ADMINISTRATOR = "administrator"
MEMBER = "member"
RESTRICTED = "restricted"
LEFT = "left"
KICKED = "kicked"

# The id of the topic "General", which has no message of its own (the server's
# GENERAL_MESSAGE_THREAD_ID).
GENERAL_TOPIC_ID = 1


@dataclass(slots=True)
class User:
    """A person or the bot. `has_started` and `has_blocked` are towards the bot."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_premium: bool = False
    has_started: bool = False
    has_blocked: bool = False
    is_deactivated: bool = False
    is_persona: bool = False
    note: str | None = None

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(slots=True)
class Member:
    """One user's standing in a group; `rights` for administrators, `permissions` if restricted."""

    status: str
    rights: dict[str, bool] = field(default_factory=dict)
    permissions: dict[str, bool] = field(default_factory=dict)
    until_date: int = 0
    custom_title: str | None = None

    @property
    def is_inside(self) -> bool:
        """Whether this is somebody who is in the chat."""
        return self.status not in (LEFT, KICKED)

    @property
    def is_admin(self) -> bool:
        """Whether this is an administrator or the owner."""
        return self.status in (CREATOR, ADMINISTRATOR)

    def has_right(self, right: str) -> bool:
        """Whether an administrator has this right; an owner has all."""
        return self.status == CREATOR or (
            self.status == ADMINISTRATOR and self.rights.get(right, False)
        )


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its thread id is the id of the service message that created it."""

    thread_id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    is_closed: bool = False


@dataclass(slots=True)
class Message:
    """One message of one chat.

    `content` holds the Bot API's fields of the content (text, photo, caption, poll, service
    fields …) and is replaced, never changed in place, because answers share it.
    `keyboard` is whichever of the four reply markups came with the message.
    """

    chat_id: int
    id: int
    date: int
    sender_id: int
    content: JsonObject
    thread_id: int | None = None
    is_topic_message: bool = False
    reply_to_id: int | None = None
    external_reply: JsonObject | None = None
    quote: JsonObject | None = None
    keyboard: JsonObject | None = None
    edit_date: int | None = None
    is_shown_as_edited: bool = False
    via_bot: bool = False
    inline_message_id: str | None = None
    forward_origin: JsonObject | None = None
    media_group_id: str | None = None
    effect_id: str | None = None
    is_protected: bool = False
    is_silent: bool = False
    reactions: dict[int, list[JsonObject]] = field(default_factory=dict)

    @property
    def inline_keyboard(self) -> JsonObject | None:
        """The only markup that the Bot API shows in a message."""
        if self.keyboard is not None and "inline_keyboard" in self.keyboard:
            return self.keyboard
        return None


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's), a group, a supergroup or a channel."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    is_forum: bool = False
    description: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned_ids: list[int] = field(default_factory=list)
    last_message_id: int = 0
    migrated_to: int | None = None

    @property
    def is_private(self) -> bool:
        """Whether this is somebody's chat with the bot."""
        return self.type == PRIVATE

    def member(self, user_id: int) -> Member:
        """Return what somebody is in the chat; who was never there has left it."""
        return self.members.get(user_id) or Member(LEFT)
