"""Where a file that was sent belongs in the base."""

import pytest

from bot.reloading.uploads import Upload, is_upload, place_of, with_uploads
from knowledge.packing import pack
from knowledge.problems import InvalidBaseError

PRESENT = {
    "documents.yaml": b"[]",
    "golden.yaml": b"[]",
    "entries/events.yaml": b"[]",
    "phrasings/ja/visits.yaml": b"{}",
    "phrasings/th/visits.yaml": b"{}",
}
ENTRY = b"- {id: pier, kind: topic}\n"


@pytest.mark.parametrize(
    ("name", "caption", "place"),
    [
        ("events.yaml", "", "entries/events.yaml"),
        ("events.yml", "", "entries/events.yaml"),
        ("Events.YAML", "entries/events.yaml", "entries/events.yaml"),
        ("golden.yaml", "", "golden.yaml"),
        ("documents.yaml", "", "documents.yaml"),
        ("new.yaml", "", "entries/new.yaml"),
        ("visits.yaml", "phrasings/ja/visits.yaml", "phrasings/ja/visits.yaml"),
        ("visits.yaml", "phrasings/th/", "phrasings/th/visits.yaml"),
        ("anything.yaml", " lexicon/en.yaml ", "lexicon/en.yaml"),
    ],
)
def test_a_file_has_a_place(name: str, caption: str, place: str) -> None:
    assert place_of(Upload(name, ENTRY, caption), PRESENT) == place


def test_a_name_that_several_files_have_needs_a_caption() -> None:
    with pytest.raises(InvalidBaseError, match=r"may be any of phrasings/ja.*caption"):
        place_of(Upload("visits.yaml", ENTRY), PRESENT)


def test_entries_go_among_entries_whatever_else_has_their_name() -> None:
    present = dict.fromkeys(("entries/visits.yaml", "phrasings/ja/visits.yaml"), b"")
    assert place_of(Upload("visits.yaml", ENTRY), present) == "entries/visits.yaml"
    with pytest.raises(InvalidBaseError, match=r"may be any of entries/visits.*caption"):
        place_of(Upload("visits.yaml", b"a/b: [c]\n"), present)


def test_a_new_file_that_holds_no_entries_needs_a_caption() -> None:
    with pytest.raises(InvalidBaseError, match="is new and holds no entries"):
        place_of(Upload("more.yaml", b"a/b: [c]\n"), PRESENT)


def test_a_zip_without_documents_adds_and_replaces() -> None:
    sent = {"entries/events.yaml": b"# other", "entries/new.yaml": ENTRY}
    files = with_uploads(PRESENT, [Upload("part.zip", pack(sent))])
    assert files == PRESENT | sent


def test_a_zip_with_documents_is_the_whole_base() -> None:
    sent = {"documents.yaml": b"# other", "entries/new.yaml": ENTRY}
    assert with_uploads(PRESENT, [Upload("ALL.ZIP", pack(sent))]) == sent


def test_a_folder_around_everything_is_taken_off() -> None:
    sent = {"knowledge/documents.yaml": b"[]", "knowledge/entries/new.yaml": ENTRY}
    files = with_uploads({}, [Upload("all.zip", pack(sent))])
    assert set(files) == {"documents.yaml", "entries/new.yaml"}


def test_later_files_win() -> None:
    first, second = (Upload("events.yaml", content) for content in (b"# 1", b"# 2"))
    assert with_uploads(PRESENT, [first, second])["entries/events.yaml"] == b"# 2"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("a.yaml", True),
        ("a.YML", True),
        ("a.zip", True),
        ("a.jpg", False),
        ("", False),
        (None, False),
    ],
)
def test_only_some_files_are_for_the_base(name: str | None, is_one: bool) -> None:
    assert is_upload(name) is is_one
