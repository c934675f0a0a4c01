"""A draft: where Back leads, what a message does to it, and that nothing is lost on disk."""

import json
from datetime import UTC, datetime

import pytest

from bot.broadcasts import Content, File
from bot.drafts import GROUPS, PEOPLE, Draft, Step, switched
from bot.subscribers import ALL_TOPICS, Audience, Country, Topic

HELLO = Content(7, (1,), "Hello", ({"type": "bold", "offset": 0, "length": 5},))
PHOTO = Content(7, (2,), "", media="photo", file_id="a")
DRAFT = Draft(Step.REVIEW, "en", "en", {"en": HELLO})


def test_back_leads_from_the_end_to_the_beginning() -> None:
    draft: Draft | None = DRAFT.at(Step.CONFIRM)
    seen = []
    while draft is not None and draft.step is not Step.MESSAGE:
        draft = draft.back()
        assert draft is not None
        seen.append(draft.step)
    assert seen == [Step.REVIEW, Step.AUDIENCE, Step.VERSIONS, Step.MESSAGE]


@pytest.mark.parametrize("step", Step)
def test_every_step_but_the_first_has_one_before(step: Step) -> None:
    assert DRAFT.at(step).back() is not None
    assert Draft(Step.MESSAGE, "en", "en").back() is None


def test_a_correction_begins_at_its_versions_and_has_no_audience() -> None:
    draft = Draft(Step.VERSIONS, "en", "en", {"en": HELLO}, origin_id=3)
    assert draft.back() is None
    before = draft.at(Step.REVIEW).back()
    assert before is not None
    assert before.step is Step.VERSIONS


def test_a_time_that_was_chosen_can_be_chosen_anew() -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    before = DRAFT.at(Step.CONFIRM, send_at=at).back()
    assert before is not None
    assert before.step is Step.TIME


def test_a_message_keeps_the_buttons_of_the_one_before() -> None:
    links = ((("Apply", "https://example.org"),),)
    draft = Draft(Step.MESSAGE, "en", "en").with_content(HELLO)
    assert draft.step is Step.LINKS
    with_links = Content.from_json(
        {**HELLO.as_json(), "buttons": [[["Apply", "https://example.org"]]]}
    )
    again = draft.at(Step.MESSAGE, versions={"en": with_links}).with_content(PHOTO)
    assert again.versions["en"].buttons == links


def test_an_album_is_collected_with_all_captions() -> None:
    draft = Draft(Step.MESSAGE, "en", "en").with_content(PHOTO, "9")
    assert (draft.step, draft.album_id) == (Step.VERSIONS, "9")
    second = Content(7, (3,), "Second", media="video", file_id="b")
    album = draft.with_album_file(second).versions["en"]
    assert album.message_ids == (2, 3)
    assert album.more == (File("video", "b", "Second"),)
    assert (album.kind, album.title) == ("album", "Second")


def test_an_edit_changes_the_version_that_it_is_about_and_no_other() -> None:
    draft = DRAFT.at(Step.REVIEW, versions={"en": HELLO, "ja": PHOTO})
    changed = draft.with_edit(Content(7, (1,), "Hello!"))
    assert changed is not None
    assert changed.versions["en"].text == "Hello!"
    assert changed.versions["ja"] == PHOTO
    assert draft.with_edit(Content(7, (99,), "x")) is None
    assert draft.with_edit(Content(8, (1,), "x")) is None


def test_an_edit_of_a_files_caption_in_an_album_stays_with_that_file() -> None:
    draft = Draft(Step.MESSAGE, "en", "en").with_content(PHOTO, "9")
    draft = draft.with_album_file(Content(7, (3,), "", media="photo", file_id="b"))
    changed = draft.with_edit(Content(7, (3,), "New", media="photo", file_id="b"))
    assert changed is not None
    assert changed.versions["en"].more[0].text == "New"
    first = changed.with_edit(Content(7, (2,), "First", media="photo", file_id="a"))
    assert first is not None
    assert (first.versions["en"].text, len(first.versions["en"].more)) == ("First", 1)


def test_the_main_version_cannot_be_removed() -> None:
    draft = DRAFT.at(Step.VERSION, versions={"en": HELLO, "ja": PHOTO})
    assert set(draft.without_version("ja").versions) == {"en"}
    assert set(draft.without_version("en").versions) == {"en", "ja"}


def test_what_changes_a_draft_parts_it_from_the_broadcast_made_of_it() -> None:
    confirmed = Draft(Step.CONFIRM, "en", "en", {"en": HELLO}, broadcast_id=4)
    back = confirmed.back()
    assert back is not None
    assert back.broadcast_id is None
    edited = confirmed.with_edit(Content(7, (1,), "x"))
    assert edited is not None
    assert edited.broadcast_id is None


def test_a_draft_comes_back_from_json_whole() -> None:
    album = Content(7, (2, 3), media="photo", file_id="a", more=(File("photo", "b", "x"),))
    draft = Draft(
        Step.TIME,
        "ja",
        "en",
        {"en": HELLO, "ja": album},
        Audience(Topic.VISITS, Country.JAPAN, frozenset({"ja"}), PEOPLE),
        datetime(2026, 11, 24, 9, tzinfo=UTC),
        "Asia/Tokyo",
        12,
        "9",
        3,
        5,
    )
    assert Draft.from_json(draft.step, json.loads(json.dumps(draft.as_json()))) == draft


LOCALES = ("en", "ja")


def test_switches_turn_each_part_of_an_audience_off_and_on() -> None:
    audience = Audience()
    off = switched(audience, "t", str(Topic.VISITS.value), LOCALES)
    assert off is not None
    assert off.topics == ALL_TOPICS & ~Topic.VISITS
    assert switched(off, "t", str(Topic.VISITS.value), LOCALES) == audience
    japanese = switched(audience, "l", "en", LOCALES)
    assert japanese is not None
    assert japanese.locales == {"ja"}
    # All languages are not those of today: a new one belongs to them too.
    assert switched(japanese, "l", "en", LOCALES) == audience
    people = switched(audience, "k", "groups", LOCALES)
    assert people is not None
    assert people.kinds == PEOPLE
    groups = switched(audience, "k", "people", LOCALES)
    assert groups is not None
    assert groups.kinds == GROUPS


@pytest.mark.parametrize(
    ("what", "key"),
    [("t", "16"), ("t", "x"), ("c", "3"), ("l", "fr"), ("k", "x"), ("z", "1"), ("", "")],
)
def test_there_is_no_other_switch(what: str, key: str) -> None:
    assert switched(Audience(), what, key, LOCALES) is None


def test_the_last_of_its_sort_stays_on() -> None:
    assert switched(Audience(topics=Topic.VISITS), "t", "2", LOCALES) is None
    assert switched(Audience(countries=Country.JAPAN), "c", "1", LOCALES) is None
    assert switched(Audience(locales=frozenset({"ja"})), "l", "ja", LOCALES) is None
    assert switched(Audience(kinds=PEOPLE), "k", "people", LOCALES) is None
