"""Teaching a base: what is added stands in the right file, loads, and keeps the rest as it was."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.amending import Amending, Citing, NewEntry, NewFact, NewSource
from knowledge.loading import load_base
from knowledge.release import Release
from knowledge.schema import Kind
from knowledge.yaml_editing import EditError, YamlText
from tests.knowledge.small_bases import FILES, write_base

ENTRIES = "entries/towns.yaml"
OVERLAY = "phrasings/en/more.yaml"
TODAY, NEXT_YEAR = date(2026, 3, 2), date(2027, 3, 2)
FERRY = NewFact(
    answers={"en": "A ferry goes daily.", "ja": "毎日フェリーが出ます。"},
    phrasings={"en": ["when does the ferry go"], "ja": ["フェリーはいつ出ますか"]},
    asks=["when"],
    source=Citing("gazette", "pact"),
)


def amending(**more: str) -> Amending:
    """The small base, to be changed; files by their paths with ``__`` for slashes."""
    files = {**FILES, **{f"{name.replace('__', '/')}.yaml": text for name, text in more.items()}}
    return Amending({name: text.encode() for name, text in files.items()})


def loaded(base: Amending, folder: Path) -> Release:
    """The changed base, as the bot loads it."""
    return load_base(write_base(folder, {name: raw.decode() for name, raw in base.done().items()}))


def test_a_phrasing_goes_to_the_entrys_own_and_is_known_then(tmp_path: Path) -> None:
    base = amending()
    added = base.add_phrasings(
        "river-pact", "signed", "en", ["the day of the pact?", "The day of the pact?"]
    )
    assert added == ("the day of the pact?",)
    assert {name for name, raw in base.done().items() if raw.decode() != FILES[name]} == {ENTRIES}
    (fact,) = [
        each for each in loaded(base, tmp_path).entry("river-pact").facts if each.id == "signed"
    ]
    assert fact.phrasings.en[-1] == "the day of the pact?"


def test_what_is_a_phrasing_already_is_not_added_again() -> None:
    base = amending()
    known = "Date of the TREATY on clean water"
    assert base.add_phrasings("river-pact", "signed", "en", [known, " "]) == ()
    assert base.done()[ENTRIES].decode() == FILES[ENTRIES]


def test_a_phrasing_goes_to_the_file_of_further_ones_where_the_fact_has_its_there(
    tmp_path: Path,
) -> None:
    base = amending(phrasings__ja__more="# もっと\nriver-pact/signed: [協定はいつ]\n")
    base.add_phrasings("river-pact", "signed", "ja", ["締結日は"])
    done = base.done()
    assert (
        done["phrasings/ja/more.yaml"].decode()
        == "# もっと\nriver-pact/signed: [協定はいつ, 締結日は]\n"
    )
    assert done[ENTRIES].decode() == FILES[ENTRIES]
    (fact,) = [
        each for each in loaded(base, tmp_path).entry("river-pact").facts if each.id == "signed"
    ]
    assert fact.phrasings.ja == ("協定はいつ", "締結日は")


def test_a_first_phrasing_in_a_locale_makes_its_list(tmp_path: Path) -> None:
    base = amending()
    base.add_phrasings("river-pact", "cost", "vi", ["giá bao nhiêu"])
    (gap,) = loaded(base, tmp_path).entry("river-pact").gaps
    assert gap.phrasings.vi == ("giá bao nhiêu",)


def test_a_fact_is_added_with_all_its_texts_and_its_source(tmp_path: Path) -> None:
    base = amending()
    identity = base.add_fact("harbourville", FERRY)
    assert identity == "when-does-the-ferry"
    (fact,) = loaded(base, tmp_path).entry("harbourville").facts
    assert (fact.answer.en, fact.answer.ja) == tuple(FERRY.answers.values())
    assert fact.phrasings.ja == ("フェリーはいつ出ますか",)
    assert fact.source is not None
    assert (fact.source[0].document, fact.source[0].section) == ("gazette", ("pact",))
    assert base.add_fact("harbourville", FERRY) == "when-does-the-ferry-2"


def test_a_subject_is_added_to_the_file_of_what_was_taught(tmp_path: Path) -> None:
    base = amending()
    entry = NewEntry("event", {"en": "Ferry Day", "ja": "フェリーの日"})
    assert base.add_entry(entry, FERRY, TODAY, NEXT_YEAR) == "ferry-day"
    second = NewEntry("topic", {"en": "Ferry tickets"})
    assert base.add_entry(second, FERRY, TODAY, NEXT_YEAR) == "ferry-tickets"
    release = loaded(base, tmp_path)
    made = release.entry("ferry-day")
    assert (made.kind, made.title.ja, made.verified_on) == (Kind.EVENT, "フェリーの日", TODAY)
    assert [each.id for each in made.facts] == ["overview"]
    assert release.entry("ferry-tickets").review_by == NEXT_YEAR


def test_a_source_that_is_new_becomes_a_document_once(tmp_path: Path) -> None:
    base = amending()
    for section in ("Ferries", "Trains", "ferries"):
        new = NewSource("The Office", "Town Hall", section)
        base.add_fact(
            "harbourville", NewFact(FERRY.answers, FERRY.phrasings, ["when"], Citing(new=new))
        )
    release = loaded(base, tmp_path)
    (office,) = [each for each in release.documents if each.id == "the-office"]
    assert [each.title for each in office.sections] == ["Ferries", "Trains"]
    cited = [each.source[0].section for each in release.entry("harbourville").facts if each.source]
    assert cited == [("ferries",), ("trains",), ("ferries",)]


def test_a_golden_question_is_expected_once_and_of_the_fact_taught_last() -> None:
    base = amending()
    base.expect("When is it?", "en", "river-pact", "signed")
    base.expect("when is it?", "en", "river-pact", "overview")
    base.expect("When is it?", "ja", "river-pact", "signed")
    assert YamlText(base.done()["golden.yaml"], "golden.yaml").data == [
        {"question": "When is it?", "locale": "en", "expected": "river-pact/overview"},
        {"question": "When is it?", "locale": "ja", "expected": "river-pact/signed"},
    ]


def test_a_review_changes_two_dates_and_nothing_else(tmp_path: Path) -> None:
    base = amending()
    base.confirm("river-pact", TODAY, NEXT_YEAR)
    text = base.done()[ENTRIES].decode()
    assert len(text.splitlines()) == len(FILES[ENTRIES].splitlines())
    entry = loaded(base, tmp_path).entry("river-pact")
    assert (entry.verified_on, entry.review_by) == (TODAY, NEXT_YEAR)


def test_an_answer_is_changed_where_it_stands(tmp_path: Path) -> None:
    translated = "river-pact:\n  title: 川の協定\n  answers:\n    overview: 古い\n"
    base = amending(translations__ja__towns=translated)
    base.change_answer("river-pact", "overview", "ja", "新しい")
    base.change_answer("river-pact", "overview", "en", "It is about water.")
    base.change_answer("river-pact", "signed", "th", "ใหม่")
    assert "新しい" in base.done()["translations/ja/towns.yaml"].decode()
    facts = {each.id: each.answer for each in loaded(base, tmp_path).entry("river-pact").facts}
    assert (facts["overview"].en, facts["overview"].ja) == ("It is about water.", "新しい")
    assert facts["signed"].th == "ใหม่"


def test_what_is_not_there_is_not_taught() -> None:
    base = amending()
    with pytest.raises(EditError, match="atlantis"):
        base.add_fact("atlantis", FERRY)
    with pytest.raises(EditError, match="river-pact/x"):
        base.add_phrasings("river-pact", "x", "en", ["y"])
    with pytest.raises(EditError, match="atlantis"):
        base.confirm("atlantis", TODAY, NEXT_YEAR)
