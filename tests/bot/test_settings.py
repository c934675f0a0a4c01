"""Settings: names, units, limits, the .env file, and that no secret is ever told."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.errors import BadSettingsError
from bot.settings import PREFIX, TOKEN_NAME, Settings, read_settings

TOKEN = "123456789:AAbbCCdd-EEffGGhhIIjjKKllMMnnOOppQQ"
PASSWORD = "correct-horse-battery"
PROXY = f"http://user:{PASSWORD}@proxy.example:3128"

EVERY_FIELD: dict[str, tuple[str, object, object]] = {
    "api_base_url": ("http://127.0.0.1:8081", "http://127.0.0.1:8081", "https://api.telegram.org"),
    "knowledge_folder": ("some/base", Path("some/base"), None),
    "updates_folder": ("some/updates", Path("some/updates"), None),
    "knowledge_watch_seconds": ("5", 5.0, 0.0),
    "admin_ids": ("1001, 1002", frozenset({1001, 1002}), frozenset()),
    "staff_ids": ("1003", frozenset({1003}), frozenset()),
    "office_hours": ("Mon 09:00-17:00", "Mon 09:00-17:00", None),
    "office_time_zone": ("Asia/Tokyo", "Asia/Tokyo", "UTC"),
    "preview_host": ("::1", "::1", "127.0.0.1"),
    "preview_port": ("0", 0, 8081),
    "follow_up_seconds": ("90.5", 90.5, 600.0),
    "follow_up_count": ("5", 5, 3),
    "wrong_answers_accepted": ("0.05", 0.05, 0.01),
    "question_days": ("30", 30, 90),
    "concurrent_updates": ("8", 8, 64),
    "messages_per_second": ("100", 100.0, 30.0),
    "staff_chat_id": ("-1001", -1001, None),
    "broadcast_approval": ("true", True, False),
    "connect_timeout_seconds": ("2.5", 2.5, 10.0),
    "read_timeout_seconds": ("7", 7.0, 20.0),
    "error_report_seconds": ("60", 60.0, 3600.0),
    "log_level": ("DEBUG", "DEBUG", "INFO"),
}
"""Fields that are no secrets: a value as text, as it is read, and the default."""

LIMITS: dict[str, tuple[list[str], list[str]]] = {
    "api_base_url": (
        ["http://localhost:8081", "https://bots.example/api", "http://[::1]:8081"],
        ["api.telegram.org", "ftp://x.example", "https://", "http://a b", "/", "https:///bot"],
    ),
    "knowledge_watch_seconds": (["0", "0.5", "3600"], ["-1", "3601", "often"]),
    "admin_ids": (["7", "1,2,", " 1 ,\t2"], ["-1", "1;2", "robin", "@robin", "1.5", "１２", "1 2"]),
    "staff_ids": (["7", "1,2,", " 1 ,\t2"], ["-1", "1;2", "robin", "@robin", "1.5", "１２", "1 2"]),
    "office_hours": (
        [
            "Mon-Fri 09:00-12:00 13:00-17:30; Sat 10:00-12:00",
            "sun-mon 00:00-24:00",
            "Mon 9:00-10:00",
        ],
        ["9-17", "Mon", "Mon 09:00", "Mon 17:00-09:00", "Moon 09:00-10:00", "Mon 09:00-25:00"],
    ),
    "office_time_zone": (["UTC", "Asia/Ho_Chi_Minh"], ["Tokyo", "+09:00", "../etc/passwd", "JSTX"]),
    "preview_port": (["0", "65535"], ["-1", "65536", "8081.5", "http", "0x50"]),
    "follow_up_seconds": (["0", "86400"], ["-1", "86401", "ten", "nan", "inf", "10m"]),
    "follow_up_count": (["0", "10"], ["-1", "11", "2.5", "few"]),
    "wrong_answers_accepted": (["0.001", "0.5"], ["0", "0.0009", "0.51", "1%", "nan"]),
    "question_days": (["0", "3650"], ["-1", "3651", "1.5", "a month"]),
    "concurrent_updates": (["1", "1024"], ["0", "1025", "1.5", "-3"]),
    "messages_per_second": (["1", "1000"], ["0", "0.9", "1001", "nan", "fast"]),
    "staff_chat_id": (["-1", "-1001234567890"], ["0", "7", "robin", "-1.5", "@group"]),
    "broadcast_approval": (["true", "0", "yes"], ["maybe", "2"]),
    "connect_timeout_seconds": (["0.1", "120"], ["0", "-1", "121", "nan", "inf", "5s"]),
    "read_timeout_seconds": (["0.1", "600"], ["0", "-1", "601", "nan", "-inf", "5s"]),
    "error_report_seconds": (["0", "86400"], ["-1", "86401", "nan", "hourly"]),
    "log_level": (["DEBUG", "INFO", "WARNING", "ERROR"], ["LOUD", "debug", "10", "CRITICAL"]),
}
"""Values that are taken, and such that are not."""

SECRET = ("proxy_url", "database_url", "question_key")
"""Fields that are secrets, beside the token."""


def named(field: str) -> str:
    """The name of a field's variable."""
    return PREFIX + field.upper()


