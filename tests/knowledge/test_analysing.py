"""What a text says: its words by meaning, the entries it names, what it asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.analysing import Analyser
from knowledge.analysis import Analysis
from knowledge.deriving import derive_facts
from knowledge.loading import load_base
from knowledge.normalising import MAX_QUERY_CHARACTERS
from knowledge.ranking import Ranker
from knowledge.schema import Asks, Entry
from knowledge.tokens import tokenise
from knowledge.vocabulary import MAX_TEXTS_WITHOUT_TYPOS
from tests.knowledge.small_bases import (
    ENTRIES,
    as_yaml,
    entry,
    fact,
    load_small,
    only,
)


@pytest.fixture(scope="module")
def analyser(small_ranker: Ranker) -> Analyser:
    return small_ranker.analyser


@pytest.fixture(scope="module")
def delivered(ranker: Ranker) -> Analyser:
    return ranker.analyser


def analyser_of(folder: Path, files: dict[str, str]) -> Analyser:
    release = load_small(folder, dict(files))
    return Ranker(release, derive_facts(release), "en").analyser


def named(analysis: Analysis) -> set[str]:
    """Return the entries named outright: not inside a longer name, not by an office."""
    return {each.entry for each in analysis.mentions if not each.nested and not each.implied}


def implied(analysis: Analysis) -> set[str]:
    return {each.entry for each in analysis.mentions if each.implied}


def meanings(analysis: Analysis) -> set[str]:
    return {meaning for unit in analysis.units for meaning in unit.meanings}


# --- Names


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Harbourville", {"harbourville"}),
        ("the river pact", {"river-pact"}),
        ("River Pact of Springtown", {"river-pact", "springtown"}),
        ("springtown harbourville pact", {"river-pact"}),
        ("Springtown–Harbourville Pact", {"river-pact"}),
        ("springtown and harbourville", {"springtown", "harbourville"}),
        ("Kingdom of Northland", {"northland"}),
        ("HARBOURVILLE'S lantern festival", {"harbourville", "lantern-festival"}),
        ("berglund", {"anna-berglund"}),
        ("Mrs Anna Berglund", {"anna-berglund"}),
        ("riverpact", {"river-pact"}),
        ("lanternfestival", {"lantern-festival"}),
        ("harborville", {"harbourville"}),
        ("spring town", {"springtown"}),
        ("mayor", set()),
    ],
)
def test_entries_are_named_by_title_alias_and_parts_of_persons_names(
    analyser: Analyser, text: str, entries: set[str]
) -> None:
    assert named(analyser.analyse(text)) == entries


def test_name_inside_a_longer_one_is_nested(analyser: Analyser) -> None:
    analysis = analyser.analyse("springtown harbourville pact")
    nested = {each.entry for each in analysis.mentions if each.nested}
    assert {"springtown", "harbourville"} <= nested
    assert analysis.entities == {"springtown", "harbourville", "river-pact"}


def test_part_of_a_name_that_two_persons_share_names_neither(tmp_path: Path) -> None:
    more = as_yaml(entry("otto-berglund", "person"), entry("ida-lind", "person"))
    analyser = analyser_of(tmp_path, {"entries/towns.yaml": ENTRIES + more})
    assert named(analyser.analyse("what did berglund say")) == set()
    assert named(analyser.analyse("otto berglund")) == {"otto-berglund"}
    assert named(analyser.analyse("otto")) == {"otto-berglund"}


def test_short_part_of_a_name_is_a_word_like_others(tmp_path: Path) -> None:
    more = as_yaml(entry("mai-an-linden", "person"))
    analyser = analyser_of(tmp_path, {"entries/towns.yaml": ENTRIES + more})
    assert named(analyser.analyse("mai")) == set()
    assert named(analyser.analyse("mai an")) == {"mai-an-linden"}


def test_words_of_one_name_are_one_unit(analyser: Analyser) -> None:
    analysis = analyser.analyse("anna berglund harbourville")
    assert [unit.surface for unit in analysis.units] == ["anna berglund", "harbourville"]


# --- Offices


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("who is the head of Springtown", {"anna-berglund"}),
        ("the boss of harbourville", {"carl-ostmann"}),
        ("Harbourville's mayor", {"carl-ostmann"}),
        ("leader of northland", set()),
        ("the mayor", set()),
        ("springtown", set()),
    ],
)
def test_office_names_its_holder(analyser: Analyser, text: str, people: set[str]) -> None:
    assert implied(analyser.analyse(text)) == people


def test_holder_who_is_named_is_not_implied_too(analyser: Analyser) -> None:
    analysis = analyser.analyse("mayor Anna Berglund of Springtown")
    assert "anna-berglund" in named(analysis)
    assert implied(analysis) == set()


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("who is the head of Kanagawa", "kuroiwa-yuji"),
        ("the governor of Kanagawa", "kuroiwa-yuji"),
        ("Kanagawas governor", "kuroiwa-yuji"),
        ("Kuroiwa", "kuroiwa-yuji"),
        ("gov. Kuroiva", "kuroiwa-yuji"),
        ("leader of Tokyo", "koike-yuriko"),
        ("governor of tokio", "koike-yuriko"),
        ("yuriko koike", "koike-yuriko"),
        ("JETRO's chairman", "ishiguro-norihiko"),
        ("head of JETRO", "ishiguro-norihiko"),
        ("mayor of Hanoi", "tran-sy-thanh"),
        ("Mr Thanh", "tran-sy-thanh"),
        ("Trần Sỹ Thanh", "tran-sy-thanh"),
        ("ambassador of Vietnam", "pham-quang-hieu"),
    ],
)
def test_people_of_the_delivered_base_are_known_by_office_and_name(
    delivered: Analyser, text: str, person: str
) -> None:
    assert person in delivered.analyse(text).entities


def test_ambassador_does_not_lead_the_country(delivered: Analyser) -> None:
    assert "pham-quang-hieu" not in delivered.analyse("leader of Vietnam").entities


# --- Words and concepts


def test_words_of_one_concept_share_a_symbol(analyser: Analyser) -> None:
    for word in ("pact", "treaties", "deals", "AGREEMENT"):
        assert "c:agreement" in meanings(analyser.analyse(word))


def test_phrase_of_a_concept_goes_before_its_words(analyser: Analyser) -> None:
    assert "c:number" in meanings(analyser.analyse("number of bridges"))


def test_fillers_and_cues_carry_no_meaning(analyser: Analyser) -> None:
    assert analyser.analyse("please, which is the of and?").units == ()


def test_word_that_the_base_lacks_is_a_unit_and_unknown(analyser: Analyser) -> None:
    units = {unit.surface: unit for unit in analyser.analyse("zebra bridges").units}
    assert not units["zebra"].known
    assert units["bridges"].known


def test_numbers_are_told(analyser: Analyser) -> None:
    units = {unit.surface: unit.is_number for unit in analyser.analyse("12 bridges in 2021").units}
    assert units == {"12": True, "bridges": False, "2021": True}


def test_repaired_word_is_less_certain_and_told(analyser: Analyser) -> None:
    analysis = analyser.analyse("brigdes of Springtwon")
    assert analysis.repairs == (("brigdes", "bridges"), ("springtwon", "springtown"))
    assert all(0 < unit.certainty < 1 for unit in analysis.units)


def test_text_of_the_base_is_read_as_it_stands(analyser: Analyser) -> None:
    assert analyser.read("brigdes").repairs == ()
    assert not analyser.read("brigdes").units[0].known


def test_all_equally_near_readings_of_a_word_are_considered(tmp_path: Path) -> None:
    files = only(
        entry("a", facts=[fact("one", "About Kanagawa.", "kanagawa kanagawa")]),
        entry("b", facts=[fact("two", "About Kanazawa.", "kanazawa")]),
    )
    meant = meanings(analyser_of(tmp_path, files).analyse("kanawawa"))
    assert {"s:kanagawa", "s:kanazawa"} <= meant


# --- What is asked


@pytest.mark.parametrize(
    ("text", "asks", "opening"),
    [
        ("who signed it", {Asks.WHO}, Asks.WHO),
        ("when was it", {Asks.WHEN}, Asks.WHEN),
        ("the pact was signed when?", {Asks.WHEN}, None),
        ("who signed it and when", {Asks.WHO, Asks.WHEN}, Asks.WHO),
        ("how many bridges", {Asks.HOW_MANY}, Asks.HOW_MANY),
        ("was the pact signed", {Asks.WHETHER}, Asks.WHETHER),
        ("when was the pact signed", {Asks.WHEN}, Asks.WHEN),
        ("list all towns", {Asks.LIST}, Asks.LIST),
        ("bridges", set(), None),
    ],
)
def test_kind_of_question_is_read_from_its_cues(
    analyser: Analyser, text: str, asks: set[Asks], opening: Asks | None
) -> None:
    analysis = analyser.analyse(text)
    assert analysis.asks == asks
    assert analysis.opening == opening


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("which festival of the town was it", {"c:festival", "c:town"}),
        ("how many visitors came in December to the fair", {"c:visitor"}),
        ("which old festival", {"c:festival"}),
        ("when was the festival", set()),
        ("festival", set()),
    ],
)
def test_head_is_what_follows_which_what_and_how_many(
    analyser: Analyser, text: str, heads: set[str]
) -> None:
    assert analyser.analyse(text).heads == heads


# --- Off topic and elsewhere


def test_words_of_other_subjects_are_told(analyser: Analyser) -> None:
    assert analyser.analyse("tell me a joke about the weather").off_topic == ("joke", "weather")
    assert analyser.analyse("jokes").off_topic == ()  # by their exact words
    assert analyser.analyse("river pact").off_topic == ()


def test_names_that_no_document_speaks_of_are_told(analyser: Analyser) -> None:
    assert analyser.analyse("festival in new rome or Atlantis").elsewhere == (
        "New Rome",
        "Atlantis",
    )
    assert analyser.analyse("new towns").elsewhere == ()


@pytest.mark.parametrize("name", ["Osaka", "Ho Chi Minh City", "osaca", "South Korea"])
def test_names_elsewhere_are_known_on_the_delivered_base(delivered: Analyser, name: str) -> None:
    assert delivered.analyse(f"agreement between Hanoi and {name}").elsewhere


def test_courtesy_alone_says_nothing_but_is_a_word_in_a_question(analyser: Analyser) -> None:
    assert analyser.analyse("Thanks!").units == ()
    assert analyser.analyse("well done").units == ()
    assert analyser.analyse("thanks to whom").units != ()


def test_texts_of_the_base_are_never_off_topic_or_elsewhere(analyser: Analyser) -> None:
    analysis = analyser.read("a joke about Atlantis")
    assert analysis.off_topic == analysis.elsewhere == ()


# --- Any text

KNOWN_WORDS = (
    "the mayor of springtown harbourville pact who when 12 k thousand joke atlantis zebra "
    "spring town brigdes anna berglund's 17/10 2021 riverpact"
)
WORDS = st.lists(
    st.sampled_from(KNOWN_WORDS.split())
    | st.text(st.characters(exclude_categories=("No", "Cs")), max_size=6),
    max_size=14,
).map(" ".join)


@given(WORDS)
@settings(deadline=None)
def test_any_text_is_analysed_into_units_in_order(small_ranker: Ranker, text: str) -> None:
    analysis = small_ranker.analyser.analyse(text)
    positions = [unit.position for unit in analysis.units]
    assert positions == sorted(positions)
    for unit in analysis.units:
        assert unit.surface
        assert unit.meanings
        assert all(meaning[:2] in {"s:", "c:", "e:"} for meaning in unit.meanings)
        assert 0 < unit.certainty <= 1
    assert {each.entry for each in analysis.mentions} == analysis.entities
    assert all(each[:2] != "s:" for each in analysis.heads)
    assert small_ranker.analyser.analyse(text) == analysis


@given(WORDS)
@settings(deadline=None)
def test_case_does_not_change_the_meaning(small_ranker: Ranker, text: str) -> None:
    analyser = small_ranker.analyser
    one, other = analyser.analyse(text.casefold()), analyser.analyse(text.casefold().title())
    assert (one.units, one.mentions, one.asks) == (other.units, other.mentions, other.asks)


def test_only_the_beginning_of_a_long_text_is_read(analyser: Analyser) -> None:
    within = "bridges " * (MAX_QUERY_CHARACTERS // len("bridges "))
    analysis = analyser.analyse(within + "harbourville " * 10_000)
    assert named(analysis) == set()
    assert len(analysis.tokens) <= MAX_QUERY_CHARACTERS


@pytest.mark.parametrize(
    ("locale", "text", "elsewhere"),
    [
        ("th", "มาจากกรุงเทพมา", ()),  # พม่า, Myanmar, would cut กรุงเทพ, Bangkok
        ("th", "มาจากพม่า", ("พม่า",)),
        ("ja", "韓国の投資", ("韓国",)),  # though 国の, "of the country", is a word too
        ("ja", "東京都の知事", ()),  # 京都, Kyoto, would cut 東京都, Tokyo
        ("ja", "大阪の知事", ("大阪",)),
    ],
)
def test_names_are_not_found_across_other_words(
    locale: str, text: str, elsewhere: tuple[str, ...]
) -> None:
    release = load_base()
    texts = (tokenise(each, locale) for entry in release.entries for each in names(entry, locale))
    assert Analyser(release, texts, locale).analyse(text).elsewhere == elsewhere


@pytest.mark.parametrize(
    ("times", "others", "repaired"),
    [
        (1, MAX_TEXTS_WITHOUT_TYPOS, True),
        (2, MAX_TEXTS_WITHOUT_TYPOS, False),
        (1, MAX_TEXTS_WITHOUT_TYPOS - 2, False),
    ],
)
def test_what_one_phrasing_of_many_misspells_is_no_word(
    times: int, others: int, repaired: bool
) -> None:
    release = load_base()
    phrasings = ["zzqx of Kanagawa", *["kanagava governer name"] * times, *["who is it"] * others]
    analysis = Analyser(release, [tokenise(each, "en") for each in phrasings]).analyse(
        "who leads kanagava"
    )
    assert ("kanagawa" in analysis.entities) is repaired


def names(entry: Entry, locale: str) -> tuple[str, ...]:
    return (entry.title.get(locale) or entry.title.en, *entry.aliases.get(locale))
