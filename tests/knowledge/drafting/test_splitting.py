"""A text is split by its headings, or by how its paragraphs begin; nothing is lost."""

from __future__ import annotations

import pytest

from knowledge.drafting.sentences import sentences_of
from knowledge.drafting.splitting import MAX_SECTIONS, split
from knowledge.locating import sections_in
from knowledge.schema import Document, Section
from tests.knowledge.drafting.reports import ARTICLE, REPORT

BODY = "The town opened a bridge. Many people came to see it."


def titles(text: str) -> list[str]:
    return [part.title for part in split(text, "a.md").parts]


@pytest.mark.parametrize(
    "heading",
    ["# The bridge", "### The bridge ###", "The bridge\n----------", "2. The bridge"],
)
def test_headings_are_seen_however_they_are_marked(heading: str) -> None:
    text = f"# Report\n\n{BODY}\n\n{heading}\n\n{BODY}\n"
    found = titles(text)
    assert found == ["Introduction", heading.splitlines()[0].strip("# ")]


def test_capitals_alone_in_a_short_line_are_a_heading() -> None:
    assert titles(f"REPORT\n\n{BODY}\n\nTHE OLD BRIDGE\n\n{BODY}") == [
        "Introduction",
        "THE OLD BRIDGE",
    ]


def test_a_numbered_sentence_is_no_heading() -> None:
    text = f"# Report\n\n{BODY}\n\n# One\n\n12 People came to the bridge.\n"
    assert titles(text) == ["Introduction", "One"]


def test_title_publisher_and_author_stand_alone_in_their_lines() -> None:
    report, article = split(REPORT, "report.md"), split(ARTICLE, "article.txt")
    assert report.title == "Exchange course for harbour officials in Kenya and Peru"
    assert (report.publisher, report.author) == ("Northland Agency", None)
    assert article.title == "Visit to springtown"
    assert (article.publisher, article.author) == (None, "Eva Lind")
    assert article.parts[-1].title == "By-line"


def test_without_headings_a_new_scene_begins_a_section() -> None:
    parts = split(ARTICLE, "article.txt").parts
    assert [part.id for part in parts] == [
        "from-june-4-to-6",
        "at-the-springtown-government",
        "in-return-mayor-carl-ostmann",
        "by-line",
    ]


def test_going_on_in_the_same_scene_begins_no_section() -> None:
    long = "Ann opened the bridge that everybody had waited for. " * 4
    text = f"A day\n\n{long}\n\nAt the meeting, she smiled.\n\nOn the next day, it rained. {long}"
    assert len(split(text, "a.txt").parts) == 2


@pytest.mark.parametrize("text", [REPORT, ARTICLE, f"# A\n\n{BODY}\n\n# A\n\n{BODY}\n\n# A\n"])
def test_every_section_is_found_again_by_its_first_words(text: str) -> None:
    report = split(text, "a.md")
    sections = tuple(Section(id=p.id, title=p.title, begins=p.begins) for p in report.parts)
    document = Document(id="a", title="A", publisher="B", file="a.md", sections=sections)
    found = sections_in(document, text)
    assert len(found) == len(report.parts)
    if "# A\n" not in text:
        assert all(found.values())
        for part in report.parts:
            flat = " ".join(found[part.id].split())
            assert all(sentence.text in flat for sentence in part.sentences)


def test_wrapped_lines_are_one_paragraph() -> None:
    line = "A long line of words that goes on and on and ends within its sentence"
    report = split(f"# A\n\n{line}\nand ends here. Another.\n", "a.md")
    texts = [sentence.text for sentence in report.sentences]
    assert texts == [f"{line} and ends here.", "Another."]


def test_marks_of_markdown_are_no_text() -> None:
    report = split("# A\n\n- **Ann** met [Bob](http://example.org) `there`.\n", "a.md")
    assert report.sentences[0].text == "Ann met Bob there."


def test_more_sections_than_the_limit_are_joined() -> None:
    text = "# Report\n\n" + "".join(
        f"## Part {n}\n\nWords {n}.\n\n" for n in range(MAX_SECTIONS + 9)
    )
    report = split(text, "a.md")
    assert len(report.parts) == MAX_SECTIONS
    assert report.parts[-1].sentences[-1].text == f"Words {MAX_SECTIONS + 8}."


@pytest.mark.parametrize("text", ["words", "# Only a heading", "#", "-\n-\n", "ハノイ。東京。"])
def test_any_text_gives_a_section(text: str) -> None:
    report = split(text, "a.md")
    assert len(report.parts) >= 1
    assert report.title
    assert all(part.begins for part in report.parts)


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("Typhoon No. 3 came. It left.", 2),
        ("Dr. A. B. Lee of the U.N. spoke to Mr. Ito.", 1),
        ("“Come!” he said. “Why?” “So.”", 3),
        ("About 3.5 million came. 20 stayed.", 2),
        ("東京に行った。帰った。", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_they_do(paragraph: str, count: int) -> None:
    assert len(sentences_of(paragraph)) == count
