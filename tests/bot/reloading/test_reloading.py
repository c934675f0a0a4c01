"""Proposing, applying, cancelling and going back: what people are told, and what is kept."""

import asyncio
from pathlib import Path

import pytest

from bot.releases import Applied, ReleaseOrigin, Unready
from bot.reloading.reloading import SupersededError, UnknownReleaseError
from bot.reloading.uploads import Upload
from bot.storage.database import Database
from handlers.proposals import show_proposal
from knowledge.golden import Verdict
from knowledge.packing import unpack
from knowledge.problems import InvalidBaseError
from tests.bot import delivered
from tests.bot.reloading.benches import (
    ADMIN,
    GOLDEN,
    LATER,
    PACT,
    SIGNED,
    WATER,
    Bench,
    bench,
    changed,
)
from tests.knowledge.small_bases import ENTRIES, edited
from tests.simulator.driver import until

TOWNS = "entries/towns.yaml"
NEW_ENTRY = """\
# A comment that must stay.
- id: ferry
  kind: topic
  title: {en: Ferry}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31
  facts:
    - id: overview
      asks: [overview, what]
      answer: {en: "A ferry is hoped for."}
      phrasings: {en: [what is the ferry]}
"""


def write(bench: Bench, text: str, name: str = TOWNS) -> None:
    (bench.folder.path / name).write_text(text, encoding="utf-8")


