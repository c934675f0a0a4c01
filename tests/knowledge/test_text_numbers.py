"""Texts as digests: every text finds its number, no other text finds one."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text_numbers import UNKNOWN, TextNumbers

ELSEWHERE = """
import pickle, sys
numbers = pickle.load(sys.stdin.buffer)
print(*(numbers.get(text) for text in ("treaty", "pact", "deal")))
"""
TEXTS = st.text(st.characters(), max_size=12)


@given(st.lists(TEXTS, unique=True), st.lists(TEXTS))
def test_texts_find_the_numbers_that_a_dict_would_give(kept: list[str], asked: list[str]) -> None:
    expected = {text: 7 * number for number, text in enumerate(kept)}
    numbers = TextNumbers(expected)
    assert len(numbers) == len(kept)
    assert numbers.find(kept + asked).tolist() == [
        expected.get(text, UNKNOWN) for text in kept + asked
    ]
    assert all((text in numbers) == (text in expected) for text in asked)


@pytest.mark.parametrize("text", ["", "\ud800", "à", "a\u0300", "漢字", "\0"])
def test_any_text_can_be_asked_for(text: str) -> None:
    assert TextNumbers({}).get(text) == UNKNOWN
    assert TextNumbers({text: 3}).get(text) == 3
    assert TextNumbers({text: 3}).get(f"{text}.") == UNKNOWN


def test_another_process_finds_the_same() -> None:
    """Unlike by Python's own hashes of texts, which differ from process to process."""
    numbers = TextNumbers({"pact": 5, "treaty": 6})
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", ELSEWHERE],
        input=pickle.dumps(numbers),
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert told.stdout.split() == [b"6", b"5", b"-1"]
