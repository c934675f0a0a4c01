"""A hundred hostile files: a clear error for each, nothing of it kept, and nobody kept waiting."""

import asyncio
from pathlib import Path

import pytest

from bot.reloading.uploads import Upload, shown, with_uploads
from bot.storage.database import Database
from knowledge.base_files import read_files, write_files
from knowledge.building import build
from knowledge.problems import InvalidBaseError
from tests.bot.reloading.benches import ADMIN, SIGNED, bench, prepare
from tests.knowledge.hostile_files import GOOD, yaml_files, zip_files

YAML = dict(yaml_files())
ZIPS = {f"zip: {word}": content for word, content in zip_files()}
NAMES = (
    "../a.yaml", "/etc/a.yaml", "a\0b.yaml", "a\nb.yaml", "a\u202eb.yaml", "a\x1b[31m.yaml",
    ".a.yaml", "a b.yaml", "C:a.yaml", "a/b.yaml", "a\\b.yaml", "x" * 300 + ".yaml",
    "..yaml", ".yaml", "a:b.yaml", "a\ud800.yaml",
)  # fmt: skip


def propose(folder: Path, upload: Upload) -> None:
    """Do what comes of an upload, in this process."""
    files = with_uploads(read_files(folder / "base"), [upload])
    write_files(files, folder / "made")
    built = build(folder / "made", folder)
    if built.problems:
        raise InvalidBaseError(built.problems)


def refusal(folder: Path, upload: Upload) -> InvalidBaseError:
    """Why an upload is refused, whether for itself or for the base that it would make."""
    prepare(folder / "base")
    with pytest.raises(InvalidBaseError) as refused:
        propose(folder, upload)
    return refused.value


def test_there_are_a_hundred() -> None:
    assert len(YAML) + len(ZIPS) + len(NAMES) >= 100


@pytest.mark.parametrize("word", YAML)
def test_a_hostile_yaml_file_is_refused_with_a_clear_error(tmp_path: Path, word: str) -> None:
    error = refusal(tmp_path, Upload("a.yaml", YAML[word], "entries/a.yaml"))
    for problem in error.problems:
        assert problem.message
        assert problem.remedy
    assert any("a.yaml" in each.file for each in error.problems)


@pytest.mark.parametrize("word", ZIPS)
def test_a_hostile_zip_file_is_refused_with_a_clear_error(tmp_path: Path, word: str) -> None:
    error = refusal(tmp_path, Upload("a.zip", ZIPS[word]))
    assert error.problems
    assert str(error).isprintable() or "\n" in str(error)
    assert not {"\0", "\x1b", "\u202e"} & set(str(error))


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_hostile_name_is_refused_and_shown_harmlessly(tmp_path: Path, name: str) -> None:
    error = refusal(tmp_path, Upload(name, GOOD))
    assert not {"\0", "\x1b", "\u202e", "\n", "\ud800"} & set(error.problems[0].file)


@pytest.mark.parametrize(
    "caption",
    ["../a.yaml", "/etc/passwd", "entries/../../a.yaml", "knowledge/matcher.py", "nowhere"],
)
def test_a_hostile_caption_is_refused(tmp_path: Path, caption: str) -> None:
    error = refusal(tmp_path, Upload("a.yaml", GOOD, caption))
    assert "no place in a base" in str(error)


def test_a_gigabyte_is_refused_unread() -> None:
    class Gigabyte(bytes):
        def __len__(self) -> int:
            return 10**9

    for name in ("a.yaml", "a.zip"):
        with pytest.raises(InvalidBaseError, match="larger than 20 MB"):
            with_uploads({}, [Upload(name, Gigabyte(b"x"))])


def test_names_are_shown_without_what_deceives() -> None:
    assert shown("a\u202eb\0c\x1bd.yaml") == "a?b?c?d.yaml"
    assert shown("x" * 500) == "x" * 100
    assert shown("") == "?"


async def test_nothing_of_a_hostile_file_is_kept(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        before = one.folder.read()
        for word in ("billion laughs", "in utf-16", "an id with a path", "a draft"):
            with pytest.raises(InvalidBaseError):
                await one.reloading.upload(Upload("a.yaml", YAML[word], "entries/a.yaml"), ADMIN)
        for word in ("zip: a link", "zip: a bomb of one file", "zip: cut off"):
            with pytest.raises(InvalidBaseError):
                await one.reloading.upload(Upload("a.zip", ZIPS[word]), ADMIN)
        assert one.folder.read() == before
        names = await asyncio.to_thread(lambda: sorted(p.name for p in one.folder.path.iterdir()))
        assert [each for each in names if each.startswith(".")] == [".lock"]
        assert (await one.stores.releases.live()).candidate_id is None
        assert await one.stores.releases.latest(9) == (await one.stores.releases.latest(1))
        root = one.workshop._root
        assert root is None or not [each for each in root.path.iterdir() if each.is_dir()]
        assert SIGNED in one.asked()
