"""The settings: one typed object, read once from the environment and an `.env` file.

Every name but the token's begins with ``EXCHANGE_BOT_``. A name that nothing reads is an
error, because a misspelt setting that is silently ignored costs an afternoon.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import BadSettingsError
from bot.office_hours import read_office_hours, read_zone

PREFIX = "EXCHANGE_BOT_"
TESTS_PREFIX = "EXCHANGE_BOT_TEST_"
"""What begins so is for the tests alone, and may stand in the environment of what they start."""

TOKEN_NAME = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the name of the variable, not a token

ALIKE = 0.85
"""How like the token's a name must be, of 1, to be taken for a misspelling of it: TELEGRAM_TOKEN
is, TELEGRAM_BOT_NAME is not."""


class Settings(BaseSettings):
    """What can be set from outside. Durations are in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    telegram_bot_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices(TOKEN_NAME),
        description="The token that @BotFather gave. Without one the preview starts: it needs "
        "no account and sends nothing anywhere.",
    )
    api_base_url: str = Field(
        default="https://api.telegram.org",
        pattern=r"^https?://[^\s/]+(/[^\s]*)?$",
        description="Where the Bot API is served, without a slash at the end. Change it for "
        "your own Bot API server or the simulator.",
    )
    knowledge_folder: Path | None = Field(
        default=None,
        description="The folder of the knowledge base. The default is the one that came with "
        "the bot.",
    )
    knowledge_watch_seconds: float = Field(
        default=0.0,
        ge=0,
        le=3600,
        description="How often to look whether the folder of the knowledge base has changed; what "
        "has, and passes all checks, goes live. 0 does not look: then /reload does it.",
    )
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="Telegram user ids, separated by commas, of those who are told of errors, "
        "may broadcast, change the knowledge and grant roles. None by default: nobody is told "
        "anything unasked.",
    )
    staff_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="Telegram user ids, separated by commas, of those who may broadcast. Admins "
        "can grant the same to others while the bot runs.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="Where chats, subscriptions and broadcasts are kept: sqlite:///FILE or "
        "postgresql://USER:PASSWORD@HOST:PORT/NAME. By default the file exchange-bot.db in the "
        "working folder; for the preview a file that goes with it.",
    )
    updates_folder: Path | None = Field(
        default=None,
        description="Where messages for the office are put aside while the database takes nothing. "
        "By default beside the SQLite file; with PostgreSQL in the working folder, which must then "
        "outlive the process.",
    )
    staff_chat_id: int | None = Field(
        default=None,
        lt=0,
        description="The id of the group of members of staff; the bot must be in it. There they "
        "answer what people hand over: whoever is in the group may. Tests of broadcasts and "
        "requests for approval go there too. Without one nothing can be handed over, and whoever "
        "may approve is asked in private.",
    )
    office_hours: str | None = Field(
        default=None,
        description="When somebody is there to answer: Mon-Fri 09:00-12:00 13:00-17:30; "
        "Sat 10:00-12:00. Outside of it people are told when that is. None by default: nobody is "
        "told anything of it.",
    )
    office_time_zone: str = Field(
        default="UTC", description="The time zone of the office hours, such as Asia/Tokyo."
    )
    preview_host: str = Field(
        default="127.0.0.1",
        description="The address that the preview's page binds. The default is reachable from "
        "this machine only; in the preview everybody who reaches it can speak as anybody.",
    )
    preview_port: int = Field(
        default=8081,
        ge=0,
        le=65535,
        description="The port of the preview's page; 0 takes any free one.",
    )
    follow_up_seconds: float = Field(
        default=600.0,
        ge=0,
        le=86400,
        description="How long a question can be followed up by 'and when?'. Ten minutes is a "
        "conversation; later the same words are more likely a new question.",
    )
    follow_up_count: int = Field(
        default=3,
        ge=0,
        le=10,
        description="How many earlier questions of a chat are kept for follow-ups.",
    )
    wrong_answers_accepted: float = Field(
        default=0.01,
        ge=0.001,
        le=0.5,
        description="The share of all questions that may be answered wrongly. The more, the more "
        "are answered at all.",
    )
    question_days: int = Field(
        default=90,
        ge=0,
        le=3650,
        description="How many days questions are kept with their outcomes, for members of staff to "
        "see what had no answer; without names. 0 keeps none.",
    )
    question_key: SecretStr | None = Field(
        default=None,
        description="The secret behind the hash under which a question's chat is kept. By default "
        "the bot's token; set it before that changes, so that /forgetme finds older questions.",
    )
    concurrent_updates: int = Field(
        default=64,
        ge=1,
        le=1024,
        description="How many chats are answered at the same time. Messages of one chat are "
        "always handled one after the other.",
    )
    messages_per_second: float = Field(
        default=30.0,
        ge=1,
        le=1000,
        description="How many messages a second Telegram takes of this bot, over all chats. "
        "Answers go first; broadcasts use what they leave. Above 30, broadcasts are sent as paid "
        "ones (Telegram's allow_paid_broadcast).",
    )
    broadcast_approval: bool = Field(
        default=False,
        description="Whether a broadcast is sent only after a second person has approved it.",
    )
    connect_timeout_seconds: float = Field(
        default=10.0, gt=0, le=120, description="How long connecting to Telegram may take."
    )
    read_timeout_seconds: float = Field(
        default=20.0, gt=0, le=600, description="How long Telegram may take to answer a call."
    )
    proxy_url: SecretStr | None = Field(
        default=None,
        description="An http:// or https:// proxy for all calls to Telegram; may hold a "
        "password. By default none but the environment's own.",
    )
    error_report_seconds: float = Field(
        default=3600.0,
        ge=0,
        le=86400,
        description="Admins get at most one message for each kind of error in this time.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged to standard error."
    )

    @field_validator(
        "telegram_bot_token",
        "proxy_url",
        "api_base_url",
        "database_url",
        "question_key",
        mode="before",
    )
    @classmethod
    def _strip(cls, value: Any) -> Any:
        return value.strip() if isinstance(value, str) else value

    @field_validator("api_base_url", mode="before")
    @classmethod
    def _cut_slash(cls, value: Any) -> Any:
        return value.rstrip("/ \t\r\n") if isinstance(value, str) else value

    @field_validator("proxy_url")
    @classmethod
    def _is_http_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _is_http_url(value.get_secret_value()):
            raise ValueError("must be a URL such as http://user:password@proxy.example:3128")
        return value

    @field_validator("office_hours")
    @classmethod
    def _are_hours(cls, value: str | None) -> str | None:
        read_office_hours(value, "UTC")
        return value

    @field_validator("office_time_zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        return read_zone(value).key

    @field_validator("admin_ids", "staff_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: Any) -> Any:
        if isinstance(value, str):
            parts = [part.strip() for part in value.split(",") if part.strip()]
            wrong = [part for part in parts if not part.isascii() or not part.isdigit()]
            if wrong:
                raise ValueError(f"'{wrong[0]}' is not a user id; write digits and commas only")
            return frozenset(int(part) for part in parts)
        return value


def read_settings(environment: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """Return the settings in `environment`, and in `env_file` where that names what it lacks.

    BadSettingsError where a value is wrong or a name beginning with ``EXCHANGE_BOT_`` is unknown;
    the text never holds a value that may be secret.
    """
    values = {**(_read_file(env_file) if env_file and env_file.is_file() else {}), **environment}
    names = {_name_of(field): field for field in Settings.model_fields}
    unknown = sorted(
        name
        for name in values
        if name.startswith(PREFIX) and not name.startswith(TESTS_PREFIX) and name not in names
    )
    problems = [_explain_unknown(name, names) for name in unknown]
    if not values.get(TOKEN_NAME, "").strip():
        misspelt = sorted(name for name in values if _is_like_token(name))
        problems += [_explain_unknown(name, names) for name in misspelt]
    given = {
        _key_of(field): values[name]
        for name, field in names.items()
        if values.get(name, "").strip()
    }
    settings = None
    try:
        settings = _FromMapping.model_validate(given)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False, include_input=False):
            name = next((each for each in names if _key_of(names[each]) == error["loc"][0]), "")
            problems.append(f"{name}: {error['msg'].removeprefix('Value error, ')}")
    if problems or settings is None:
        lines = "\n".join(f"- {each}" for each in problems)
        raise BadSettingsError(f"Settings are wrong:\n{lines}")
    return settings


class _FromMapping(Settings):
    """Settings from the given values alone: the process's environment is not looked at."""

    @classmethod
    def settings_customise_sources(cls, *_: Any, **sources: Any) -> tuple[Any, ...]:
        return (sources["init_settings"],)


def _name_of(field: str) -> str:
    return TOKEN_NAME if field == "telegram_bot_token" else PREFIX + field.upper()


def _key_of(field: str) -> str:
    return TOKEN_NAME if field == "telegram_bot_token" else field


def _read_file(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    except OSError as error:
        raise BadSettingsError(f"{path} cannot be read: {error.strerror}.") from None
    if "\0" in text:  # as in UTF-16
        raise BadSettingsError(f"{path} is not a text in UTF-8; save it as one.")
    found = dotenv_values(stream=io.StringIO(text))
    return {name: value for name, value in found.items() if value is not None}


def _is_http_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        return False


def _is_like_token(name: str) -> bool:
    """Whether a name without our prefix can hardly mean anything but the token."""
    if name == TOKEN_NAME or not name.upper().startswith("TELEGRAM_"):
        return False
    return difflib.SequenceMatcher(None, name.upper(), TOKEN_NAME).ratio() >= ALIKE


def _explain_unknown(name: str, known: Mapping[str, str]) -> str:
    """Say that there is no such setting, and which one is like it.

    Names are compared without the prefix, which all have in common.
    """
    by_word = {each.removeprefix(PREFIX): each for each in known} | {"TOKEN": TOKEN_NAME}
    near = difflib.get_close_matches(name.removeprefix(PREFIX), sorted(by_word), n=1, cutoff=0.5)
    hint = f"did you mean {by_word[near[0]]}?" if near else "see the README for the names there are"
    return f"{name}: there is no such setting; {hint}"
