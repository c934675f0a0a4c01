"""The settings: one typed object, read once from the environment and an `.env` file.

Every name but the token's begins with ``EXCHANGE_BOT_``. A name that nothing reads is an
error, because a misspelt setting that is silently ignored costs an afternoon.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import BadSettingsError

PREFIX = "EXCHANGE_BOT_"
TOKEN_NAME = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the name of the variable, not a token


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
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="Telegram user ids, separated by commas, of those who are told of errors. "
        "None by default: nobody is told anything unasked.",
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
    concurrent_updates: int = Field(
        default=64,
        ge=1,
        le=1024,
        description="How many chats are answered at the same time. Messages of one chat are "
        "always handled one after the other.",
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

    @field_validator("admin_ids", mode="before")
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
    in_file = dotenv_values(env_file) if env_file and env_file.is_file() else {}
    values = {name: value for name, value in in_file.items() if value is not None}
    values.update(environment)
    names = {_name_of(field): field for field in Settings.model_fields}
    unknown = sorted(name for name in values if name.startswith(PREFIX) and name not in names)
    problems = [_explain_unknown(name, names) for name in unknown]
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


def _explain_unknown(name: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else "see the README for the names there are"
    return f"{name}: there is no such setting; {hint}"
