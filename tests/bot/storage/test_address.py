"""What the setting may say, and what of it is shown."""

import pytest

from bot.errors import BadSettingsError
from bot.storage.address import address_of, file_of, shown


@pytest.mark.parametrize(
    ("url", "driver", "place"),
    [
        ("sqlite:///exchange-bot.db", "sqlite+aiosqlite", "exchange-bot.db"),
        ("sqlite:////var/lib/bot/a b.db", "sqlite+aiosqlite", "/var/lib/bot/a b.db"),
        (
            "postgresql://bot:hunter2@db.example:5433/exchange",
            "postgresql+psycopg",
            "postgresql://db.example:5433/exchange",
        ),
        (
            "postgres://db.example/exchange",
            "postgresql+psycopg",
            "postgresql://db.example/exchange",
        ),
    ],
)
def test_addresses_get_our_drivers_and_are_shown_without_credentials(
    url: str, driver: str, place: str
) -> None:
    address = address_of(url)
    assert address.drivername == driver
    assert shown(address) == place
    assert (file_of(address) is None) == url.startswith("postgres")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "exchange-bot.db",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://bot:hunter2@db.example/exchange",
        "postgresql://bot:hunter2@db.example",
        "postgresql://bot:hunter2@db.example:port/exchange",
    ],
)
def test_other_addresses_are_refused_without_their_password(url: str) -> None:
    with pytest.raises(BadSettingsError, match="EXCHANGE_BOT_DATABASE_URL") as refused:
        address_of(url)
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None or refused.value.__suppress_context__
