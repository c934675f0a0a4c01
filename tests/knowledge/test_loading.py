"""A folder becomes a release whole or not at all, and its hash tells what it means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.loading import BUILT_IN_BASE, load_base
from knowledge.matcher import Matcher
from knowledge.problems import InvalidBaseError
from knowledge.release import Release
from knowledge.schema import Kind
from tests.knowledge.small_bases import (
    DOCUMENTS,
    ENTRIES,
    LEXICON,
    TEMPLATES,
    edited,
    entries_with,
    load_small,
    write_base,
)


def hash_of(folder: Path, files: dict[str, str | None] | None = None) -> str:
    return load_small(folder, files).content_hash


# --- What a release holds


def test_release_holds_what_stands_in_the_files(small_release: Release) -> None:
    assert [each.id for each in small_release.documents] == ["gazette"]
    assert small_release.fact_count == 7
    assert small_release.phrasing_count == 15
    assert set(small_release.lexicons) == set(small_release.templates) == {"en"}
    assert [each.id for each in small_release.of_kind(Kind.PERSON, Kind.EVENT)] == [
        "anna-berglund",
        "carl-ostmann",
        "lantern-festival",
    ]


def test_entries_are_found_by_id(small_release: Release) -> None:
    assert small_release.entry("river-pact").title.en == "River Pact"
    assert small_release.find("river-pact") is small_release.entry("river-pact")
    assert small_release.find("nowhere") is None
    with pytest.raises(KeyError):
        small_release.entry("nowhere")


def test_source_is_cited_by_titles(small_release: Release) -> None:
    cited = small_release.cite(small_release.entry("river-pact").source[0])
    assert (cited.document, cited.publisher) == ("The Springtown Gazette", "Town of Springtown")
    assert cited.section == "The pact"


def test_release_cannot_be_changed(small_release: Release) -> None:
    with pytest.raises(AttributeError):
        small_release.entries = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        small_release.lexicons["en"] = small_release.lexicons["en"]  # type: ignore[index]


def test_delivered_base_is_sound() -> None:
    release = load_base()
    assert release == load_base(BUILT_IN_BASE)
    assert release.fact_count >= 150


# --- Further phrasings


def phrasings_of(release: Release, entry: str, item: str, locale: str = "en") -> tuple[str, ...]:
    found = next(each for each in release.entry(entry).items if each.id == item)
    return found.phrasings.get(locale)


def test_further_phrasings_come_after_the_entry_s_own(tmp_path: Path) -> None:
    release = load_small(
        tmp_path,
        {
            "phrasings/en/a.yaml": "river-pact/signed: [first more]\nriver-pact/cost: [a gap]",
            "phrasings/en/b.yaml": "river-pact/signed: [second more]",
            "phrasings/ja/a.yaml": "river-pact/signed: [いつ署名されたか]",
        },
    )
    assert phrasings_of(release, "river-pact", "signed") == (
        "when did the two towns sign the treaty",
        "date of the treaty on clean water",
        "first more",
        "second more",
    )
    assert phrasings_of(release, "river-pact", "signed", "ja") == ("いつ署名されたか",)
    assert phrasings_of(release, "river-pact", "cost")[-1] == "a gap"
    assert release.phrasing_count == 19


def test_fact_without_further_phrasings_keeps_its_own(tmp_path: Path) -> None:
    files: dict[str, str | None] = {"phrasings/en/a.yaml": "river-pact/signed: [more]"}
    release = load_small(tmp_path, files)
    assert phrasings_of(release, "springtown", "bridges") == (
        "how many bridges does Springtown have",
        "number of bridges in Springtown",
    )


# --- All or nothing


def test_nothing_of_a_base_with_a_problem_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(InvalidBaseError) as refused:
        load_small(tmp_path, dict(entries_with("id: river-pact", "id: River Pact")))
    assert refused.value.problems
    assert not hasattr(refused.value, "release")


def test_problems_of_reading_and_of_checking_come_together(tmp_path: Path) -> None:
    text = edited(ENTRIES, "links: [lantern-festival]", "links: [nowhere]")
    text = edited(text, "kind: event", "kind: evening")
    with pytest.raises(InvalidBaseError) as refused:
        load_small(tmp_path, {"entries/towns.yaml": text})
    messages = [each.message for each in refused.value.problems]
    assert "there is no entry 'nowhere'" in messages
    assert "'evening' is not known here" in messages
    assert [each.line for each in refused.value.problems] == sorted(
        each.line for each in refused.value.problems
    )


def test_base_without_a_fact_is_refused_or_can_be_asked(tmp_path: Path) -> None:
    """Loading lets it pass, so a bot that reloads it must not fail."""
    release = load_small(tmp_path, {"entries/towns.yaml": "[]\n"})
    assert Matcher(release).match("who signed the pact").decision.fact is None


# --- The content hash


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# A country, its towns, and what they did together.\n", ""),
        ("- id: northland\n", "# a comment\n\n- id: northland   # another\n"),
        ("title: {en: Northland}", "title:\n    en: Northland"),
        ("title: {en: Northland}", 'title: {en: "Northland"}'),
        ("[springtown, harbourville]", "\n    - springtown\n    - harbourville"),
        (
            "kind: person\n  title: {en: Carl Ostmann}",
            "title: {en: Carl Ostmann}\n  kind: person",
        ),
    ],
)
def test_hash_does_not_depend_on_comments_and_layout(
    tmp_path: Path, before: str, after: str
) -> None:
    text = edited(ENTRIES, before, after)
    for ending in ("\n", "\r\n"):
        files: dict[str, str | None] = {"entries/towns.yaml": text.replace("\n", ending)}
        assert hash_of(tmp_path / "b", files) == hash_of(tmp_path / "a")


def test_hash_does_not_depend_on_the_names_of_files(tmp_path: Path) -> None:
    first, second = ENTRIES.split("- id: river-pact", 1)
    files = {"entries/towns.yaml": first, "entries/work.yaml": f"- id: river-pact{second}"}
    assert hash_of(tmp_path / "b", dict(files)) == hash_of(tmp_path / "a")


@pytest.mark.parametrize(
    ("name", "text", "before", "after"),
    [
        ("entries/towns.yaml", ENTRIES, "signed on 4 June 2021 in", "signed on 5 June 2021 in"),
        ("entries/towns.yaml", ENTRIES, "{start: 2021-06-04}", "{start: 2021-06-05}"),
        ("entries/towns.yaml", ENTRIES, "price of the treaty, ", ""),
        (
            "entries/towns.yaml",
            ENTRIES,
            "countries: [northland]\n  place: [springtown]\n  parties: [springtown, harbourville]",
            "countries: [northland]\n  place: [springtown]\n  parties: [harbourville, springtown]",
        ),
        ("documents.yaml", DOCUMENTS, "title: The pact", "title: A pact"),
        ("lexicon/en.yaml", LEXICON, "[price, cost, fee]", "[price, cost]"),
        ("lexicon/en.yaml", LEXICON, "[price, cost, fee]", "[cost, price, fee]"),
        ("templates/en.yaml", TEMPLATES, "All {kinds}:", "All our {kinds}:"),
        ("phrasings/en/a.yaml", "river-pact/cost: [x]", "[x]", "[y]"),
    ],
)
def test_hash_depends_on_every_meaning(
    tmp_path: Path, name: str, text: str, before: str, after: str
) -> None:
    one = hash_of(tmp_path / "a", {name: text})
    other = hash_of(tmp_path / "b", {name: edited(text, before, after)})
    assert re.fullmatch(r"[0-9a-f]{64}", one)
    assert one != other


def test_order_of_entries_counts(tmp_path: Path) -> None:
    first, second = ENTRIES.split("- id: river-pact", 1)
    files: dict[str, str | None] = {"entries/towns.yaml": f"- id: river-pact{second}{first}"}
    assert hash_of(tmp_path / "b", files) != hash_of(tmp_path / "a")


def test_two_releases_with_one_hash_answer_alike(tmp_path: Path) -> None:
    both = "{signed: {start: 2021-06-04}, renewed: {start: 2022-06-04}}"
    turned = "{renewed: {start: 2022-06-04}, signed: {start: 2021-06-04}}"
    before = "dates:\n    signed: {start: 2021-06-04}"
    one = load_small(tmp_path / "a", dict(entries_with(before, f"dates: {both}")))
    other = load_small(tmp_path / "b", dict(entries_with(before, f"dates: {turned}")))
    answers = [[fact.answers["en"] for fact in Matcher(release).facts] for release in (one, other)]
    assert (one.content_hash == other.content_hash) == (answers[0] == answers[1])


def test_hash_is_the_same_after_loading_again(tmp_path: Path) -> None:
    folder = write_base(tmp_path)
    assert load_base(folder).content_hash == load_base(folder).content_hash
    assert load_base(folder).short_hash == load_base(folder).content_hash[:8]
