"""Teaching: what goes live, who is told, and that a kill anywhere leaves one of two states."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.asked import WaitState
from bot.learning.gate import Passage
from bot.learning.lessons import Lesson, Step, Way
from bot.learning.teaching import Ended
from bot.releases import Unready
from knowledge.problems import InvalidBaseError
from tests.bot.learning.small import ASKER, FEE, OTHER, STAFF, Learning, Stop
from tests.simulator.driver import until

SOURCE = {"document": "gazette", "section": "pact"}


async def begun(learning: Learning, way: Way = Way.PHRASING) -> tuple[Lesson, str]:
    """A lesson about a question whose asker wants to be told, and the question's key."""
    (key,) = await learning.ask(FEE, is_told=True)
    (cluster,) = await learning.unanswered.clusters()
    return await learning.teaching.begin(STAFF, STAFF, way, cluster), key


def with_fact(lesson: Lesson, **changes: Any) -> Lesson:
    """A lesson that is ready to be checked."""
    fields: dict[str, Any] = {"entry": "river-pact", "fact": "cost"}
    if lesson.way in {Way.FACT, Way.ENTRY}:
        fields = {
            "entry": "springtown",
            "fact": "",
            "answers": {"en": "The museum costs 5 crowns.", "ja": "博物館は5クローネです。"},
            "phrases": {"en": "what does the museum cost", "ja": "博物館はいくら"},
            "asks": ("how_many", "what"),
            **SOURCE,
        }
    if lesson.way is Way.ENTRY:
        fields |= {"entry": "", "kind": "topic", "titles": {"en": "Town museum"}}
    return replace(lesson.to(Step.CHECK), **(fields | changes))


async def checked_by(learning: Learning, lesson: Lesson) -> Lesson:
    """A lesson once it is checked."""
    checked = await learning.teaching.check(STAFF, STAFF, lesson)
    assert checked is not None
    return checked


async def applied(learning: Learning, lesson: Lesson) -> Ended:
    """What came of checking a lesson and letting it go live."""
    checked = await checked_by(learning, lesson)
    return await learning.teaching.apply(STAFF, STAFF, checked)


async def waits(learning: Learning, key: str) -> tuple[WaitState, str | None, str | None]:
    """How it stands with who waits for the answer to a question."""
    waiter = await learning.stores.waiters.get(key)
    assert waiter is not None
    return waiter.state, waiter.entry, waiter.fact


@pytest.mark.parametrize(
    ("way", "fact"),
    [
        (Way.PHRASING, ("river-pact", "overview")),
        (Way.FACT, ("springtown", "what-does-the-museum")),
        (Way.ENTRY, ("town-museum", "overview")),
    ],
)
async def test_what_is_taught_is_answered_and_who_waits_is_due(
    learning: Learning, way: Way, fact: tuple[str, str]
) -> None:
    lesson, key = await begun(learning, way)
    changes = {"fact": "overview"} if way is Way.PHRASING else {}
    ended = await applied(learning, with_fact(lesson, **changes))
    assert ended == Ended(Passage.LIVE, 1)
    decision = learning.answering.match(FEE, "en").decision
    assert decision.fact is not None
    assert decision.fact.key == fact
    assert await waits(learning, key) == (WaitState.DUE, *fact)
    assert await learning.unanswered.clusters() == ()
    assert await learning.teaching.current(STAFF, STAFF) is None
    (act,) = await learning.stores.audit.latest(9)
    assert (act.actor_id, act.act) == (STAFF, f"teach-{way.value}")
    assert act.subject == f"fact/{fact[0]}/{fact[1]}"
    golden = learning.gate.files["golden.yaml"].decode()
    assert f"question: {FEE}" in golden
    assert f"expected: {'/'.join(fact)}" in golden.replace('"', "")


async def test_what_is_unsound_is_refused_and_the_lesson_stays(learning: Learning) -> None:
    lesson, _ = await begun(learning, Way.FACT)
    before = dict(learning.gate.files)
    with pytest.raises(InvalidBaseError, match="no-such-document"):
        await learning.teaching.check(STAFF, STAFF, with_fact(lesson, document="no-such-document"))
    current = await learning.teaching.current(STAFF, STAFF)
    assert current is not None
    assert current.step is Step.CHECK
    assert learning.gate.files == before


