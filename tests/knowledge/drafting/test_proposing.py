"""What a report tells becomes entries with dates, figures, places and persons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.drafting.coverage import left_out
from knowledge.drafting.document import MAX_ID_CHARACTERS, id_of, unused
from knowledge.drafting.proposing import Proposal, ProposedEntry, propose
from knowledge.drafting.splitting import split
from knowledge.schema import MAX_BUTTON_BYTES, Kind
from tests.knowledge.drafting.reports import ARTICLE, REPORT

THIS_YEAR = 2026


def proposal(text: str) -> Proposal:
    return propose(split(text, "report.md"), THIS_YEAR)


def entry(text: str, title: str) -> ProposedEntry:
    """The proposed entry of that title; fails with all titles where there is none."""
    by_title = {each.title: each for each in proposal(text).entries}
    assert title in by_title, list(by_title)
    return by_title[title]


def about(sentences: str, title: str) -> ProposedEntry:
    return entry(f"# A report of things\n\n{sentences}\n", title)


def test_the_programme_of_a_report_has_its_dates_and_figures() -> None:
    programme = entry(REPORT, "Harbour Exchange Programme")
    assert programme.kind is Kind.PROGRAMME
    held = programme.dates["held"]
    assert (held.start, held.end) == ("2025-03-03", "2025-03-09")
    assert programme.figures["participants"].value == 12
    assert programme.sections == ("introduction",)


def test_headings_become_visits_and_meetings_of_the_programme() -> None:
    visit = entry(REPORT, "Visit to the Harbour Authority of Mombasa")
    meeting = entry(REPORT, "Dialogue with young captains")
    assert (visit.kind, visit.countries) == (Kind.VISIT, ("kenya",))
    assert visit.figures["ships"].about
    assert (meeting.kind, meeting.countries) == (Kind.MEETING, ("peru",))
    assert visit.part_of == meeting.part_of == "harbour-exchange-programme"


def test_a_heading_of_nothing_named_is_a_topic() -> None:
    text = "# A report of things\n\nWords.\n\n## How the sea feels\n\nIt feels cold.\n"
    assert entry(text, "How the sea feels").kind is Kind.TOPIC


def test_a_body_is_founded_when_the_report_says() -> None:
    assert entry(REPORT, "Captains' Society of Callao").dates["founded"].start == "2019-05"


def test_a_visit_has_its_delegation_leader_place_and_inferred_year() -> None:
    visit = entry(ARTICLE, "Harbourville delegation's official visit to Springtown")
    assert visit.people == {"leader": ("carl-ostmann",)}
    assert (visit.parties, visit.places) == (("harbourville",), ("springtown",))
    assert visit.dates["held"].inferred == ("year",)
    assert visit.dates["held"].end == "2024-06-06"


def test_a_meeting_has_who_met_where_and_when() -> None:
    meeting = entry(ARTICLE, "Meeting of Carl Ostmann with Anna Berglund")
    assert meeting.people == {"attendee": ("carl-ostmann", "anna-berglund")}
    assert meeting.places == ("springtown-government-headquarters",)
    assert meeting.dates["held"].start == "2024-06-05"
    assert (
        meeting.part_of
        == entry(ARTICLE, "Harbourville delegation's official visit to Springtown").id
    )


def test_a_caption_with_several_persons_is_one_meeting() -> None:
    text = "Mayor Carl Ostmann discusses with Governor Anna Berglund and Ambassador Eva Lind Ek."
    meetings = [
        each
        for each in proposal(f"# A report of things\n\n{text}\n").entries
        if each.kind is Kind.MEETING
    ]
    assert [len(each.people["attendee"]) for each in meetings] == [3]


def test_meeting_two_persons_is_two_meetings() -> None:
    text = "Mayor Carl Ostmann met with Governor Anna Berglund and Ambassador Eva Lind Ek."
    entries = proposal(f"# A report of things\n\n{text}\n").entries
    assert [each.kind for each in entries].count(Kind.MEETING) == 2


@pytest.mark.parametrize(
    ("text", "title", "start"),
    [
        (
            "Lamu and Callao signed their first trade agreement in 2013. They went to Lamu and to "
            "Callao, in Callao and in Lamu.",
            "First trade agreement between Lamu and Callao",
            "2013",
        ),
        (
            "In Kenya they signed a Memorandum of Understanding between Kenya and Peru on 4 May "
            "2021.",
            "Memorandum of Understanding between Kenya and Peru",
            "2021-05-04",
        ),
    ],
)
def test_agreements_have_parties_and_the_day_they_were_signed(
    text: str, title: str, start: str
) -> None:
    agreement = about(text, title)
    assert agreement.kind is Kind.AGREEMENT
    assert len(agreement.parties) == 2
    assert agreement.dates["signed"].start == start


def test_other_dates_beside_an_agreement_are_not_its_own() -> None:
    text = "In May 2022 they will speak about the River Pact."
    assert about(text, "River Pact").dates == {}


def test_events_have_first_and_later_dates() -> None:
    festival = entry(ARTICLE, "Lantern Festival")
    assert {name: each.start for name, each in festival.dates.items()} == {
        "held": "2023",
        "first_held": "2011",
    }
    (visitors,) = festival.figures.values()
    assert (visitors.value, visitors.over) == (30_000, True)
    assert festival.places == ("springtown",)


def test_what_is_to_come_is_planned() -> None:
    workshop = entry(ARTICLE, "Workshop in Mombasa")
    assert workshop.dates["planned"].start == "2024-05"
    assert workshop.places == ("mombasa",)


def test_a_year_to_come_is_never_inferred() -> None:
    text = "By 2040 all will be well. The Fish Festival was on 4 May."
    assert about(f"{text} It began in 2019.", "Fish Festival").dates["held"].start == "2019-05-04"
    assert about(text, "Fish Festival").dates == {}


def test_things_counted_by_name_are_topics_together() -> None:
    text = (
        "In Lamu there are 300 Peruvian sailors and 20 Peruvian shops. "
        "Now 45 Kenyan boats are sailing in Peru."
    )
    topic = about(text, "Peruvian sailors and shops in Lamu")
    assert sorted(figure.value for figure in topic.figures.values()) == [20, 300]
    assert about(text, "Kenyan boats in Peru").figures["kenyan_boats"].value == 45


def test_an_amount_belongs_to_what_its_sentence_speaks_of() -> None:
    topic = entry(ARTICLE, "Kenyan investment in Peru")
    (figure,) = topic.figures.values()
    assert (figure.value, figure.unit) == (2.5, "billion US dollars")


def test_a_share_belongs_to_what_it_refers_to() -> None:
    park = about(
        "Showing the Blue Lake Park, he said that 30% of the park is full.", "Blue Lake Park"
    )
    assert park.figures["percent"].value == 30


def test_each_figure_has_a_fact_that_is_to_say_what_it_counts() -> None:
    for each in (*proposal(REPORT).entries, *proposal(ARTICLE).entries):
        fields = [fact.field for fact in each.facts if fact.field]
        assert fields == [f"figures.{name}" for name in each.figures]
        assert each.facts[0].id == "overview"
        assert all(fact.quote for fact in each.facts)


@pytest.mark.parametrize("text", [REPORT, ARTICLE])
def test_references_lead_to_proposed_entries_of_the_right_kind(text: str) -> None:
    proposed = proposal(text)
    kinds = {each.id: each.kind for each in proposed.entries}
    assert len(kinds) == len(proposed.entries)
    sections = {part.id for part in proposed.report.parts}
    for each in proposed.entries:
        assert set(each.sections) <= sections
        assert all(kinds[name] is Kind.PLACE for name in (*each.places, *each.countries))
        persons = [name for names in each.people.values() for name in names]
        assert all(kinds[name] is Kind.PERSON for name in persons)
        assert set(each.parties) <= set(kinds)
        assert each.id not in {*each.parties, *each.places, each.part_of}


def test_no_name_stands_in_two_entries() -> None:
    for text in (REPORT, ARTICLE):
        names = [
            name.lower() for each in proposal(text).entries for name in (each.title, *each.aliases)
        ]
        assert len(names) == len(set(names))


def test_what_no_entry_holds_is_told() -> None:
    text = "# A report of things\n\nThey went to Lamu in Kenya with Zebra Xylo and saw 7 of it.\n"
    missing = left_out(proposal(text), text)
    assert any("name Zebra Xylo" in each for each in missing)
    assert any("number 7" in each for each in missing)
    assert not any("Lamu" in each or "Kenya" in each for each in missing)
    assert left_out(proposal(ARTICLE), ARTICLE) == []


@settings(deadline=timedelta(seconds=5), max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "Governor", "Anna Berglund", "Lamu", "Kenya", "met", "with", "and", "of", "the",
                "(", ")", "WTO", "12", "%", "$", "in", "May", "2024", ".", ",", "’s", "signed",
                "a", "agreement", "between", "\n", "\n\n", "# ", "visit to", "University",
                "delegation", "Typhoon", "No. 3", "“", "~", "ハノイ", "-", "\u0301",
            ]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_any_words_give_a_sound_proposal(words: list[str]) -> None:
    text = " ".join(words)
    proposed = proposal(text)
    assert len({each.id for each in proposed.entries}) == len(proposed.entries)
    for each in proposed.entries:
        assert each.title.strip()
        for fact in each.facts:
            assert len(f"f:{each.id}:{fact.id}") <= MAX_BUTTON_BYTES


def test_ids_are_cut_between_words_and_made_unlike() -> None:
    used = {"a"}
    assert id_of("The Bridge of Lamu, and of", limit=18) == "the-bridge-of-lamu"
    assert id_of("ハノイ", "place") == "place"
    long = "x" * MAX_ID_CHARACTERS
    assert [unused("a", used), unused("a", used)] == ["a-2", "a-3"]
    assert unused(long, {long}) == "x" * (MAX_ID_CHARACTERS - 2) + "-2"
