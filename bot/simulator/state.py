"""All that the simulator remembers, and how it is found: people, chats, messages, files.

Rules live elsewhere; here is only what keeps the memory whole and bounded.
"""

import itertools
from dataclasses import dataclass
from typing import Any

from bot.simulator import limits
from bot.simulator.calls import CallLog
from bot.simulator.clock import Clock
from bot.simulator.events import EventFeed
from bot.simulator.faults import FaultBoard
from bot.simulator.files import FileStore
from bot.simulator.limits import RateLimiter
from bot.simulator.model import CREATOR, PRIVATE, Chat, JsonObject, Member, Message, User
from bot.simulator.profile import BotProfile
from bot.simulator.queries import QueryBook
from bot.simulator.updates import UpdateQueue
from bot.simulator.webhooks import WebhookSender


@dataclass(slots=True)
class Settings:
    """What may be switched while the simulator runs, at `POST /sim/settings`."""

    privacy_mode: bool = True
    """Whether the bot sees in groups only what is meant for it (BotFather's default)."""
    rate_limits: bool = False
    """Whether sending too fast is refused with 429."""
    inline_feedback: bool = False
    """Whether choosing an inline result sends `chosen_inline_result` (BotFather's default: no)."""
    kept_messages_per_chat: int = 1_000
    """Messages of one chat beyond this are forgotten, the oldest first."""
    callback_query_lifetime_seconds: float = limits.CALLBACK_QUERY_LIFETIME_SECONDS
    """How long answerCallbackQuery is accepted."""
    inline_query_lifetime_seconds: float = limits.INLINE_QUERY_LIFETIME_SECONDS
    """How long answerInlineQuery is accepted."""


class World:
    """The state of one simulator with one bot."""

    def __init__(self, token: str, bot: User) -> None:
        self.token = token
        self.clock = Clock()
        self.events = EventFeed()
        self.updates = UpdateQueue(self.clock)
        self.webhook = WebhookSender(self.updates, self.clock)
        self.calls = CallLog()
        self.faults = FaultBoard()
        self.limiter = RateLimiter(self.clock)
        self.profile = BotProfile()
        self._bot = bot
        self._clear()

    def _clear(self) -> None:
        self.settings = Settings()
        self.limiter.is_on = False
        self.limiter.reset()
        self.files = FileStore()
        self.queries = QueryBook()
        self.users: dict[int, User] = {self._bot.id: self._bot}
        self.chats: dict[int, Chat] = {}
        # Chats that are not private: few, while private chats may be many thousands.
        self.groups: dict[int, Chat] = {}
        self._usernames: dict[str, int] = {}
        if self._bot.username:
            self._usernames[self._bot.username.lower()] = self._bot.id
        # By poll, what each person chose.
        self.votes: dict[str, dict[int, list[int]]] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.updates.wants_again = lambda update: self.faults.for_update(
            update.kind, update.queue_id
        )
        self._ids = itertools.count(1)

    def reset(self) -> None:
        """Forget everything but the bot, its token and the numbering of updates and calls.

        What the bot set of itself stays, for it does that once, when it starts: its commands and
        descriptions, and which updates it wants.
        """
        self.clock.reset()
        self.faults.clear()
        self.calls.clear()
        self.updates.drop_all()
        self.updates.record.clear()
        self.profile.menu_buttons.clear()
        self._clear()

    @property
    def bot(self) -> User:
        """The bot."""
        return self._bot

    def next_number(self) -> int:
        """A number for ids that need only be unlike each other."""
        return next(self._ids)

    def add_user(self, user: User) -> Chat:
        """Add or replace a person; their private chat with the bot is the result."""
        known = self.users.get(user.id)
        if known is not None and known.username:
            self._usernames.pop(known.username.lower(), None)
        self.users[user.id] = user
        if user.username:
            self._usernames[user.username.lower()] = user.id
        chat = self.chats.get(user.id)
        if chat is None:
            chat = self.chats[user.id] = Chat(user.id, PRIVATE)
        return chat

    def add_group(self, chat: Chat) -> None:
        """Add a chat that is not private."""
        self.chats[chat.id] = chat
        self.groups[chat.id] = chat
        if chat.username:
            self._usernames[chat.username.lower()] = chat.id

    def chat_by_name(self, username: str) -> Chat | None:
        """The public group of a @name. Bots cannot address people by name."""
        chat_id = self._usernames.get(username.lstrip("@").lower())
        return self.groups.get(chat_id) if chat_id is not None else None

    def user_by_name(self, username: str) -> User | None:
        """Return the person of a @name, None where there is none."""
        user_id = self._usernames.get(username.lstrip("@").lower())
        return self.users.get(user_id) if user_id is not None else None

    def groups_of(self, user_id: int) -> list[Chat]:
        """Return the chats, private ones left out, that somebody is in."""
        return [chat for chat in self.groups.values() if chat.member(user_id).is_inside]

    def owner_of(self, chat: Chat) -> User | None:
        """Return who owns a chat, None where nobody does."""
        for user_id, member in chat.members.items():
            if member.status == CREATOR:
                return self.users[user_id]
        return None

    def new_message(
        self, chat: Chat, sender_id: int, content: JsonObject, **fields: Any
    ) -> Message:
        """Store a message under the chat's next id, forgetting the oldest if there are many."""
        chat.last_message_id += 1
        message = Message(
            chat.id, chat.last_message_id, self.clock.date(), sender_id, content, **fields
        )
        chat.messages[message.id] = message
        if len(chat.messages) > self.settings.kept_messages_per_chat:
            self._forget(chat.messages.pop(next(iter(chat.messages))))
        if message.inline_message_id is not None:
            self.inline_messages[message.inline_message_id] = (chat.id, message.id)
        return message

    def remove_message(self, message: Message) -> None:
        """Remove a message and what hangs on it."""
        chat = self.chats[message.chat_id]
        chat.messages.pop(message.id, None)
        if message.id in chat.pinned_ids:
            chat.pinned_ids.remove(message.id)
        self._forget(message)

    def _forget(self, message: Message) -> None:
        poll = message.content.get("poll")
        if poll is not None:
            self.votes.pop(poll["id"], None)
        if message.inline_message_id is not None:
            self.inline_messages.pop(message.inline_message_id, None)

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """Return a message, None where it is not there."""
        chat = self.chats.get(chat_id)
        return chat.messages.get(message_id) if chat is not None else None

    def set_member(self, chat: Chat, user_id: int, member: Member) -> None:
        """Make somebody something in a chat."""
        chat.members[user_id] = member