@pytest.mark.parametrize("passage", [each for each in Passage if each is not Passage.LIVE])
async def test_what_does_not_go_live_tells_nobody_and_can_be_checked_again(
    learning: Learning, passage: Passage
) -> None:
    lesson, key = await begun(learning)
    learning.gate.passage = passage
    assert await applied(learning, with_fact(lesson)) == Ended(passage)
    assert (await waits(learning, key))[0] is WaitState.WAITING
    again = await learning.teaching.current(STAFF, STAFF)
    assert again is not None
    assert (again.step, again.release_id) == (Step.CHECK, None)
    learning.gate.passage = Passage.LIVE
    assert await applied(learning, again) == Ended(Passage.LIVE, 1)


async def test_a_chat_that_asked_twice_is_counted_and_told_once_under_its_last_question(
    learning: Learning,
) -> None:
    first, last = await learning.ask(FEE, f"{FEE}?", is_told=True)
    await learning.ask(FEE, chat=OTHER, is_told=True)
    (cluster,) = await learning.unanswered.clusters()
    assert (cluster.count, cluster.waiting_count) == (3, 2)
    lesson = await learning.teaching.begin(STAFF, STAFF, Way.PHRASING, cluster)
    assert await applied(learning, with_fact(lesson)) == Ended(Passage.LIVE, 2)
    assert (await waits(learning, first))[0] is WaitState.TOLD
    assert (await waits(learning, last))[0] is WaitState.DUE


async def test_what_the_base_says_already_only_tells_who_waits(learning: Learning) -> None:
    lesson, key = await begun(learning)
    await applied(learning, with_fact(lesson))
    (other,) = await learning.ask("is there a museum at the river", is_told=True)
    assert other != key
    (cluster,) = await learning.unanswered.clusters()
    lesson = await learning.teaching.begin(STAFF, STAFF, Way.PHRASING, cluster)
    same = replace(with_fact(lesson), taught=("how much does the pact cost",), text="")
    checked = await checked_by(learning, same)
    assert checked.is_same
    live = dict(learning.gate.live_at)
    assert await learning.teaching.apply(STAFF, STAFF, checked) == Ended(Passage.LIVE, 1)
    assert learning.gate.live_at == live


async def test_a_reply_goes_to_those_who_wait_and_teaches_nothing(learning: Learning) -> None:
    lesson, key = await begun(learning, Way.REPLY)
    before = dict(learning.gate.files)
    assert await learning.teaching.reply(STAFF, STAFF, replace(lesson, reply="Five crowns.")) == 1
    assert (await waits(learning, key))[0] is WaitState.DUE
    waiter = await learning.stores.waiters.get(key)
    assert waiter is not None
    assert waiter.answer == "Five crowns."
    assert learning.gate.files == before
    assert await learning.unanswered.clusters() == ()
    assert await learning.teaching.reply(STAFF, STAFF, lesson) == 0


@pytest.mark.parametrize("where", ["check", "before", "after"])
async def test_a_kill_at_the_gate_ends_either_as_nothing_or_as_all(
    learning: Learning, where: str
) -> None:
    lesson, key = await begun(learning)
    learning.gate.killed_at = where
    with pytest.raises(Stop):
        await applied(learning, with_fact(lesson))
    learning.gate.killed_at = ""
    learning.clock.move(minutes=1)
    teaching = learning.restarted()
    await teaching.recover()
    await teaching.recover()
    left = await teaching.current(STAFF, STAFF)
    state = (await waits(learning, key))[0]
    acts = [each.act for each in await learning.stores.audit.latest(9)]
    if where == "after":
        assert (left, state, acts) == (None, WaitState.DUE, ["teach-phrasing"])
        return
    assert left is not None
    assert (state, acts) == (WaitState.WAITING, [])
    if where == "before":
        assert left.step is Step.CHECK
        assert await applied(learning, left) == Ended(Passage.LIVE, 1)


async def test_a_release_that_was_live_long_ago_is_not_taken_for_gone_live_now(
    learning: Learning,
) -> None:
    lesson, _ = await begun(learning)
    checked = await checked_by(learning, with_fact(lesson))
    assert checked.release_id is not None
    learning.gate.live_at[checked.release_id] = learning.clock()
    learning.clock.move(minutes=1)
    learning.gate.killed_at = "before"
    with pytest.raises(Stop):
        await learning.teaching.apply(STAFF, STAFF, checked)
    learning.gate.killed_at = ""
    await learning.restarted().recover()
    assert await learning.teaching.current(STAFF, STAFF) is not None


async def test_a_lesson_is_the_persons_and_outlives_a_restart(learning: Learning) -> None:
    lesson, _ = await begun(learning, Way.FACT)
    written = replace(lesson.to(Step.ANSWER), answers={"en": "Five."}, card_id=9)
    await learning.teaching.save(STAFF, STAFF, written)
    teaching = learning.restarted()
    assert await teaching.current(STAFF, STAFF) == written
    assert await teaching.current(ASKER, ASKER) is None
    await teaching.drop(STAFF, STAFF)
    assert await teaching.current(STAFF, STAFF) is None


