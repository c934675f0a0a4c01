"""A bot's request: however it was sent, one set of typed parameters.

Telegram takes a query string, a form, multipart or JSON. Only JSON has types, so what comes as
text is turned into what its name stands for; a value that does not fit is kept as it came, and
the getters then treat it as the server does (numbers it cannot read count as absent).
"""

import json
import math
from typing import Any

from aiohttp import web

from bot.simulator.errors import BotApiError, bad_request
from bot.simulator.forms import FormTooLargeError, Upload, read_form
from bot.simulator.names import names

INTEGERS = names(
    """
    cache_time chat_id close_date correct_option_id direct_messages_topic_id duration from_chat_id
    heading height icon_color length limit live_period max_connections message_id message_thread_id
    offset open_period proximity_alert_radius reply_to_message_id start_timestamp timeout until_date
    user_id video_start_timestamp width
    """
)
FLOATS = frozenset({"latitude", "longitude", "horizontal_accuracy"})
BOOLEANS = names(
    """
    allow_adding_options allow_paid_broadcast allow_sending_without_reply allows_multiple_answers
    allows_revoting can_change_info can_delete_messages can_delete_stories can_edit_messages
    can_edit_stories can_invite_users can_manage_chat can_manage_direct_messages can_manage_tags
    can_manage_topics can_manage_video_chats can_pin_messages can_post_messages can_post_stories
    can_promote_members can_restrict_members disable_content_type_detection disable_notification
    disable_web_page_preview drop_pending_updates for_channels has_spoiler hide_results_until_closes
    is_anonymous is_big is_closed is_personal members_only only_if_banned protect_content
    remove_caption return_bots revoke_messages show_alert show_caption_above_media shuffle_options
    supports_streaming use_independent_chat_permissions
    """
)
JSON_VALUES = names(
    """
    allowed_updates button caption_entities commands correct_option_ids country_codes
    description_entities entities explanation_entities explanation_media link_preview_options media
    menu_button message_ids options permissions question_entities reaction reply_markup
    reply_parameters results rights scope suggested_post_parameters
    """
)
_TRUE = frozenset({"true", "yes", "1"})


class Params:
    """The parameters of one call; `files` are its uploads by field name."""

    def __init__(self, values: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        self.values = {name: _typed(name, value) for name, value in values.items()}
        self.files = files or {}

    def has(self, name: str) -> bool:
        """Whether a parameter was given."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """The value as text, empty if absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False)

    def integer(
        self, name: str, default: int = 0, low: float = -math.inf, high: float = math.inf
    ) -> int:
        """The number, moved into its range as the server does, or the default if there is none."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            return default
        return int(max(low, min(high, value)))

    def real(self, name: str) -> float | None:
        """Return a number, None where it is none."""
        value = self.values.get(name)
        return float(value) if isinstance(value, int | float) else None

    def flag(self, name: str) -> bool:
        """Whether a parameter is true."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        return str(value).strip().lower() in _TRUE

    def parsed(self, name: str, failure: str) -> Any:
        """A JSON value, None if absent; `failure` is the refusal if it is not JSON."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            raise bad_request(failure)
        return value

    def items(self, name: str) -> list[Any]:
        """A JSON array, empty if absent or something else."""
        value = self.values.get(name)
        return value if isinstance(value, list) else []

    def mapping(self, name: str) -> dict[str, Any] | None:
        """Return an object, None where it is none."""
        value = self.values.get(name)
        return value if isinstance(value, dict) else None


def _typed(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        if name in INTEGERS:
            return int(value)
        if name in FLOATS:
            return float(value)
        if name in JSON_VALUES and value:
            return json.loads(value)
    except ValueError:
        return value
    if name in BOOLEANS:
        return value.strip().lower() in _TRUE
    return value


async def read_params(request: web.Request) -> Params:
    """The parameters of a request, the query's first and the body's over them.

    Raises BotApiError where the server would refuse the request as a whole.
    """
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method == "POST" and request.body_exists:
        kind = request.content_type
        try:
            if kind == "application/json":
                values.update(await _read_json(request))
            elif kind == "multipart/form-data":
                texts, files = await read_form(request)
                values.update(texts)
            else:
                values.update(await request.post())
        except (web.HTTPRequestEntityTooLarge, FormTooLargeError):
            raise BotApiError(413, "Request Entity Too Large") from None
        except (ValueError, AssertionError):
            raise bad_request("can't parse the request") from None
    _check_utf8(values)
    return Params(values, files)


async def _read_json(request: web.Request) -> dict[str, Any]:
    body = await request.read()
    try:
        values = json.loads(body) if body else {}
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("expected an Object")
    return values


def _check_utf8(values: dict[str, Any]) -> None:
    """Refuse lone surrogates, which JSON can hold and UTF-8 cannot."""
    try:
        json.dumps(values, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
