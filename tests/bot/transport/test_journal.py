"""Updates that are put aside come back whole, in order, and only to their own bot."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import CallbackQuery, Chat, Message, PhotoSize, Update, User

from bot.transport.journal import Journal

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
HARU = User(1002, "Haru", is_bot=False, username="haru", language_code="ja")


def said(update_id: int, text: str = "締め切りは?") -> Update:
    chat = Chat(HARU.id, Chat.PRIVATE, first_name="Haru")
    first = Message(1, AT, chat, from_user=HARU, text="before")
    photo = (PhotoSize("file", "unique", 90, 60, 1200),)
    message = Message(
        update_id, AT, chat, from_user=HARU, text=text, photo=photo, reply_to_message=first
    )
    return Update(update_id, message=message)


def pressed(update_id: int) -> Update:
    message = Message(3, AT, Chat(-100, Chat.SUPERGROUP, title="Office"), message_thread_id=7)
    query = CallbackQuery("1", HARU, "c", message=message, data="g:c:5")
    return Update(update_id, callback_query=query)


def test_updates_come_back_as_they_were_the_oldest_first(tmp_path: Path) -> None:
    journal, kept = Journal(tmp_path / "made" / "here", "42"), [pressed(12), said(9)]
    assert journal.read(None) == []
    journal.keep(kept)
    journal.keep(kept[:1])
    found = Journal(tmp_path / "made" / "here", "42").read(None)
    assert [each.to_dict() for each in found] == [each.to_dict() for each in reversed(kept)]


def test_what_is_taken_goes_and_another_bots_stays(tmp_path: Path) -> None:
    one, other = Journal(tmp_path, "42"), Journal(tmp_path, "4")
    one.keep([said(9), said(10)])
    other.keep([said(9)])
    one.drop(9)
    one.drop(9)
    assert [each.update_id for each in one.read(None)] == [10]
    assert [each.update_id for each in other.read(None)] == [9]


def test_others_on_the_machine_cannot_read_them(tmp_path: Path) -> None:
    Journal(tmp_path / "folder", "42").keep([said(9)])
    assert (tmp_path / "folder").stat().st_mode & 0o077 == 0


def test_a_damaged_file_hides_no_other_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = Journal(tmp_path, "42")
    journal.keep([said(9), said(10)])
    (tmp_path / "42-9.json").write_bytes(b"{")
    (tmp_path / "42-8.part").write_bytes(b"{")  # killed while it was written
    assert [each.update_id for each in journal.read(None)] == [10]
    assert "42-9.json" in caplog.text


def test_what_cannot_be_forgotten_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "42-9.json").mkdir()
    Journal(tmp_path, "42").drop(9)
    assert "stays in" in caplog.text