def refusal(environment: dict[str, str], env_file: Path | None = None) -> str:
    """What is said of settings that are wrong."""
    with pytest.raises(BadSettingsError) as refused:
        read_settings(environment, env_file)
    return str(refused.value)


def shown(value: object) -> str:
    """Whatever anybody may get to see of an object."""
    return f"{value} {value!r} {vars(value) if hasattr(value, '__dict__') else ''}"


def test_every_field_is_tried_here() -> None:
    assert {*EVERY_FIELD, *SECRET, "telegram_bot_token"} == set(Settings.model_fields)
    assert {*LIMITS, "knowledge_folder", "updates_folder", "preview_host"} == set(EVERY_FIELD)


def test_every_field_is_in_the_readme_with_its_default() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    rows = {
        cells[1].strip("` "): cells[2].strip("` ")
        for cells in (line.split("|") for line in readme.splitlines())
        if len(cells) == 5 and cells[1].strip("` ").startswith((PREFIX, TOKEN_NAME))
    }
    assert set(rows) == {named(field) for field in [*EVERY_FIELD, *SECRET]} | {TOKEN_NAME}
    for field, (_, _, default) in EVERY_FIELD.items():
        if isinstance(default, float):
            assert float(rows[named(field)]) == default
        elif default:
            assert rows[named(field)] == str(default)


def test_without_anything_all_is_default() -> None:
    settings = read_settings({})
    for field, (_, _, default) in EVERY_FIELD.items():
        assert getattr(settings, field) == default, field
    assert settings.telegram_bot_token is None
    assert settings.proxy_url is None


@pytest.mark.parametrize("field", EVERY_FIELD)
def test_each_field_is_read_from_its_name(field: str) -> None:
    text, value, _ = EVERY_FIELD[field]
    settings = read_settings({named(field): text})
    assert getattr(settings, field) == value
    others = set(EVERY_FIELD) - {field}
    assert {getattr(settings, each) == EVERY_FIELD[each][2] for each in others} == {True}


@pytest.mark.parametrize(
    "field", [field for field in EVERY_FIELD if "second" in field and "_per_" not in field]
)
def test_durations_name_their_unit_and_are_numbers_of_it(field: str) -> None:
    assert field.endswith("_seconds")
    assert getattr(read_settings({named(field): "1.25"}), field) == 1.25


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, (good, _) in LIMITS.items() for text in good]
)
def test_what_lies_within_the_limits_is_taken(field: str, text: str) -> None:
    read_settings({named(field): text})


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, (_, bad) in LIMITS.items() for text in bad]
)
def test_what_lies_outside_is_refused_by_its_name(field: str, text: str) -> None:
    first, *problems = refusal({named(field): text}).splitlines()
    assert first == "Settings are wrong:"
    assert len(problems) == 1
    assert problems[0].startswith(f"- {named(field)}: ")


def test_tokens_and_proxies_are_read_as_secrets() -> None:
    settings = read_settings({TOKEN_NAME: TOKEN, named("proxy_url"): PROXY})
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.proxy_url is not None
    assert settings.proxy_url.get_secret_value() == PROXY


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_a_blank_value_is_none_at_all(blank: str) -> None:
    names = [TOKEN_NAME, *(named(field) for field in [*EVERY_FIELD, "proxy_url"])]
    assert read_settings(dict.fromkeys(names, blank)) == read_settings({})


def test_settings_do_not_change() -> None:
    settings = read_settings({})
    with pytest.raises(ValidationError, match="frozen"):
        settings.preview_port = 1  # type: ignore[misc]


