"""Clusters of what was asked in vain, and setting them aside."""

from tests.bot.learning.small import FEE, OTHER, Learning

WATER = "When was the River Pact signed?"


async def test_what_was_asked_alike_is_one_cluster_with_its_counts(learning: Learning) -> None:
    keys = await learning.ask(FEE, f"{FEE}?", f"please, {FEE}", is_told=True)
    keys += await learning.ask(FEE, chat=OTHER)
    await learning.ask(WATER)
    (cluster,) = await learning.unanswered.clusters()
    assert (cluster.count, cluster.waiting_count, cluster.wrong_count) == (4, 1, 0)
    assert cluster.keys == set(keys)
    assert cluster.locale == "en"
    assert cluster.text == FEE  # asked twice so, with a question mark once
    assert cluster.wordings == (FEE, f"please, {FEE}")
    assert await learning.unanswered.holding(keys[2]) == cluster


async def test_an_answer_that_was_said_to_be_wrong_is_a_miss(learning: Learning) -> None:
    await learning.ask(WATER)
    learning.log.note_vote((1001, 100), "river-pact", "signed", is_right=False)
    await learning.log.flush()
    (cluster,) = await learning.unanswered.clusters()
    assert (cluster.text, cluster.wrong_count) == (WATER, 1)


async def test_what_is_set_aside_stays_so_for_what_is_asked_alike_later(
    learning: Learning,
) -> None:
    await learning.ask(FEE)
    (cluster,) = await learning.unanswered.clusters()
    await learning.unanswered.ignore(cluster, 7)
    await learning.ask(f"{FEE}?", chat=OTHER)
    assert await learning.unanswered.clusters() == ()
    (ignored,) = await learning.unanswered.clusters(are_ignored=True)
    assert ignored.count == 2
    await learning.unanswered.take_up(ignored, 8)
    assert len(await learning.unanswered.clusters()) == 1
    acts = [(each.actor_id, each.act) for each in await learning.stores.audit.latest(9)]
    assert acts == [(8, "questions-open"), (7, "questions-ignored")]


async def test_nobody_asked_anything(learning: Learning) -> None:
    assert await learning.unanswered.clusters() == ()
    assert await learning.unanswered.holding("nothing") is None


async def test_what_is_too_old_is_not_shown(learning: Learning) -> None:
    await learning.ask(FEE)
    learning.clock.move(days=91)
    assert await learning.unanswered.clusters() == ()
