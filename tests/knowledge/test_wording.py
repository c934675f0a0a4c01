"""Dates and lists stand as a reader of each locale expects them."""

from __future__ import annotations

import pytest

from knowledge.schema import LOCALES, DateSpan
from knowledge.wording import sentence_case, word_date, word_list


@pytest.mark.parametrize(
    ("fields", "worded"),
    [
        (
            {"start": "2024-10-17"},
            ("17 October 2024", "2024年10月17日", "17 tháng 10 năm 2024", "17 ตุลาคม ค.ศ. 2024"),
        ),
        (
            {"start": "2024-08-14", "end": "2024-08-24"},
            (
                "14 to 24 August 2024",
                "2024年8月14日から24日まで",
                "14 đến 24 tháng 8 năm 2024",
                "14 ถึง 24 สิงหาคม ค.ศ. 2024",
            ),
        ),
        (
            {"start": "2022-12-30", "end": "2023-01-02"},
            (
                "30 December 2022 to 2 January 2023",
                "2022年12月30日から2023年1月2日まで",
                "30 tháng 12 năm 2022 đến 2 tháng 1 năm 2023",
                "30 ธันวาคม ค.ศ. 2022 ถึง 2 มกราคม ค.ศ. 2023",
            ),
        ),
        (
            {"start": "2023-11", "precision": "month"},
            ("November 2023", "2023年11月", "tháng 11 năm 2023", "พฤศจิกายน ค.ศ. 2023"),
        ),
        (
            {"start": "2023-11", "end": "2023-12", "precision": "month"},
            (
                "November 2023 to December 2023",
                "2023年11月から2023年12月まで",
                "tháng 11 năm 2023 đến tháng 12 năm 2023",
                "พฤศจิกายน ค.ศ. 2023 ถึง ธันวาคม ค.ศ. 2023",
            ),
        ),
        ({"start": "2013", "precision": "year"}, ("2013", "2013年", "năm 2013", "ค.ศ. 2013")),
        (
            {"start": "2013", "end": "2015", "precision": "year"},
            (
                "2013 to 2015",
                "2013年から2015年まで",
                "năm 2013 đến năm 2015",
                "ค.ศ. 2013 ถึง ค.ศ. 2015",
            ),
        ),
    ],
)
def test_span_is_worded_in_every_locale(
    fields: dict[str, str], worded: tuple[str, str, str, str]
) -> None:
    span = DateSpan.model_validate(fields)
    assert tuple(word_date(span, locale) for locale in LOCALES) == worded


@pytest.mark.parametrize(
    ("locale", "two", "three"),
    [
        ("en", "A and B", "A, B and C"),
        ("ja", "A、B", "A、B、C"),
        ("vi", "A và B", "A, B và C"),
        ("th", "AและB", "A B และC"),
    ],
)
def test_names_are_joined_as_the_locale_does(locale: str, two: str, three: str) -> None:
    assert word_list(["A"], locale) == "A"
    assert word_list(["A", "B"], locale) == two
    assert word_list(("A", "B", "C"), locale) == three


def test_sentence_begins_with_a_capital_and_keeps_the_rest() -> None:
    assert sentence_case("people of JETRO") == "People of JETRO"
    assert sentence_case("éa") == "Éa"
    assert sentence_case("神奈川") == "神奈川"
    assert sentence_case("") == ""
