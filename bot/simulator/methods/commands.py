"""The bot's commands, by scope and language."""

import re
from typing import Any

from bot.simulator import limits
from bot.simulator.access import Access, find_chat
from bot.simulator.errors import bad_request
from bot.simulator.methods.profile import language_code
from bot.simulator.methods.registry import method
from bot.simulator.model import JsonObject
from bot.simulator.params import Params
from bot.simulator.profile import DEFAULT_SCOPE, ScopeKey, scope_key
from bot.simulator.state import World

_COMMAND = re.compile(r"^[a-z0-9_]+$")
_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


@method("setMyCommands")
def set_my_commands(world: World, params: Params) -> bool:
    """Set the commands of a scope and language."""
    given = params.parsed("commands", "can't parse commands JSON object")
    if given is not None and not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    parsed = [_fields_of(command) for command in given or []]
    key = (_scope(world, params), language_code(params))
    commands = [_command(command, description) for command, description in parsed]
    if len(commands) > limits.COMMAND_COUNT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if commands:
        world.profile.commands[key] = commands
    else:
        world.profile.commands.pop(key, None)
    world.events.emit("profile")
    return True


def _fields_of(value: Any) -> tuple[str, str]:
    prefix = "can't parse BotCommand: "
    if not isinstance(value, dict):
        raise bad_request(f"{prefix}expected an Object")
    for name in ("command", "description"):
        if value.get(name) is None:
            raise bad_request(f'{prefix}Can\'t find field "{name}"')
    return str(value["command"]), str(value["description"])


def _command(command: str, description: str) -> JsonObject:
    """A command as it is kept. td checks lengths, the server the rest."""
    command = command.strip().removeprefix("/")
    description = description.strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > limits.COMMAND_LENGTH:
        raise bad_request(f"command length must not exceed {limits.COMMAND_LENGTH}")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > limits.COMMAND_DESCRIPTION_LENGTH:
        raise bad_request(
            f"command description length must not exceed {limits.COMMAND_DESCRIPTION_LENGTH}"
        )
    if not _COMMAND.match(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _scope(world: World, params: Params) -> ScopeKey:
    scope = params.parsed("scope", "can't parse BotCommandScope JSON object")
    if scope is None:
        return DEFAULT_SCOPE
    prefix = "can't parse BotCommandScope: "
    if not isinstance(scope, dict):
        raise bad_request(f"{prefix}BotCommandScope must be an Object")
    kind = scope.get("type")
    if not isinstance(kind, str):
        raise bad_request(f'{prefix}Can\'t find field "type"')
    if kind in _PLAIN_SCOPES:
        return scope_key(scope, 0)
    if kind not in _CHAT_SCOPES:
        raise bad_request(f"{prefix}Unsupported type specified")
    if not scope.get("chat_id"):
        raise bad_request(f'{prefix}Can\'t find field "chat_id"')
    if kind == "chat_member" and not isinstance(scope.get("user_id"), int):
        raise bad_request(f'{prefix}Can\'t find field "user_id"')
    chat = find_chat(world, Params({"chat_id": scope["chat_id"]}), Access.READ)
    return scope_key(scope, chat.id)


@method("getMyCommands")
def get_my_commands(world: World, params: Params) -> list[JsonObject]:
    """Exactly what was set for this scope and language: the look-up order is the clients'."""
    return world.profile.commands.get((_scope(world, params), language_code(params)), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> bool:
    """Remove the commands of a scope and language."""
    world.profile.commands.pop((_scope(world, params), language_code(params)), None)
    world.events.emit("profile")
    return True