def checks(learning: Learning, count: int) -> Callable[[], bool]:
    """Whether so many checks have begun."""
    return lambda: len(learning.gate.checked) >= count


async def test_a_check_that_ends_after_the_person_went_on_leaves_that_alone(
    learning: Learning,
) -> None:
    lesson, _ = await begun(learning)
    for number, goes_on in enumerate((False, True)):
        learning.gate.may_check.clear()
        checking = asyncio.create_task(
            learning.teaching.check(STAFF, STAFF, with_fact(lesson.to(Step.WORDINGS)))
        )
        await until(checks(learning, number + 1))
        back = with_fact(lesson.to(Step.WORDINGS)).back() if goes_on else None
        if back is None:
            await learning.teaching.drop(STAFF, STAFF)
        else:
            await learning.teaching.save(STAFF, STAFF, back)
        learning.gate.may_check.set()
        assert await checking is None
        assert await learning.teaching.current(STAFF, STAFF) == back
        assert learning.gate.dropped == list(learning.gate.checked)


async def test_looking_again_does_not_disturb_what_is_going_live(learning: Learning) -> None:
    lesson, _ = await begun(learning)
    checked = await checked_by(learning, with_fact(lesson))
    learning.gate.unready = (Unready("bots-1:7", 4, 21),)
    learning.gate.may_pass.clear()
    told: list[Unready] = []
    applying = asyncio.create_task(learning.teaching.apply(STAFF, STAFF, checked, told.extend))
    await until(lambda: told)
    await learning.teaching.recover()
    present = await learning.teaching.current(STAFF, STAFF)
    assert present is not None
    assert present.step is Step.APPLYING
    learning.gate.may_pass.set()
    assert await applying == Ended(Passage.LIVE, 1)
    assert told == list(learning.gate.unready)


async def test_dropping_a_checked_lesson_lets_go_of_what_was_checked(learning: Learning) -> None:
    lesson, _ = await begun(learning)
    checked = await checked_by(learning, with_fact(lesson))
    await learning.teaching.drop(STAFF, STAFF)
    assert learning.gate.dropped == [checked.release_id]


async def test_a_lesson_that_cannot_be_read_any_more_is_none(learning: Learning) -> None:
    await learning.stores.lessons.save(
        STAFF, STAFF, "step-of-later", {"way": "x"}, learning.clock()
    )
    assert await learning.teaching.current(STAFF, STAFF) is None
    await learning.stores.lessons.save(STAFF, STAFF, "applying", {}, learning.clock())
    await learning.teaching.recover()


async def test_only_what_editors_wrote_is_offered_for_a_phrasing(learning: Learning) -> None:
    searched = Lesson(
        Way.PHRASING, Step.PICK, "th", text="?", search="when was the River Pact signed"
    )
    found = learning.teaching.facts_like(searched, "en")
    assert found[0].fact == "signed"
    assert all(each.fact for each in found)
    assert {each.fact for each in learning.teaching.facts_of("river-pact", "en")} == {
        "overview",
        "signed",
    }
    entries = learning.teaching.entries_like(replace(searched, search="the pact"), "en")
    assert entries[0].entry == "river-pact"


async def test_an_entry_is_confirmed_or_changed_through_the_same_gate(learning: Learning) -> None:
    lesson = await learning.teaching.begin_review(STAFF, STAFF, Way.CONFIRM, "river-pact", "en")
    ended = await applied(learning, replace(lesson.to(Step.CHECK), months=6))
    assert ended.passage is Passage.LIVE
    entry = learning.answering.release.entry("river-pact")
    assert (entry.verified_on.isoformat(), entry.review_by.isoformat()) == (
        "2026-03-02",
        "2026-09-02",
    )
    lesson = await learning.teaching.begin_review(STAFF, STAFF, Way.CHANGE, "river-pact", "en")
    changed = replace(lesson.to(Step.CHECK), fact="overview", answers={"en": "It is over."})
    await applied(learning, changed)
    shown = learning.answering.show_fact("river-pact", "overview", "en")
    assert shown is not None
    assert shown.text == "It is over."
    acts = [(each.act, each.subject) for each in await learning.stores.audit.latest(9)]
    assert acts == [
        ("review-change", "fact/river-pact/overview"),
        ("review-confirm", "entry/river-pact"),
    ]
