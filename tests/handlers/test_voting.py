"""The two buttons that say whether an answer was right."""

import pytest

from tests.bot import delivered
from tests.handlers.chatting import GROUP, KIM, MOU, ROBIN, SIGNED, Hands, buttons, only

RIGHT, WRONG = f"y:{MOU}:signed", f"n:{MOU}:signed"
GONE = delivered.texts().get("button-gone", "en")


@pytest.mark.parametrize(("data", "thanks"), [(RIGHT, "right"), (WRONG, "wrong")])
async def test_a_vote_is_counted_thanked_for_and_its_buttons_go(
    hands: Hands, data: str, thanks: str
) -> None:
    answer = only(await hands.says(SIGNED))
    told = await hands.presses(answer, data)
    assert told is not None
    assert told["text"] == delivered.texts().get(f"feedback-thanks-{thanks}", "en")
    feedback = hands.services.feedback
    counted = feedback.right if data == RIGHT else feedback.wrong
    assert counted == {(MOU, "signed"): 1}
    assert feedback.right.total() + feedback.wrong.total() == 1
    left = await hands.now(answer)
    assert left["text"] == answer["text"]
    assert list(buttons(left).values()) == list(buttons(answer).values())[:-2]


async def test_a_vote_under_an_answer_without_other_buttons_leaves_none(hands: Hands) -> None:
    listed = hands.answering.show_fact("catalogue", "agreement-all", "en")
    assert listed is not None
    hands.answering.replies["q"] = listed
    answer = only(await hands.says("q"))
    await hands.presses(answer, "y:catalogue:agreement-all")
    assert not buttons(await hands.now(answer))


async def test_in_a_group_the_first_vote_counts(hands: Hands) -> None:
    answer = only(await hands.says(f"/ask {SIGNED}", chat=GROUP))
    await hands.presses(answer, WRONG, user=KIM)
    assert WRONG not in buttons(await hands.now(answer)).values()
    assert hands.services.feedback.wrong == {(MOU, "signed"): 1}


async def test_two_quick_presses_are_one_vote_and_no_error(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    answer = only(await hands.says(SIGNED))
    async with hands.busy():
        for _ in range(2):
            await hands.sim.sim(
                "click",
                chat_id=ROBIN,
                message_id=answer["message_id"],
                user_id=ROBIN,
                data=RIGHT,
                wait_seconds=0,
            )
    assert "error" not in caplog.text.lower()
    assert hands.services.feedback.right == {(MOU, "signed"): 1}


@pytest.mark.parametrize("data", ["y", "n:", "y:a", "y:a:b:c"])
async def test_a_vote_that_names_no_answer_is_not_counted(hands: Hands, data: str) -> None:
    answer = only(await hands.says(SIGNED))
    told = await hands.presses(answer, data)
    assert told is not None
    assert told["text"] == GONE
    assert not hands.services.feedback.right
    assert not hands.services.feedback.wrong


async def test_a_vote_on_what_the_base_does_not_hold_is_not_counted(hands: Hands) -> None:
    answer = only(await hands.says(SIGNED))
    for number in range(3):
        await hands.presses(answer, f"y:forged\n{number}:x")
    assert not hands.services.feedback.right
