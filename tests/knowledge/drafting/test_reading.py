"""A document is read as text with headings, or refused with the reason and what to do."""

from __future__ import annotations

import contextlib
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from knowledge.drafting import reading
from knowledge.drafting.archives import MAX_MEMBERS
from knowledge.drafting.converting import convert, is_converter_installed
from knowledge.drafting.reading import MAX_FILE_BYTES, read_document
from knowledge.drafting.refusing import RefusedDocumentError
from tests.knowledge.drafting.reports import PARAGRAPHS, REPORT, as_docx, as_html, as_pdf, packed

needs_converter = pytest.mark.skipif(
    not is_converter_installed(), reason="markitdown is not installed (make draft-tools)"
)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, *, converter: bool = False) -> str:
    with pytest.raises(RefusedDocumentError) as refused:
        read_document(path, has_converter=lambda: converter)
    text = str(refused.value)
    assert path.name in text
    assert "\n" not in text
    return text


@pytest.mark.parametrize("name", ["a.md", "a.TXT", "a.markdown"])
def test_text_is_read_as_it_stands_without_a_converter(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name, "\ufeff" + REPORT)
    assert read_document(path, has_converter=lambda: False) == REPORT


def test_a_page_is_read_without_a_converter(tmp_path: Path) -> None:
    text = read_document(put(tmp_path, "a.html", as_html()), has_converter=lambda: False)
    assert text.splitlines()[0] == "# Harbour days in Callao"
    assert "## Ministry of Fish" in text
    assert "Lima" not in text


@needs_converter
@pytest.mark.parametrize(
    ("name", "content"), [("a.docx", as_docx()), ("a.html", as_html().encode())]
)
def test_headings_survive_the_converter(tmp_path: Path, name: str, content: bytes) -> None:
    text = read_document(put(tmp_path, name, content))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert [line.lstrip("# ") for line in lines] == [text for _, text in PARAGRAPHS]
    assert [line.startswith("#") for line in lines] == [level > 0 for level, _ in PARAGRAPHS]


@needs_converter
def test_a_pdf_is_read(tmp_path: Path) -> None:
    text = " ".join(read_document(put(tmp_path, "a.pdf", as_pdf())).split())
    assert all(paragraph in text for _, paragraph in PARAGRAPHS)


@pytest.mark.parametrize(("name", "content"), [("a.docx", as_docx()), ("a.pdf", as_pdf())])
def test_without_the_converter_the_remedy_is_told(
    tmp_path: Path, name: str, content: bytes
) -> None:
    said = refusal(put(tmp_path, name, content))
    assert "exchange-bot[draft]" in said
    assert ".txt" in said


@pytest.mark.parametrize("name", ["a.doc", "a.odt", "a", "a.yaml", "a.txt.exe"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    assert ".docx" in refusal(put(tmp_path, name, "words"))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a.pdf"])
@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    assert "is empty" in refusal(put(tmp_path, name, content), converter=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Zürich liegt am See".encode("latin-1"), "not UTF-8"),
        ("ハノイ".encode("shift_jis"), "not UTF-8"),
        ("words".encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "binary"),
        (b"words\0more words", "control characters"),
        (b"words \x1b[2J", "control characters"),
        (b"12 34 --- 56", "no words"),
        (b"a" * 60_000, "a line of more than"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_what_is_no_sound_text_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    assert said in refusal(put(tmp_path, name, content))


def test_the_line_of_a_wrong_byte_is_told(tmp_path: Path) -> None:
    assert "line 3" in refusal(put(tmp_path, "a.txt", b"one\ntwo\n\xfcber\n"))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "none.txt")
    (tmp_path / "folder.md").mkdir()
    assert "no such file" in refusal(tmp_path / "folder.md")


def test_a_huge_file_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(40 * MAX_FILE_BYTES)  # sparse: takes no room
    tracemalloc.start()
    said = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than" in said
    assert peak < 3 * MAX_FILE_BYTES


def test_too_much_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_TEXT_CHARACTERS", 100)
    assert "split it" in refusal(put(tmp_path, "a.txt", "Words, words.\n" * 10))


def bomb() -> bytes:
    return as_docx({"word/media/picture.xml": b"\0" * 40_000_000})


def nested() -> bytes:
    text = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'
    return as_docx({"word/document.xml": text})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and then nothing", "no Word file"),
        (b"just words", "no Word file"),
        (packed({"mimetype": "x"}), "no Word file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
        (bomb(), "bomb"),
        (as_docx({f"word/{number}.bin": "" for number in range(MAX_MEMBERS)}), "bomb"),
        (nested(), "document type"),
        (as_docx()[:-30], "no Word file"),
    ],
    ids=["cut", "words", "other zip", "old", "bomb", "members", "entities", "end cut"],
)
def test_a_word_file_that_is_none_or_a_bomb_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    assert said in refusal(put(tmp_path, "a.docx", content), converter=True)


def test_a_word_file_with_a_password_is_refused(tmp_path: Path) -> None:
    raw = bytearray(as_docx())
    for found in re.finditer(rb"PK\x01\x02", bytes(raw)):
        raw[found.start() + 8] |= 1  # the flag of encryption in the central directory
    assert "password" in refusal(put(tmp_path, "a.docx", bytes(raw)), converter=True)


def test_a_pdf_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "no PDF" in refusal(put(tmp_path, "a.pdf", "words"), converter=True)


@needs_converter
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.4\n" + b"\0garbage" * 50),
        ("a.docx", as_docx({"word/document.xml": "<"})),
    ],
)
def test_a_damaged_document_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    said = refusal(put(tmp_path, name, content), converter=True)
    assert "save it anew" in said or "holds no words" in said
    assert "Traceback" not in said


@needs_converter
def test_a_page_nested_too_deeply_is_refused_or_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.html", "<div>" * 20_000 + "words" + "</div>" * 20_000)
    assert "words" in read_document(path, has_converter=lambda: False)
    with contextlib.suppress(RefusedDocumentError):
        assert "words" in read_document(path)


@needs_converter
def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(RefusedDocumentError, match="was not read within"):
        convert(put(tmp_path, "a.docx", as_docx()), seconds=0.001)


def test_what_a_zip_declares_bounds_what_is_unpacked(tmp_path: Path) -> None:
    """The checks of the sizes rest on it: no more is handed out than is declared."""
    raw = bytearray(packed({"a.xml": b"x" * 5000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.find(mark) + offset
        raw[at : at + 4] = (100).to_bytes(4, "little")
    path = put(tmp_path, "a.zip", bytes(raw))
    with (
        zipfile.ZipFile(path) as archive,
        archive.open("a.xml") as part,
        pytest.raises(zipfile.BadZipFile),
    ):
        part.read()
