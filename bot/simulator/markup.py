"""reply_markup: what the server accepts, and the form it keeps it in.

Refusals are those of `Client::get_reply_markup` (telegram-bot-api) and of ReplyMarkup.cpp (td).
"""

from typing import Any

from bot.simulator import limits
from bot.simulator.errors import bad_request
from bot.simulator.formatting.links import LinkError, checked_link, user_link_id
from bot.simulator.model import JsonObject
from bot.simulator.params import Params

_SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat")
_OTHER_ACTIONS = (
    "web_app",
    "callback_game",
    "pay",
    "switch_inline_query_chosen_chat",
    "login_url",
)
_LOOKS = ("icon_custom_emoji_id", "style")
_REQUESTS = {
    "request_contact": "Phone number can be requested in private chats only",
    "request_location": "Location can be requested in private chats only",
    "request_poll": "Poll can be requested in private chats only",
    "request_users": "Users can be requested in private chats only",
    "request_chat": "Chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


def reply_markup(
    params: Params, *, is_private: bool, inline_only: bool = False
) -> JsonObject | None:
    """The markup of a call, as the message will keep it; None if there is none."""
    value = params.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    return checked_markup(value, is_private=is_private, inline_only=inline_only)


def checked_markup(value: Any, *, is_private: bool, inline_only: bool = False) -> JsonObject | None:
    """A markup given as JSON, checked."""
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    markup = _markup(value, is_private=is_private)
    if inline_only and markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _markup(value: JsonObject, *, is_private: bool) -> JsonObject | None:
    keyboard = _rows(value, "keyboard", 'Field "keyboard" must be an Array of Arrays')
    if keyboard:
        return _reply_keyboard(value, keyboard, is_private=is_private)
    inline = _rows(
        value,
        "inline_keyboard",
        'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
    if inline:
        return _inline_keyboard(inline, is_private=is_private)
    if value.get("remove_keyboard"):
        return {"remove_keyboard": True} | _flags(value, "selective")
    if value.get("force_reply"):
        return (
            {"force_reply": True}
            | _flags(value, "selective")
            | _texts(value, "input_field_placeholder")
        )
    return None


def _rows(value: JsonObject, name: str, refusal: str) -> list[list[Any]]:
    rows = value.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(refusal)
    return rows


def _flags(value: JsonObject, *names: str) -> JsonObject:
    return {name: True for name in names if value.get(name)}


def _texts(value: JsonObject, *names: str) -> JsonObject:
    return {name: value[name] for name in names if value.get(name)}


def _reply_keyboard(
    value: JsonObject, rows: list[list[Any]], *, is_private: bool
) -> JsonObject | None:
    kept: list[list[JsonObject]] = []
    for row in rows:
        buttons = [_reply_button(button, is_private=is_private) for button in row]
        shown = [button for button in buttons if button["text"]][: limits.ROW_BUTTON_COUNT]
        if shown:
            kept.append(shown)
    if not kept:
        return None
    flags = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")
    return {"keyboard": kept} | _flags(value, *flags) | _texts(value, "input_field_placeholder")


def _reply_button(button: Any, *, is_private: bool) -> JsonObject:
    prefix = "can't parse keyboard button: "
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}KeyboardButton must be a String or an Object")
    kept: JsonObject = {"text": _button_text(button, prefix)}
    for name, refusal in _REQUESTS.items():
        if button.get(name):
            if not is_private:
                raise bad_request(refusal)
            kept[name] = button[name]
    return kept | _texts(button, *_LOOKS)


def _button_text(button: JsonObject, prefix: str) -> str:
    text = button.get("text")
    if text is None:
        raise bad_request(f'{prefix}Can\'t find field "text"')
    if not isinstance(text, str):
        raise bad_request(f'{prefix}Field "text" must be of type String')
    return text


def _inline_keyboard(rows: list[list[Any]], *, is_private: bool) -> JsonObject | None:
    kept: list[list[JsonObject]] = []
    for row in rows:
        buttons = [_inline_button(button, is_private=is_private) for button in row]
        shown = [button for button in buttons if button["text"]]
        if shown:
            kept.append(shown)
    if sum(map(len, kept)) > limits.INLINE_KEYBOARD_BUTTON_COUNT:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _inline_button(button: Any, *, is_private: bool) -> JsonObject:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}InlineKeyboardButton must be an Object")
    text = _button_text(button, prefix)
    action = _inline_action(button, prefix, is_private=is_private)
    return {"text": text} | action | _texts(button, *_LOOKS)


def _inline_action(button: JsonObject, prefix: str, *, is_private: bool) -> JsonObject:
    """What the button does: the first of the possible fields, in the server's order."""
    if button.get("url"):
        return {"url": _button_url(str(button["url"]))}
    if button.get("callback_data"):
        return {"callback_data": _callback_data(button["callback_data"], prefix)}
    for name in _SWITCHES:
        if isinstance(button.get(name), str):
            return {name: button[name]}
    if isinstance(button.get("copy_text"), dict):
        return {"copy_text": {"text": _copied_text(button["copy_text"])}}
    if button.get("web_app") and not is_private:
        raise bad_request("BUTTON_TYPE_INVALID")
    for name in _OTHER_ACTIONS:
        if button.get(name) is not None:
            return {name: button[name]}
    raise bad_request(f"{prefix}Text buttons are unallowed in the inline keyboard")


def _copied_text(copy_text: JsonObject) -> str:
    text = str(copy_text.get("text", ""))
    if not 1 <= len(text) <= limits.COPY_TEXT_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _button_url(url: str) -> str:
    if user_link_id(url) is not None:
        return url
    try:
        return checked_link(url)
    except LinkError as error:
        raise bad_request(f"inline keyboard button {error}") from None


def _callback_data(data: Any, prefix: str) -> str:
    if not isinstance(data, str):
        raise bad_request(f'{prefix}Field "callback_data" must be of type String')
    if len(data.encode("utf-8")) > limits.CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data
