"""What the bot says of itself: names, descriptions, commands, menu buttons, default rights.

Texts are kept by language code; the empty code is everybody's. A getter answers with the text of
the language asked for, else with everybody's (core.telegram.org/bots/api#setmydescription).
"""

from dataclasses import dataclass, field
from typing import Any

from bot.simulator.model import Chat, JsonObject, User

# A scope as a key: its type, its chat (0 for none) and its user (0 for none).
ScopeKey = tuple[str, int, int]
DEFAULT_SCOPE: ScopeKey = ("default", 0, 0)


@dataclass(slots=True)
class BotProfile:
    """Everything set by setMy… and setChatMenuButton."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[ScopeKey, str], list[JsonObject]] = field(default_factory=dict)
    menu_button: JsonObject = field(default_factory=lambda: {"type": "commands"})
    menu_buttons: dict[int, JsonObject] = field(default_factory=dict)
    group_rights: dict[str, bool] = field(default_factory=dict)
    channel_rights: dict[str, bool] = field(default_factory=dict)

    def commands_for(self, chat: Chat, user: User) -> list[JsonObject]:
        """The commands a person is shown in a chat.

        The first scope that has any, each in the person's language before everybody's, as
        core.telegram.org/bots/api#botcommandscope tells clients to look them up.
        """
        language = (user.language_code or "")[:2]
        for scope in _scopes(chat, user):
            for code in (language, "") if language else ("",):
                commands = self.commands.get((scope, code))
                if commands:
                    return commands
        return []


def text_for(texts: dict[str, str], language_code: str) -> str:
    """The text of a language, else everybody's, else an empty one."""
    return texts.get(language_code) or texts.get("", "")


def _scopes(chat: Chat, user: User) -> list[ScopeKey]:
    if chat.is_private:
        return [("chat", chat.id, 0), ("all_private_chats", 0, 0), DEFAULT_SCOPE]
    scopes: list[ScopeKey] = [("chat_member", chat.id, user.id)]
    is_admin = chat.member(user.id).is_admin
    if is_admin:
        scopes.append(("chat_administrators", chat.id, 0))
    scopes.append(("chat", chat.id, 0))
    if is_admin:
        scopes.append(("all_chat_administrators", 0, 0))
    return [*scopes, ("all_group_chats", 0, 0), DEFAULT_SCOPE]


def scope_key(scope: dict[str, Any], chat_id: int) -> ScopeKey:
    """Return the key of a BotCommandScope."""
    return str(scope["type"]), chat_id, int(scope.get("user_id", 0))