def test_the_environment_of_the_process_is_looked_at_only_if_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(named("preview_port"), "1")
    monkeypatch.setenv(TOKEN_NAME, TOKEN)
    assert read_settings({}) == read_settings({named("preview_port"): "8081"})


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        *((named(field)[:-1], named(field)) for field in [*EVERY_FIELD, "proxy_url"]),
        ("EXCHANGE_BOT_LOGLEVEL", named("log_level")),
        ("EXCHANGE_BOT_ADMINS", named("admin_ids")),
        ("EXCHANGE_BOT_ADMIN_ID", named("admin_ids")),
        ("EXCHANGE_BOT_READ_TIMEOUT", named("read_timeout_seconds")),
        ("EXCHANGE_BOT_API_URL", named("api_base_url")),
        ("EXCHANGE_BOT_CONNECT_TIMEOUT_MS", named("connect_timeout_seconds")),
        ("EXCHANGE_BOT_PORT", named("preview_port")),
        ("EXCHANGE_BOT_PROXY", named("proxy_url")),
        ("EXCHANGE_BOT_KNOWLEDGE", named("knowledge_folder")),
        ("EXCHANGE_BOT_TELEGRAM_BOT_TOKEN", TOKEN_NAME),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_right_one(name: str, nearest: str) -> None:
    assert refusal({name: "1"}).splitlines()[1:] == [
        f"- {name}: there is no such setting; did you mean {nearest}?"
    ]


def test_the_token_is_found_by_a_name_with_the_prefix() -> None:
    assert f"did you mean {TOKEN_NAME}?" in refusal({"EXCHANGE_BOT_TOKEN": TOKEN})


def test_a_name_like_no_other_is_refused_with_where_to_look() -> None:
    assert "README" in refusal({"EXCHANGE_BOT_": "1"}) or "did you mean" in refusal(
        {"EXCHANGE_BOT_": "1"}
    )
    far = "EXCHANGE_BOT_" + "Z" * 60
    assert f"{far}: there is no such setting; see the README" in refusal({far: "1"})


@pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKN", "TELEGRAM_BOT_TOKENS", "TELEGRAM_TOKEN"])
def test_a_misspelt_name_of_the_token_is_refused(name: str) -> None:
    assert f"did you mean {TOKEN_NAME}?" in refusal({name: TOKEN})


def test_a_name_like_the_tokens_beside_the_token_is_somebody_elses() -> None:
    assert read_settings({TOKEN_NAME: TOKEN, "TELEGRAM_TOKEN": "x"}) == read_settings(
        {TOKEN_NAME: TOKEN}
    )


def test_names_of_others_are_none_of_our_business() -> None:
    others = {"PATH": "/bin", "TELEGRAM_API_ID": "1", "EXCHANGE": "x", "EXCHANGE_RATE": "1"}
    others["TELEGRAM_BOT_NAME"] = "x"
    assert read_settings(others) == read_settings({})


def test_all_that_is_wrong_is_told_at_once() -> None:
    told = refusal(
        {
            named("preview_port"): "many",
            named("follow_up_count"): "99",
            "EXCHANGE_BOT_LOG_LEVLE": "INFO",
            named("log_level"): "LOUD",
        }
    )
    assert [line.split(":")[0] for line in told.splitlines()] == [
        "Settings are wrong",
        "- EXCHANGE_BOT_LOG_LEVLE",
        "- EXCHANGE_BOT_PREVIEW_PORT",
        "- EXCHANGE_BOT_FOLLOW_UP_COUNT",
        "- EXCHANGE_BOT_LOG_LEVEL",
    ]


def test_a_slash_at_the_end_of_the_base_url_is_cut_or_refused() -> None:
    try:
        settings = read_settings({named("api_base_url"): "http://127.0.0.1:8081/"})
    except BadSettingsError:
        return
    assert settings.api_base_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize("field", ["telegram_bot_token", "proxy_url"])
def test_spaces_around_a_secret_are_no_part_of_it(field: str) -> None:
    name, value = (TOKEN_NAME, TOKEN) if field == "telegram_bot_token" else (named(field), PROXY)
    secret = getattr(read_settings({name: f" {value}\n"}), field)
    assert secret.get_secret_value() == value


@pytest.mark.parametrize(
    "url", [f"socks5://user:{PASSWORD}@proxy.example", f"user:{PASSWORD}", "x"]
)
def test_a_proxy_that_is_none_is_refused(url: str) -> None:
    told = refusal({named("proxy_url"): url})
    assert named("proxy_url") in told
    assert PASSWORD not in told


# The .env file


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    """Where a test writes its .env file."""
    return tmp_path / ".env"


def test_a_file_is_read(env_file: Path) -> None:
    env_file.write_text(
        f"# ours\n\n{TOKEN_NAME}={TOKEN}\nexport EXCHANGE_BOT_PREVIEW_PORT=9\n"
        "EXCHANGE_BOT_ADMIN_IDS='1,2'  # us\nEXCHANGE_BOT_LOG_LEVEL=\n",
        encoding="utf-8",
    )
    settings = read_settings({}, env_file)
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.preview_port == 9
    assert settings.admin_ids == {1, 2}
    assert settings.log_level == "INFO"


