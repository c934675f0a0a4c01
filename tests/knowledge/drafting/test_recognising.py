"""Names are recognised by how they are written and by the words around them."""

from __future__ import annotations

import pytest

from knowledge.drafting.naming import runs_in
from knowledge.drafting.recognising import recognise
from knowledge.drafting.splitting import split
from knowledge.drafting.subjects import Subject, Subjects
from knowledge.schema import Kind


def subjects_in(text: str) -> Subjects:
    return recognise(split(f"# A report of things\n\n{text}\n", "report.md"))


def found(text: str, title: str) -> Subject:
    """The subject of that title; fails with all titles where there is none."""
    subjects = subjects_in(text)
    by_title = {each.title: each for each in subjects}
    assert title in by_title, list(by_title)
    return by_title[title]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Ministry of Health and Welfare met them.", ["Ministry of Health and Welfare"]),
        ("He saw the Embassy of Peru in Kenya.", ["Embassy of Peru in Kenya"]),
        ("It was Typhoon No. 3 that came.", ["Typhoon No. 3"]),
        ("They visited Expo 2025 Osaka.", ["Expo 2025 Osaka"]),
        ("At Lima's government headquarters", ["Lima's government headquarters"]),
        ("The People's Committee of Hue won.", ["People's Committee of Hue"]),
        ("Ann B. Cole came on Monday in May.", ["Ann B. Cole"]),
        ("Introducing the park, he spoke.", []),
        ("Overall, the visit was good.", []),
        ('The course "Promoting Vibrant Seas" began.', []),
        ("Kenya’s capital is Nairobi.", ["Kenya", "Nairobi"]),
    ],
)
def test_names_have_their_bounds(text: str, names: list[str]) -> None:
    assert [run.text for run in runs_in(text, frozenset())] == names


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("They saw the Lamu Department of Trade.", "Lamu Department of Trade", Kind.ORGANISATION),
        ("They saw Callao University.", "Callao University", Kind.ORGANISATION),
        ("They went to Kenya.", "Kenya", Kind.PLACE),
        ("They ate in Lamu.", "Lamu", Kind.PLACE),
        ("They saw the Blue Lake Park.", "Blue Lake Park", Kind.PLACE),
        ("They loved the Fish Festival.", "Fish Festival", Kind.EVENT),
        ("Then Typhoon Ada hit.", "Typhoon Ada", Kind.EVENT),
        ("They joined the Sea Exchange Programme.", "Sea Exchange Programme", Kind.PROGRAMME),
        ("They like the River Pact.", "River Pact", Kind.AGREEMENT),
        ("It launched the S-LINK forum there.", "S-LINK forum", Kind.TOPIC),
        ("They thanked the OECD for it.", "OECD", Kind.ORGANISATION),
        ("Many firms such as Blue Anchor came.", "Blue Anchor", Kind.ORGANISATION),
        ("They met Governor Anna Berglund.", "Anna Berglund", Kind.PERSON),
        ("They met harbour director Anna Berglund.", "Anna Berglund", Kind.PERSON),
        ("Anna Berglund, Chairwoman of it, came.", "Anna Berglund", Kind.PERSON),
    ],
)
def test_kinds_follow_from_words_and_surroundings(text: str, title: str, kind: Kind) -> None:
    assert found(text, title).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan and Peruvian boats.",
        "The City grew.",
        "CO2 in the air.",
        "The Q&A was long.",
        "Use of DX is growing.",
        "On Monday in June it rained.",
        "The Kenya-Peru friendship is old.",
    ],
)
def test_what_names_nothing_is_no_subject(text: str) -> None:
    titles = {each.title for each in subjects_in(text)}
    assert titles <= {"Kenya", "Peru"} - ({"Kenya", "Peru"} if "-" in text else set())


def test_short_forms_and_other_names_are_aliases() -> None:
    text = (
        "The World Trade Organization (WTO) met JETAX (The Japan Exchange and Taxi Association X)."
        " Typhoon No. 3 (internationally named Ada) came. WTO was late. Typhoon Ada went."
    )
    assert found(text, "World Trade Organization").aliases == ["WTO"]
    assert set(found(text, "Typhoon No. 3").aliases) == {"Ada", "Typhoon Ada"}
    assert "WTO" not in {each.title for each in subjects_in(text)}


def test_a_detail_in_brackets_is_an_alias_and_a_country_there_is_one() -> None:
    text = "They saw Callao University (Port Campus) and Lamu College (Kenya)."
    assert found(text, "Callao University").aliases == ["Callao University (Port Campus)"]
    assert [each.title for each in found(text, "Lamu College").countries] == ["Kenya"]


def test_offices_are_read_before_and_behind_a_title() -> None:
    text = (
        "Springtown Governor Anna Berglund met Chairman of the Lamu Port Committee Carl Ostmann. "
        "Chairman of the World Fish Bureau (WFB) Eva Lind sent Kenyan Ambassador to Peru Li Wei. "
        "Later Governor Berglund and the head of WFB Eva Lind spoke."
    )
    offices = {
        each.title: [(of.title, title) for of, title in each.offices]
        for each in subjects_in(text).of_kind(Kind.PERSON)
    }
    assert offices == {
        "Anna Berglund": [("Springtown", "Governor")],
        "Carl Ostmann": [("Lamu Port Committee", "Chairman")],
        "Eva Lind": [("World Fish Bureau", "Chairman")],
        "Li Wei": [("Peru", "Kenyan Ambassador")],
    }


def test_a_family_name_with_a_title_is_the_same_person() -> None:
    anna = found("Governor Anna Berglund came. Later Governor Berglund left.", "Anna Berglund")
    assert "Governor Berglund" in anna.aliases
    assert len(anna.sentences) == 2


def test_a_head_shared_by_two_names_belongs_to_both() -> None:
    titles = {each.title for each in subjects_in("They saw the UNDP and UNHCR Nairobi Offices.")}
    assert {"UNDP Nairobi Office", "UNHCR Nairobi Office"} <= titles


def test_a_prefecture_and_its_short_name_are_one_place() -> None:
    chiba = found("They went to Chiba. In Chiba Prefecture they ate.", "Chiba")
    assert chiba.aliases == ["Chiba Prefecture"]


def test_an_acronym_that_only_ends_a_longer_name_is_joined_to_that() -> None:
    text = "The Kenya UNESX (The United Nations Sea X) was there. UNESX members ate."
    kenya = found(text, "Kenya UNESX")
    assert "UNESX" in kenya.aliases
    assert len(kenya.sentences) == 2


def test_who_publishes_and_who_writes_are_subjects() -> None:
    report = split(
        "# Visit to the sea\n\nNorthland Agency\n\nIt rained all day.\n\nEva Lind\n", "a.md"
    )
    kinds = {each.title: each.kind for each in recognise(report)}
    assert kinds == {"Northland Agency": Kind.ORGANISATION, "Eva Lind": Kind.PERSON}
