"""What Telegram takes, checked before anything is sent."""

from dataclasses import replace

import pytest

from bot.broadcasts import Content, File
from bot.content_limits import can_correct, is_link, problem_of, read_buttons

TEXT = Content(1, (1,), "Hello")
PHOTO = Content(1, (1,), "A caption", media="photo", file_id="a")
POLL = Content(1, (1,), poll={"question": "?", "options": [{"text": "a"}], "type": "regular"})
PLACE = Content(1, (1,), place={"latitude": 1.0, "longitude": 2.0})


def album(count: int, text: str = "") -> Content:
    """An album of so many photos."""
    return replace(PHOTO, text=text, more=(File("photo", "b"),) * (count - 1))


def told(content: Content) -> str:
    """Why a content cannot be sent; empty where it can."""
    found = problem_of(content)
    return "" if found is None else f"{found.problem} {found.found}/{found.most}"


@pytest.mark.parametrize("content", [TEXT, PHOTO, POLL, PLACE, album(2), album(10, "x" * 944)])
def test_what_is_within_the_limits_has_no_problem(content: Content) -> None:
    assert told(content) == ""


def test_each_limit_is_told_with_its_numbers() -> None:
    assert told(replace(TEXT, text="x" * 4097)) == "text-too-long 4097/4096"
    assert told(replace(TEXT, text="👍" * 2049)) == "text-too-long 4098/4096"
    assert told(replace(TEXT, text=" \n")) == "empty 0/0"
    assert told(replace(PHOTO, text="x" * 1025)) == "caption-too-long 1025/1024"
    assert told(album(2, "x" * 945)) == "caption-too-long 945/944"
    assert told(album(11)) == "album-size 11/10"
    late = replace(album(2), more=(File("photo", "b", "x" * 945),))
    assert told(late) == "caption-too-long 945/944"
    assert POLL.poll is not None
    assert told(replace(POLL, poll={**POLL.poll, "question": "x" * 301})) == "poll 1/12"
    options = [{"text": "a"}] * 13
    assert told(replace(POLL, poll={**POLL.poll, "options": options})) == "poll 13/12"
    assert told(replace(POLL, poll={**POLL.poll, "options": [{"text": "x" * 101}]})) == "poll 1/12"
    quiz = {**POLL.poll, "type": "quiz"}
    assert told(replace(POLL, poll=quiz)) == "quiz 0/0"
    assert told(replace(POLL, poll={**quiz, "correct_option_ids": [0]})) == ""


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        (TEXT, replace(TEXT, text="Hello!"), True),
        (TEXT, PHOTO, False),
        (PHOTO, TEXT, False),
        (PHOTO, replace(PHOTO, media="document"), True),
        (PHOTO, album(2), False),
        (album(3), album(3, "new"), True),
        (album(3), album(2), False),
        (POLL, POLL, False),
        (PLACE, TEXT, False),
    ],
)
def test_a_correction_fits_what_telegram_can_edit(
    old: Content, new: Content, *, fits: bool
) -> None:
    assert can_correct(old, new) is fits


def test_lines_become_buttons() -> None:
    assert read_buttons("Apply - https://example.org/a-b?c=d\n\n More: http://a.example ") == (
        (("Apply", "https://example.org/a-b?c=d"),),
        (("More", "http://a.example"),),
    )
    assert read_buttons("申し込む https://example.org") == (
        ((("申し込む", "https://example.org"),)),
    )
    assert read_buttons("Chat – tg://resolve?domain=x") == ((("Chat", "tg://resolve?domain=x"),),)


@pytest.mark.parametrize(
    "line",
    ["Apply", "Apply - example.org", "https://example.org", "Apply - javascript:alert(1)",
     f"{'x' * 65} - https://example.org", "Apply - https://[::1", "Apply - https://nodot"],
)  # fmt: skip
def test_a_line_that_is_no_button_is_named(line: str) -> None:
    assert read_buttons(f"Good - https://example.org\n{line}") == line[:64]


def test_no_line_and_too_many_are_told_apart_from_a_wrong_one() -> None:
    assert read_buttons(" \n") == ""
    assert read_buttons("a - https://example.org\n" * 13) == ""


def test_a_link_is_whole_and_not_longer_than_telegram_takes() -> None:
    assert is_link("https://example.org/" + "a" * 2000)
    assert not is_link("https://example.org/" + "a" * 2048)
