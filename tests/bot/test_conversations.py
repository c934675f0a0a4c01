"""What is remembered of chats: for so long, so many questions, so many chats, and no more."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations import MAX_ANSWERED, Chat, Conversations

ROOM: Chat = (1, None)
OTHER: Chat = (2, None)
TOPIC: Chat = (1, 7)


@dataclass
class Memory:
    """Conversations on a clock that the test moves."""

    seconds: float = 600
    count: int = 3
    max_chats: int = 10_000
    now: float = 1000.0
    kept: Conversations = field(init=False)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.kept = Conversations(self.seconds, self.count, lambda: self.now, self.max_chats)

    def asks(self, *questions: str, chat: Chat = ROOM) -> None:
        """A chat asks, one question after the other."""
        for question in questions:
            self.kept.remember(chat, next(self.ids), question)


@pytest.fixture
def memory() -> Memory:
    """Three questions for ten minutes, as delivered."""
    return Memory()


def test_a_new_chat_has_asked_nothing(memory: Memory) -> None:
    assert memory.kept.context(ROOM) == ()
    assert memory.kept.answers_to(ROOM, 1) == ()


def test_questions_are_kept_oldest_first(memory: Memory) -> None:
    memory.asks("a", "b")
    assert memory.kept.context(ROOM) == ("a", "b")
    assert memory.kept.context(ROOM) == ("a", "b")


def test_only_the_last_questions_are_kept(memory: Memory) -> None:
    memory.asks("a", "b", "c", "d", "e")
    assert memory.kept.context(ROOM) == ("c", "d", "e")


@pytest.mark.parametrize("count", [0, 1, 10])
def test_as_many_are_kept_as_the_setting_says(count: int) -> None:
    memory = Memory(count=count)
    memory.asks(*(str(number) for number in range(20)))
    assert memory.kept.context(ROOM) == tuple(str(number) for number in range(20 - count, 20))


def test_questions_are_kept_for_the_time_set(memory: Memory) -> None:
    memory.asks("a")
    memory.now += 300
    memory.asks("b")
    memory.now += 299
    assert memory.kept.context(ROOM) == ("a", "b")
    memory.now += 2
    assert memory.kept.context(ROOM) == ("b",)
    memory.now += 300
    assert memory.kept.context(ROOM) == ()


def test_a_time_of_none_keeps_nothing_for_later() -> None:
    memory = Memory(seconds=0)
    memory.asks("a")
    memory.now += 0.001
    assert memory.kept.context(ROOM) == ()


def test_a_new_question_does_not_prolong_the_old_ones(memory: Memory) -> None:
    memory.asks("a")
    for _ in range(2):
        memory.now += 400
        memory.asks("b")
    assert memory.kept.context(ROOM) == ("b", "b")


def test_chats_and_topics_have_memories_of_their_own(memory: Memory) -> None:
    memory.asks("a")
    memory.asks("b", chat=OTHER)
    memory.asks("c", chat=TOPIC)
    assert memory.kept.context(ROOM) == ("a",)
    assert memory.kept.context(OTHER) == ("b",)
    assert memory.kept.context(TOPIC) == ("c",)


def test_a_chat_is_forgotten_when_told(memory: Memory) -> None:
    memory.asks("a")
    memory.kept.note_answer(ROOM, 5, (6,))
    memory.kept.forget(ROOM)
    memory.kept.forget(OTHER)
    assert memory.kept.context(ROOM) == ()
    assert memory.kept.answers_to(ROOM, 5) == ()


def test_a_chat_is_told_and_forgotten_with_all_its_topics(memory: Memory) -> None:
    memory.asks("a")
    memory.asks("b", chat=OTHER)
    memory.asks("c", chat=TOPIC)
    assert memory.kept.questions_of(ROOM[0]) == ("a", "c")
    memory.kept.forget_chat(ROOM[0])
    memory.kept.forget_chat(99)
    assert memory.kept.questions_of(ROOM[0]) == ()
    assert memory.kept.questions_of(OTHER[0]) == ("b",)


def test_answers_are_known_by_their_question(memory: Memory) -> None:
    memory.kept.note_answer(ROOM, 5, (6, 7))
    memory.kept.note_answer(OTHER, 5, (8,))
    assert memory.kept.answers_to(ROOM, 5) == (6, 7)
    memory.kept.note_answer(ROOM, 5, (9,))
    assert memory.kept.answers_to(ROOM, 5) == (9,)
    assert memory.kept.answers_to(ROOM, 6) == ()
    assert memory.kept.answers_to(TOPIC, 5) == ()


def test_answers_are_known_of_the_last_questions_only(memory: Memory) -> None:
    for number in range(MAX_ANSWERED + 5):
        memory.kept.note_answer(ROOM, number, (number,))
    assert memory.kept.answers_to(ROOM, 4) == ()
    assert memory.kept.answers_to(ROOM, 5) == (5,)


def test_so_many_chats_are_kept_and_the_quietest_goes() -> None:
    memory = Memory(max_chats=3)
    for number in range(3):
        memory.asks("a", chat=(number, None))
    memory.asks("b", chat=(0, None))
    memory.asks("a", chat=(3, None))
    assert memory.kept.context((0, None)) == ("a", "b")
    assert memory.kept.context((1, None)) == ()
    assert memory.kept.context((2, None)) == ("a",)
    assert memory.kept.context((3, None)) == ("a",)


def test_looking_at_a_chat_takes_no_memory() -> None:
    memory = Memory(max_chats=1)
    memory.asks("a")
    for number in range(10, 20):
        memory.kept.context((number, None))
        memory.kept.answers_to((number, None), 1)
    assert memory.kept.context(ROOM) == ("a",)


def test_a_question_that_is_too_old_is_held_no_longer(memory: Memory) -> None:
    """The bot promises people that after some minutes nothing is left."""
    memory.asks("my secret")
    memory.now += 601
    memory.asks("b", chat=OTHER)
    memory.kept.context(ROOM)
    assert "my secret" not in repr(memory.kept._memories)


def test_a_purge_drops_what_is_too_old_of_every_chat(memory: Memory) -> None:
    memory.asks("my secret")
    memory.kept.note_answer(ROOM, 1, (2,))
    memory.now += 400
    memory.asks("b", chat=OTHER)
    memory.now += 201
    memory.kept.purge()
    assert "my secret" not in repr(memory.kept._memories)
    assert memory.kept.answers_to(ROOM, 1) == (2,)
    assert memory.kept.context(OTHER) == ("b",)


def test_an_edited_question_takes_the_place_of_the_old_one(memory: Memory) -> None:
    memory.asks("a", "b", "c")
    memory.kept.replace(ROOM, 2, "edited")
    assert memory.kept.context(ROOM) == ("a", "edited", "c")
    assert memory.kept.context(ROOM, before=2) == ("a",)
    memory.kept.replace(ROOM, 9, "of no question")
    memory.kept.replace(OTHER, 2, "of no chat")
    assert memory.kept.context(ROOM) == ("a", "edited", "c")


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.integers(0, 5)),
        st.tuples(st.just("wait"), st.integers(0, 700)),
        st.tuples(st.just("forget"), st.integers(0, 5)),
    ),
    max_size=40,
)


@given(ACTIONS, st.integers(0, 4), st.integers(0, 1000))
def test_whatever_happens_memory_keeps_its_bounds(
    actions: list[tuple[str, int]], count: int, seconds: int
) -> None:
    memory = Memory(seconds=seconds, count=count, max_chats=6)
    asked: dict[Chat, list[tuple[float, str]]] = {}
    for step, (action, number) in enumerate(actions):
        chat: Chat = (number, None)
        if action == "wait":
            memory.now += number
        elif action == "forget":
            memory.kept.forget(chat)
            asked.pop(chat, None)
        else:
            memory.asks(str(step), chat=chat)
            asked.setdefault(chat, []).append((memory.now, str(step)))
    assert len(memory.kept._memories) <= 6
    for chat, questions in asked.items():
        last = questions[len(questions) - min(count, len(questions)) :]
        expected = tuple(text for at, text in last if memory.now - at <= seconds)
        assert memory.kept.context(chat) == expected
