"""The base's folder: read whole, written whole or not at all, and put right after a crash."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.reloading.folder import FORMER_KEPT, BaseFolder, FolderError
from tests.knowledge.small_bases import ENTRIES, write_base

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TOWNS = "entries/towns.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> BaseFolder:
    """The small base."""
    return BaseFolder(write_base(tmp_path / "base"), may_write=True)


def changed(folder: BaseFolder) -> dict[str, bytes]:
    """The base with a file changed, one added, and one gone."""
    files = folder.read() | {TOWNS: b"# changed", "entries/new.yaml": b"# new"}
    del files["lexicon/en.yaml"]
    return files


def test_a_write_takes_its_place_whole_and_keeps_what_was(folder: BaseFolder) -> None:
    before, files = folder.read(), changed(folder)
    folder.stage(files, "1-2", NOW)
    assert folder.read() == before
    folder.finish("1-2")
    assert folder.read() == files
    former = folder.path / ".former" / "20261122T000000Z-1-2"
    assert (former / TOWNS).read_text(encoding="utf-8") == ENTRIES
    assert (former / "lexicon/en.yaml").read_bytes() == before["lexicon/en.yaml"]
    assert not (former / "entries/new.yaml").exists()
    assert folder.staged() == ()


def test_what_was_not_to_be_is_dropped(folder: BaseFolder) -> None:
    before = folder.read()
    folder.stage(changed(folder), "1-2", NOW)
    folder.recover(lambda _: False)
    assert folder.read() == before
    assert folder.staged() == ()


def test_what_went_live_is_ended(folder: BaseFolder) -> None:
    files = changed(folder)
    folder.stage(files, "1-2", NOW)
    folder.recover(lambda token: token == "1-2")
    assert folder.read() == files


def test_a_stage_without_its_manifest_is_rubbish(folder: BaseFolder) -> None:
    before = folder.read()
    folder.stage(changed(folder), "1-2", NOW)
    (folder.path / ".staged-1-2" / "manifest.json").unlink()
    folder.finish("1-2")
    folder.recover(lambda _: False)
    assert folder.read() == before
    assert folder.staged() == ()


def test_only_the_last_versions_are_kept(folder: BaseFolder) -> None:
    for number in range(FORMER_KEPT + 3):
        files = folder.read() | {TOWNS: f"# {number}".encode()}
        folder.stage(files, f"{number:02}-1", NOW)
        folder.finish(f"{number:02}-1")
    kept = sorted(each.name for each in (folder.path / ".former").iterdir())
    assert len(kept) == FORMER_KEPT
    assert kept[-1].endswith(f"{FORMER_KEPT + 2}-1")


def test_the_delivered_base_is_never_written(tmp_path: Path) -> None:
    folder = BaseFolder(write_base(tmp_path / "base"), may_write=False)
    with pytest.raises(FolderError, match="EXCHANGE_BOT_KNOWLEDGE_FOLDER"):
        folder.stage(folder.read(), "1-2", NOW)
    assert sorted(each.name for each in folder.path.iterdir()) == [
        "documents.yaml", "entries", "lexicon", "templates",
    ]  # fmt: skip


def test_a_folder_that_cannot_be_written_is_an_error_and_stays(
    folder: BaseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder.read()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FolderError, match="No space left"):
        folder.stage(changed(folder), "1-2", NOW)
    assert folder.read() == before
    assert folder.staged() == ()


def test_an_edit_changes_the_signature_and_other_files_do_not(folder: BaseFolder) -> None:
    before = folder.signature()
    (folder.path / "notes.txt").write_text("x", encoding="utf-8")
    folder.stage(changed(folder), "1-2", NOW)
    assert folder.signature() == before
    folder.finish("1-2")
    assert folder.signature() != before
