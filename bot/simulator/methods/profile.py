"""What the bot says of itself in each language, its menu button, its default rights; getMe."""

import re
from collections.abc import Callable

from bot.simulator import limits
from bot.simulator.access import find_user
from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import method
from bot.simulator.model import JsonObject
from bot.simulator.params import Params
from bot.simulator.profile import BotProfile, text_for
from bot.simulator.render import bot_json
from bot.simulator.rights import ADMINISTRATOR_RIGHTS, CHANNEL_RIGHTS, GROUP_RIGHTS
from bot.simulator.state import World

_LANGUAGE = re.compile(r"^[a-z]{2}$")


def language_code(params: Params) -> str:
    """The language a text is for; empty for everybody."""
    code = params.text("language_code")
    if code and not _LANGUAGE.match(code):
        raise bad_request("invalid language code specified")
    return code


@method("getMe")
def get_me(world: World, _: Params) -> JsonObject:
    """Answer with the bot itself."""
    return bot_json(world)


def _register_text(
    name: str, field: str, most: int, texts: Callable[[BotProfile], dict[str, str]]
) -> None:
    def set_text(world: World, params: Params) -> bool:
        code, text = language_code(params), params.text(field).strip()
        if len(text) > most:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        if text:
            texts(world.profile)[code] = text
        else:
            texts(world.profile).pop(code, None)
        world.events.emit("profile")
        return True

    def get_text(world: World, params: Params) -> JsonObject:
        text = text_for(texts(world.profile), language_code(params))
        # Without a name of its own the bot has the one its owner registered.
        return {field: text or (world.bot.first_name if field == "name" else "")}

    method(f"setMy{name}")(set_text)
    method(f"getMy{name}")(get_text)


_register_text("Name", "name", limits.BOT_NAME_LENGTH, lambda profile: profile.names)
_register_text(
    "Description",
    "description",
    limits.BOT_DESCRIPTION_LENGTH,
    lambda profile: profile.descriptions,
)
_register_text(
    "ShortDescription",
    "short_description",
    limits.BOT_SHORT_DESCRIPTION_LENGTH,
    lambda profile: profile.short_descriptions,
)


@method("setChatMenuButton")
def set_chat_menu_button(world: World, params: Params) -> bool:
    """Set the menu button of one chat or of all."""
    button = _menu_button(params)
    if params.has("chat_id"):
        user = find_user(world, params, "chat_id")
        if button["type"] == "default":
            world.profile.menu_buttons.pop(user.id, None)
        else:
            world.profile.menu_buttons[user.id] = button
    else:
        world.profile.menu_button = {"type": "commands"} if button["type"] == "default" else button
    world.events.emit("profile")
    return True


def _menu_button(params: Params) -> JsonObject:
    button = params.parsed("menu_button", "can't parse menu button JSON object")
    if button is None:
        return {"type": "default"}
    if not isinstance(button, dict):
        raise bad_request("MenuButton must be an Object")
    match button.get("type"):
        case "default" | "commands":
            return {"type": button["type"]}
        case "web_app":
            web_app = button.get("web_app")
            url = web_app.get("url") if isinstance(web_app, dict) else None
            if not button.get("text") or not isinstance(url, str) or not url.startswith("https://"):
                raise bad_request("can't parse menu button: invalid Web App specified")
            return {"type": "web_app", "text": button["text"], "web_app": {"url": url}}
        case _:
            raise bad_request("can't parse menu button: unsupported type specified")


@method("getChatMenuButton")
def get_chat_menu_button(world: World, params: Params) -> JsonObject:
    """Answer with the menu button of one chat or of all."""
    if not params.has("chat_id"):
        return world.profile.menu_button
    user = find_user(world, params, "chat_id")
    return world.profile.menu_buttons.get(user.id, {"type": "default"})


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(world: World, params: Params) -> bool:
    """Set the rights that the bot asks for."""
    rights = params.mapping("rights") or {}
    chosen = {name: True for name, value in rights.items() if value is True}
    if params.flag("for_channels"):
        world.profile.channel_rights = chosen
    else:
        world.profile.group_rights = chosen
    return True


@method("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(world: World, params: Params) -> JsonObject:
    """Answer with the rights that the bot asks for."""
    if params.flag("for_channels"):
        chosen, names = world.profile.channel_rights, ADMINISTRATOR_RIGHTS + CHANNEL_RIGHTS
    else:
        chosen, names = world.profile.group_rights, ADMINISTRATOR_RIGHTS + GROUP_RIGHTS
    return {name: chosen.get(name, False) for name in names}