async def test_a_changed_folder_goes_live_when_it_is_applied_and_not_before(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        assert SIGNED in one.asked()
        assert proposal.difference.entries.changed == ("river-pact",)
        assert proposal.difference.facts.changed == ("river-pact/signed",)
        assert not proposal.difference.facts.added
        assert proposal.verdicts[Verdict.RIGHT] == 3
        assert proposal.golden == ()
        assert proposal.paths == (TOWNS,)
        assert proposal.seconds > 0
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.DONE
        assert LATER in one.asked()
        latest = await one.stores.releases.latest(5)
        assert [each.id for each in latest] == [proposal.record.id, proposal.base_id]
        assert latest[0].applied_by == ADMIN
        entry = (await one.stores.audit.latest(1))[0]
        assert (entry.act, entry.actor_id) == ("release-apply", ADMIN)
        assert entry.subject == f"release/{proposal.record.id}"


async def test_a_golden_question_that_is_right_nowhere_is_named_and_forbids_nothing(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        wrong = GOLDEN.replace("river-pact/signed", "river-pact/overview", 1)
        write(
            one,
            f"{wrong}- {{question: how long is the ferry, expected: river-pact/signed}}\n",
            "golden.yaml",
        )
        proposal = await one.reloading.reload(ADMIN)
        assert proposal.golden == ()
        assert proposal.paths == ("golden.yaml",)
        told = [(each.question.question, each.verdict) for each in proposal.unchanged]
        assert told == [(PACT, Verdict.WRONG), ("how long is the ferry", Verdict.SILENT)]
        shown = show_proposal(proposal, "en", delivered.texts()).text.plain
        assert f"Wrong as before (1):\n• {PACT} [en]: river-pact/signed" in shown
        assert "Silent as before (1):\n• how long is the ferry [en]:" in shown


async def test_a_base_with_problems_is_refused_with_all_of_them_and_nothing_is_kept(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        broken = changed().replace("kind: person", "kind: robot")
        write(one, broken)
        with pytest.raises(InvalidBaseError) as refused:
            await one.reloading.reload(ADMIN)
        assert len(refused.value.problems) >= 2
        assert all(each.file == TOWNS and each.line for each in refused.value.problems)
        assert SIGNED in one.asked()
        assert one.reloading.proposal is None
        assert (await one.stores.releases.live()).candidate_id is None
        assert len(await one.stores.releases.latest(5)) == 1


async def test_drafts_are_refused(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, edited(ENTRIES, "  kind: event\n", "  kind: event\n  draft: true\n"))
        with pytest.raises(InvalidBaseError, match="draft"):
            await one.reloading.reload(ADMIN)


async def test_a_golden_question_that_turns_wrong_needs_an_override_which_is_on_record(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        taken = edited(ENTRIES, f", {WATER}", "")
        write(one, edited(taken, "explain the treaty on clean water", WATER))
        proposal = await one.reloading.reload(ADMIN)
        (change,) = proposal.turned_wrong
        assert change.before.answered == "river-pact/signed"
        assert change.after.answered == "river-pact/overview"
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.TURNED_WRONG
        assert (await one.stores.releases.live()).release_id == proposal.base_id
        done = await one.reloading.apply(proposal.record.id, ADMIN, override=True)
        assert done is Applied.DONE
        entry = (await one.stores.audit.latest(1))[0]
        assert entry.detail["overridden"] == [WATER]


async def test_what_turns_silent_or_right_is_told_and_keeps_nothing_from_going_live(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        asked = "{question: does the pact need fish, expected: river-pact/overview}"
        write(one, f"{GOLDEN}- {asked}\n", "golden.yaml")
        phrased = "explain the treaty on clean water"
        write(one, edited(ENTRIES, phrased, "does the pact need fish"))
        proposal = await one.reloading.reload(ADMIN)
        assert [each.question.question for each in proposal.turned_right] == [
            "does the pact need fish"
        ]
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.DONE
        write(one, ENTRIES)
        back = await one.reloading.reload(ADMIN)
        assert len(back.turned_silent) + len(back.turned_wrong) == 1


async def test_a_cancelled_proposal_leaves_nothing(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        assert await one.reloading.cancel(proposal.record.id)
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.GONE
        assert await one.stores.releases.get(proposal.record.id) is None
        assert one.serving.ready_id is None
        assert SIGNED in one.asked()
        assert not await one.reloading.cancel(proposal.record.id)


async def test_the_same_files_are_no_proposal(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        proposal = await one.reloading.reload(ADMIN)
        assert proposal.is_same
        assert (await one.stores.releases.live()).candidate_id is None


async def test_a_newer_proposal_takes_the_place_of_one_under_way(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, changed())
        first = asyncio.create_task(one.reloading.reload(ADMIN))
        await until(lambda: one.reloading._task is not None)
        second = await one.reloading.upload(Upload("new.yaml", NEW_ENTRY.encode()), ADMIN)
        with pytest.raises(SupersededError):
            await first
        assert one.reloading.proposal is second
        assert await one.reloading.apply(second.record.id, ADMIN) is Applied.DONE


async def test_a_proposal_on_what_is_no_longer_live_is_outdated(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        stale = Applied.OUTDATED
        version = await one.stores.releases.apply(
            proposal.record.id, proposal.base_id, ADMIN, one.clock()
        )
        assert version == 2
        assert await one.reloading.apply(proposal.record.id, ADMIN) is stale


# Uploads


async def test_an_upload_is_written_on_apply_only_and_keeps_comments_and_the_former_version(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        commented = f"# Mended by hand.\n{changed()}"
        proposal = await one.reloading.upload(Upload("towns.yaml", commented.encode()), ADMIN)
        assert proposal.paths == (TOWNS,)
        path = one.folder.path / TOWNS
        assert path.read_text(encoding="utf-8") == ENTRIES
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.DONE
        assert path.read_text(encoding="utf-8") == commented
        assert LATER in one.asked()
        (former,) = (one.folder.path / ".former").iterdir()
        assert (former / TOWNS).read_text(encoding="utf-8") == ENTRIES
        assert one.folder.staged() == ()


async def test_several_uploads_add_up_until_one_is_applied(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        await one.reloading.upload(Upload("towns.yaml", changed().encode()), ADMIN)
        both = await one.reloading.upload(Upload("ferry.yaml", NEW_ENTRY.encode()), ADMIN)
        assert both.paths == ("entries/ferry.yaml", TOWNS)
        assert both.difference.entries.added == ("ferry",)
        assert await one.reloading.apply(both.record.id, ADMIN) is Applied.DONE
        assert (one.folder.path / "entries/ferry.yaml").read_bytes() == NEW_ENTRY.encode()
        alone = await one.reloading.upload(Upload("towns.yaml", ENTRIES.encode()), ADMIN)
        assert alone.paths == (TOWNS,)


async def test_a_refused_upload_is_forgotten(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        with pytest.raises(InvalidBaseError):
            await one.reloading.upload(Upload("ferry.yaml", b"- {kind: robot}"), ADMIN)
        good = await one.reloading.upload(Upload("towns.yaml", changed().encode()), ADMIN)
        assert good.paths == (TOWNS,)
        assert not (one.folder.path / "entries/ferry.yaml").exists()


async def test_an_upload_is_not_written_over_edits_made_meanwhile(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        proposal = await one.reloading.upload(Upload("towns.yaml", changed().encode()), ADMIN)
        write(one, NEW_ENTRY, "entries/ferry.yaml")
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.EDITED
        assert SIGNED in one.asked()
        assert (one.folder.path / TOWNS).read_text(encoding="utf-8") == ENTRIES


async def test_the_delivered_folder_is_never_written(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base", may_write=False) as one:
        proposal = await one.reloading.upload(Upload("towns.yaml", changed().encode()), ADMIN)
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.READ_ONLY
        assert SIGNED in one.asked()
        assert (await one.stores.releases.live()).version == 1


# Going back


async def test_a_former_release_goes_live_again_with_its_files(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        await one.reloading.apply(proposal.record.id, ADMIN)
        former = await one.reloading.former()
        assert former is not None
        assert former.id == proposal.base_id
        back = await one.reloading.roll_back(former.id, ADMIN)
        assert back.origin is ReleaseOrigin.ROLLBACK
        assert back.record.id == former.id
        assert await one.reloading.apply(back.record.id, ADMIN) is Applied.DONE
        assert SIGNED in one.asked()
        assert (one.folder.path / TOWNS).read_text(encoding="utf-8") == ENTRIES
        again = await one.reloading.former()
        assert again is not None
        assert again.id == proposal.record.id


async def test_going_back_leaves_edits_alone_that_were_never_live(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        await one.reloading.apply(proposal.record.id, ADMIN)
        write(one, NEW_ENTRY, "entries/ferry.yaml")
        back = await one.reloading.roll_back(proposal.base_id or 0, ADMIN)
        assert await one.reloading.apply(back.record.id, ADMIN) is Applied.DONE
        assert SIGNED in one.asked()
        assert (one.folder.path / "entries/ferry.yaml").exists()
        assert (one.folder.path / TOWNS).read_text(encoding="utf-8") == changed()


async def test_there_is_no_way_back_to_what_is_not_kept(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        assert await one.reloading.former() is None
        with pytest.raises(UnknownReleaseError, match="99"):
            await one.reloading.roll_back(99, ADMIN)


async def test_what_is_kept_are_the_very_files(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        live = await one.stores.releases.live()
        packed = await one.stores.releases.files(live.release_id or 0)
        assert packed is not None
        assert unpack(packed) == one.folder.read()


# Several processes


async def test_every_process_makes_a_candidate_ready_and_follows_when_it_goes_live(
    database: Database, tmp_path: Path
) -> None:
    async with (
        bench(database, tmp_path / "base") as one,
        bench(database, tmp_path / "other", "two", one.clock) as two,
    ):
        await one.following.step()
        await two.following.step()
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        await two.following.step()
        preparing = two.following._preparing
        assert preparing is not None
        assert await preparing
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.DONE
        assert SIGNED in two.asked()
        await two.following.step()
        assert LATER in one.asked()
        assert LATER in two.asked()
        assert two.serving.serving_id == proposal.record.id


async def test_a_release_that_one_process_cannot_build_goes_live_nowhere(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        bench(database, tmp_path / "base") as one,
        bench(database, tmp_path / "other", "two", one.clock) as two,
    ):

        async def fail(*_: object) -> None:
            raise InvalidBaseError([])

        monkeypatch.setattr(two.workshop, "build", fail)
        await two.following.step()
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        await two.following.step()
        preparing = two.following._preparing
        assert preparing is not None
        assert not await preparing
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.NOT_READY
        for each in (one, two):
            assert SIGNED in each.asked()


async def test_a_process_that_ended_is_not_waited_for(database: Database, tmp_path: Path) -> None:
    async with (
        bench(database, tmp_path / "base") as one,
        bench(database, tmp_path / "other", "two", one.clock) as two,
    ):
        await two.following.step()
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        before = one.clock()
        told: list[Unready] = []
        applied = await one.reloading.apply(proposal.record.id, ADMIN, on_wait=told.extend)
        assert applied is Applied.DONE
        assert 20 < (one.clock() - before).total_seconds() < 30
        assert {each.place for each in told} == {"two"}
        assert 7 <= len(told) <= 9  # every three seconds, not at every look
        assert all(each.silent_seconds + each.left_seconds == 25 for each in told)
        assert [each.left_seconds for each in told] == sorted(
            {each.left_seconds for each in told}, reverse=True
        )


async def test_a_proposal_that_nobody_decides_goes_after_an_hour(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        await one.following.step()
        held = one.reloading.proposal
        assert held is proposal
        await one.clock.sleep(3601)
        await one.following.step()
        assert await one.reloading.apply(proposal.record.id, ADMIN) is Applied.GONE
        assert (await one.stores.releases.live()).candidate_id is None


async def test_a_process_that_starts_later_serves_what_is_live_not_its_own_folder(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        await one.reloading.apply(proposal.record.id, ADMIN)
    async with bench(database, tmp_path / "stale") as two:
        assert LATER in two.asked()
