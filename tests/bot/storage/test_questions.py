"""Questions, votes, who waits, and the end of a lesson, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.asked import AskedQuestion, EntryCount, Handled, Vote, WaitState
from bot.storage.lessons import Finished
from bot.storage.stores import Stores
from tests.bot.storage.instants import NOON

CHAT, OTHER = "a" * 64, "b" * 64
HOUR = timedelta(hours=1)
LONG_AGO = NOON - timedelta(days=90)


def asked(key: str, **changes: object) -> AskedQuestion:
    """A question that had no answer."""
    plain = AskedQuestion(
        key=key,
        asked_at=NOON,
        chat=CHAT,
        answer_id=None,
        locale="en",
        text=f"what is {key}?",
        status="none",
        reason="unsure",
        entry=None,
        fact=None,
        score=12.5,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def answered(key: str, answer_id: int | None = None, **changes: object) -> AskedQuestion:
    """A question that was answered."""
    fields = {"status": "answer", "reason": "", "entry": "pact", "fact": "signed", "score": 99.0}
    return asked(key, answer_id=answer_id, **(fields | changes))


def vote(message_id: int, *, is_right: bool, chat: str = CHAT, entry: str = "pact") -> Vote:
    """A word on an answer."""
    return Vote(chat, message_id, NOON, entry, "signed", is_right)


async def missed(stores: Stores, since: datetime = LONG_AGO) -> list[str]:
    """The keys of what had no answer."""
    return [each.question.key for each in await stores.questions.missed(since, 100)]


async def test_a_question_is_kept_as_it_was_and_once(stores: Stores) -> None:
    question = asked("one", text="Ở đâu? 日本 🦕", answer_id=7)
    for _ in range(2):
        await stores.questions.add([question])
    assert await stores.questions.get("one") == question
    assert await stores.questions.get("two") is None


async def test_what_had_no_answer_or_a_wrong_one_was_missed(stores: Stores) -> None:
    questions = [
        asked("none"),
        asked("suggested", status="suggest", asked_at=NOON - HOUR),
        answered("right", 1),
        answered("wrong", 2, asked_at=NOON - 2 * HOUR),
        answered("unvoted", 3),
        asked("old", asked_at=LONG_AGO - HOUR),
    ]
    votes = [vote(1, is_right=True), vote(2, is_right=False), vote(3, is_right=False, chat=OTHER)]
    await stores.questions.add(questions, votes)
    assert await missed(stores) == ["none", "suggested", "wrong"]
    found = await stores.questions.missed(LONG_AGO, 100)
    assert [each.is_wrong for each in found] == [False, False, True]
    assert len(await stores.questions.missed(LONG_AGO, 2)) == 2


async def test_of_two_votes_on_an_answer_the_first_counts(stores: Stores) -> None:
    await stores.questions.add([answered("one", 1)], [vote(1, is_right=True)])
    await stores.questions.add([], [vote(1, is_right=False)])
    assert await missed(stores) == []


async def test_an_edited_question_takes_the_place_of_what_it_was(stores: Stores) -> None:
    await stores.questions.add(
        [asked("first", answer_id=5), asked("others", chat=OTHER, answer_id=5)]
    )
    await stores.questions.add([asked("second", answer_id=5)])
    assert sorted(await missed(stores)) == ["others", "second"]


async def test_what_was_taught_or_replied_to_is_no_miss_any_more(stores: Stores) -> None:
    await stores.questions.add([asked(each) for each in ("a", "b", "c", "d")])
    await stores.questions.mark(["a"], Handled.TAUGHT, 7, NOON)
    await stores.questions.mark(["b"], Handled.REPLIED, 7, NOON)
    await stores.questions.mark(["c"], Handled.IGNORED, 7, NOON)
    assert await missed(stores) == ["c", "d"]
    await stores.questions.mark(["c"], None, 8, NOON)
    found = await stores.questions.missed(LONG_AGO, 9)
    assert [each.question.handled for each in found] == [None, None]
    acts = [(each.actor_id, each.act, each.subject) for each in await stores.audit.latest(2)]
    assert acts == [(8, "questions-open", "question/c"), (7, "questions-ignored", "question/c")]


async def test_what_is_old_goes_and_with_it_who_waits(stores: Stores) -> None:
    await stores.questions.add(
        [asked("old", asked_at=NOON - HOUR), asked("new")], [vote(1, is_right=True)]
    )
    for key in ("old", "new"):
        assert await stores.waiters.wait(key, 1001, 0, 3, NOON)
    assert await stores.questions.purge(NOON) == 1
    assert await missed(stores) == ["new"]
    assert await stores.waiters.get("old") is None
    assert await stores.waiters.get("new") is not None
    assert await stores.questions.purge(NOON + HOUR) == 1
    assert await stores.questions.export(CHAT) == {}


async def test_a_chats_questions_are_told_moved_and_erased(stores: Stores) -> None:
    await stores.questions.add(
        [asked("a", answer_id=4), asked("b", chat=OTHER)], [vote(4, is_right=False)]
    )
    told = await stores.questions.export(CHAT)
    assert [each["text"] for each in told["questions"]] == ["what is a?"]
    assert told["questions"][0]["asked_at"] == NOON.isoformat()
    assert [each["is_right"] for each in told["votes"]] == [False]
    await stores.questions.move(CHAT, "c" * 64)
    assert await stores.questions.export(CHAT) == {}
    assert len((await stores.questions.export("c" * 64))["votes"]) == 1
    await stores.questions.erase("c" * 64)
    assert await stores.questions.export("c" * 64) == {}
    assert await missed(stores) == ["b"]


async def test_counts_are_by_part_of_the_time_outcome_locale_and_entry(stores: Stores) -> None:
    await stores.questions.add(
        [
            answered("a", 1, asked_at=NOON),
            answered("b", 2, asked_at=NOON + HOUR, locale="ja", entry="visit"),
            answered("c", 3, asked_at=NOON + HOUR),
            asked("d", asked_at=NOON + 2 * HOUR, status="suggest"),
            asked("e", asked_at=NOON + 4 * HOUR),
            asked("f", asked_at=NOON - HOUR),
        ],
        [vote(1, is_right=True), vote(3, is_right=False), vote(9, is_right=False, entry="person")],
    )
    counts = await stores.questions.counts([NOON, NOON + HOUR, NOON + 2 * HOUR], NOON + 3 * HOUR)
    assert counts.questions == (1, 2, 1)
    assert counts.total == 4
    assert counts.outcomes == {"answer": 3, "suggest": 1}
    assert counts.locales == {"en": 3, "ja": 1}
    assert counts.entries == (
        EntryCount("pact", 2, 1, 1),
        EntryCount("person", 0, 0, 1),
        EntryCount("visit", 1, 0, 0),
    )


async def test_nothing_asked_counts_as_nothing(stores: Stores) -> None:
    counts = await stores.questions.counts([NOON], NOON + HOUR)
    assert (counts.questions, counts.outcomes, counts.entries) == ((0,), {}, ())


# --- Who waits ---


async def test_who_wants_to_be_told_waits_once_and_may_change_their_mind(stores: Stores) -> None:
    await stores.questions.add([asked("a", text="who?", locale="ja")])
    for _ in range(2):
        assert await stores.waiters.wait("a", 1001, 5, 77, NOON)
    waiter = await stores.waiters.get("a")
    assert waiter is not None
    assert (waiter.chat_id, waiter.thread_id, waiter.message_id) == (1001, 5, 77)
    assert (waiter.text, waiter.locale, waiter.state) == ("who?", "ja", WaitState.WAITING)
    (found,) = await stores.questions.missed(LONG_AGO, 9)
    assert found.is_waiting
    await stores.waiters.stop("a", 1002)
    assert await stores.waiters.get("a") == waiter
    await stores.waiters.stop("a", 1001)
    assert await stores.waiters.get("a") is None


async def test_nobody_waits_for_a_question_that_is_not_kept(stores: Stores) -> None:
    assert not await stores.waiters.wait("gone", 1001, 0, 1, NOON)


async def taught(stores: Stores, *keys: str, answer: str | None = None) -> int | None:
    """Somebody teaches what answers these questions."""
    await stores.lessons.save(1, 1, "applying", {}, NOON)
    done = Finished(keys, Handled.TAUGHT, "teach", "fact/pact/signed", "pact", "signed", answer)
    return await stores.lessons.finish(1, 1, done, NOON)


async def test_the_end_of_a_lesson_is_all_or_nothing_and_once(stores: Stores) -> None:
    await stores.questions.add([asked("a"), asked("b"), asked("c")])
    await stores.waiters.wait("a", 1001, 0, 1, NOON)
    await stores.waiters.wait("c", 1003, 0, 1, NOON)
    assert await taught(stores, "a", "b") == 1
    assert await missed(stores) == ["c"]
    done = Finished(["c"], Handled.TAUGHT, "teach", "fact/x/y")
    assert await stores.lessons.finish(1, 1, done, NOON) is None
    assert await missed(stores) == ["c"]
    (entry,) = await stores.audit.latest(9)
    assert (entry.actor_id, entry.act, entry.subject) == (1, "teach", "fact/pact/signed")
    assert entry.detail == {"questions": 2, "told": 1}
    assert [each.question for each in await stores.waiters.claim(NOON, 9)] == ["a"]


async def test_who_is_claimed_is_claimed_once_and_told(stores: Stores) -> None:
    await stores.questions.add([asked(each) for each in "abc"])
    for number, each in enumerate("abc"):
        await stores.waiters.wait(each, 1000 + number, 0, 1, NOON)
    await taught(stores, "a", "b", "c")
    assert await stores.waiters.claim(NOON - HOUR, 9) == ()
    first = await stores.waiters.claim(NOON, 2)
    second = await stores.waiters.claim(NOON, 2)
    assert sorted(each.question for each in (*first, *second)) == ["a", "b", "c"]
    assert {(each.entry, each.fact) for each in first} == {("pact", "signed")}
    await stores.waiters.record("a", WaitState.TOLD, NOON)
    await stores.waiters.record("b", WaitState.DUE, NOON, NOON + HOUR)
    assert await stores.waiters.claim(NOON, 9) == ()
    (again,) = await stores.waiters.claim(NOON + HOUR, 9)
    assert (again.question, again.attempts) == ("b", 1)
    told = await stores.waiters.get("a")
    assert told is not None
    assert told.state is WaitState.TOLD


async def test_what_somebody_died_over_is_unknown_and_never_sent_again(stores: Stores) -> None:
    await stores.questions.add([asked("a")])
    await stores.waiters.wait("a", 1001, 0, 1, NOON)
    await taught(stores, "a")
    await stores.waiters.claim(NOON, 9)
    assert await stores.waiters.give_up_claims(NOON, NOON + HOUR) == 0
    assert await stores.waiters.give_up_claims(NOON + HOUR, NOON + HOUR) == 1
    assert await stores.waiters.claim(NOON + 2 * HOUR, 9) == ()
    await stores.waiters.record("a", WaitState.TOLD, NOON)
    left = await stores.waiters.get("a")
    assert left is not None
    assert left.state is WaitState.UNKNOWN


@pytest.mark.parametrize("who", [1001, 1])
async def test_what_a_person_waits_for_and_teaches_is_told_and_erased_with_their_chat(
    stores: Stores, who: int
) -> None:
    await stores.questions.add([asked("a")])
    await stores.waiters.wait("a", 1001, 0, 1, NOON)
    await stores.lessons.save(1, 1, "answer", {"question": "a"}, NOON)
    told = await stores.chats.export(who)
    assert set(told) == ({"waiting"} if who == 1001 else {"lessons"})
    await stores.chats.erase(who, NOON)
    assert await stores.chats.export(who) == {}
    assert (await stores.waiters.get("a") is None) == (who == 1001)
    assert (await stores.lessons.get(1, 1) is None) == (who == 1)


async def test_a_group_that_moves_is_told_under_its_new_id(stores: Stores) -> None:
    await stores.questions.add([asked("a")])
    await stores.waiters.wait("a", -5, 0, 44, NOON)
    await stores.chats.migrate(-5, -1005, NOON)
    waiter = await stores.waiters.get("a")
    assert waiter is not None
    assert (waiter.chat_id, waiter.message_id) == (-1005, 0)


async def test_lessons_are_apart_from_broadcasts_and_found_by_their_step(stores: Stores) -> None:
    await stores.compositions.save(1, 1, "message", {}, NOON)
    await stores.lessons.save(1, 1, "applying", {"a": 1}, NOON)
    await stores.lessons.save(2, 2, "answer", {}, NOON)
    assert [each.user_id for each in await stores.lessons.at_step("applying")] == [1]
    assert await stores.lessons.drop(1, 1)
    assert await stores.compositions.get(1, 1) is not None