def test_the_environment_has_the_last_word(env_file: Path) -> None:
    env_file.write_text("EXCHANGE_BOT_PREVIEW_PORT=9\nEXCHANGE_BOT_LOG_LEVEL=ERROR\n")
    settings = read_settings({named("preview_port"): "10"}, env_file)
    assert (settings.preview_port, settings.log_level) == (10, "ERROR")


def test_names_in_a_file_are_checked_too(env_file: Path) -> None:
    env_file.write_text("EXCHANGE_BOT_PORT=9\nEXCHANGE_BOT_LOG_LEVEL=LOUD\nOTHER=1\nALONE\n")
    told = refusal({}, env_file)
    assert "EXCHANGE_BOT_PORT: there is no such setting" in told
    assert "EXCHANGE_BOT_LOG_LEVEL: " in told
    assert "OTHER" not in told


def test_a_file_that_is_not_there_or_a_folder_is_none(env_file: Path) -> None:
    assert read_settings({}, env_file) == read_settings({})
    env_file.mkdir()
    assert read_settings({}, env_file) == read_settings({})


def test_a_file_with_line_ends_of_windows_is_read(env_file: Path) -> None:
    env_file.write_bytes(b"EXCHANGE_BOT_PREVIEW_PORT=9\r\nEXCHANGE_BOT_LOG_LEVEL=ERROR\r\n")
    settings = read_settings({}, env_file)
    assert (settings.preview_port, settings.log_level) == (9, "ERROR")


def test_a_file_with_a_byte_order_mark_is_read(env_file: Path) -> None:
    env_file.write_text("EXCHANGE_BOT_PREVIEW_PORT=9\n", encoding="utf-8-sig")
    assert read_settings({}, env_file).preview_port == 9


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_a_file_in_another_encoding_is_refused_with_the_cause(
    env_file: Path, encoding: str
) -> None:
    env_file.write_text("EXCHANGE_BOT_PREVIEW_PORT=9\n# é\n", encoding=encoding)
    assert ".env" in refusal({}, env_file)


# Secrets


def test_secrets_are_in_nothing_that_settings_show(caplog: pytest.LogCaptureFixture) -> None:
    settings = read_settings({TOKEN_NAME: TOKEN, named("proxy_url"): PROXY})
    caplog.set_level(logging.DEBUG)
    logging.getLogger("tests.settings").info("%s %r %s", settings, settings, settings.model_dump())
    told = " ".join([shown(settings), settings.model_dump_json(), caplog.text, str(dict(settings))])
    assert "PREVIEW" in told.upper()
    for secret in (TOKEN, TOKEN.partition(":")[2], PASSWORD):
        assert secret not in told


@pytest.mark.parametrize("field", [*LIMITS])
def test_secrets_are_in_no_refusal_or_traceback(field: str) -> None:
    bad = LIMITS[field][1][0]
    environment = {
        TOKEN_NAME: TOKEN,
        named("proxy_url"): PROXY,
        named(field): bad,
        "EXCHANGE_BOT_TOKEN": TOKEN,
        "EXCHANGE_BOT_PROXY": PROXY,
    }
    with pytest.raises(BadSettingsError) as refused:
        read_settings(environment)
    told = "".join(traceback.format_exception(refused.value)) + shown(refused.value)
    assert named(field) in told
    for secret in (TOKEN, TOKEN.partition(":")[2], PASSWORD):
        assert secret not in told


@given(
    st.dictionaries(st.sampled_from([named(each) for each in EVERY_FIELD]), st.text(max_size=20))
)
def test_any_text_is_taken_or_refused_by_name(environment: dict[str, str]) -> None:
    told = ""
    try:
        read_settings(environment)
    except BadSettingsError as refused:
        told = str(refused)
    first, *problems = told.split("\n")
    assert first in {"", "Settings are wrong:"}
    named_in_problems = {each.split(":")[0][2:] for each in problems if each.startswith("- E")}
    assert named_in_problems <= set(environment)
    assert bool(named_in_problems) is bool(first)


@pytest.mark.parametrize(
    ("field", "value"),
    [("database_url", "postgresql://bot:hunter2@h/bot"), ("question_key", "hunter2")],
)
def test_a_secret_is_read_without_spaces_and_not_shown(field: str, value: str) -> None:
    settings = read_settings({named(field): f" {value}\n"})
    assert getattr(settings, field).get_secret_value() == value
    assert "hunter2" not in shown(settings)


def test_what_is_for_the_tests_alone_is_no_unknown_setting() -> None:
    assert read_settings({"EXCHANGE_BOT_TEST_POSTGRES_URL": "x"}) == read_settings({})
    assert "no such setting" in refusal({"EXCHANGE_BOT_TESTS": "x"})
