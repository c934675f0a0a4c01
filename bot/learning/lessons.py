"""What somebody is teaching: its steps, and what each does to it. Pure data.

    phrasing:  pick (kinds, entries, facts) -> wordings -> check -> checked
    answer:    home (kinds, entries) | kind, title -> question -> answer -> asks -> source, section
                   -> wordings -> check -> checked
    reply:     reply -> confirm
    review:    period -> check -> checked
    change:    facts -> locale -> answer -> check -> checked

`applying` is between the press that lets it go live and the moment when all is written down: what
is found there after a restart is brought to its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any


class Way(StrEnum):
    """What is taught; the values stand in the database and in buttons: never change one."""

    PHRASING = "phrasing"
    """A fact that is there answers the question."""
    FACT = "fact"
    """A new fact of an entry that is there does."""
    ENTRY = "entry"
    """A new subject does."""
    REPLY = "reply"
    """Those who asked get a reply; the base stays as it is."""
    CONFIRM = "confirm"
    """An entry is still right."""
    CHANGE = "change"
    """An answer is not right any more."""


class Step(StrEnum):
    """Where somebody is; the values stand in the database: never change one."""

    PICK = "pick"
    HOME = "home"
    KINDS = "kinds"
    ENTRIES = "entries"
    FACTS = "facts"
    KIND = "kind"
    TITLE = "title"
    QUESTION = "question"
    ANSWER = "answer"
    ASKS = "asks"
    SOURCE = "source"
    SECTION = "section"
    NEW_SOURCE = "new-source"
    WORDINGS = "wordings"
    REPLY = "reply"
    CONFIRM_REPLY = "confirm-reply"
    PERIOD = "period"
    LOCALE = "locale"
    CHECK = "check"
    CHECKED = "checked"
    APPLYING = "applying"


TEXT_STEPS: Mapping[Step, str] = {
    Step.TITLE: "titles",
    Step.QUESTION: "phrases",
    Step.ANSWER: "answers",
}
"""The steps at which a text is written for one language after the other, and where it is kept."""

AWAITS_TEXT = frozenset({*TEXT_STEPS, Step.PICK, Step.HOME, Step.REPLY, Step.NEW_SOURCE})
"""The steps at which what the person writes is an answer to the card."""

FIRST: Mapping[Way, Step] = {
    Way.PHRASING: Step.PICK,
    Way.FACT: Step.HOME,
    Way.ENTRY: Step.KIND,
    Way.REPLY: Step.REPLY,
    Way.CONFIRM: Step.PERIOD,
    Way.CHANGE: Step.FACTS,
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """All there is of it; nothing of it is in memory only.

    `cluster` is the key of the question that stands for all in `questions`; `wordings` are
    different ones of them and `taught` those that become phrasings. `writing` is the locale of the
    text that is to be written next. `release_id`, `made_entry` and `made_fact` are of the base that
    was checked: `turned` tells of its golden questions. `trail` are the steps before, for Back.
    """

    way: Way
    step: Step
    locale: str
    cluster: str = ""
    text: str = ""
    questions: tuple[str, ...] = ()
    waiting_count: int = 0
    wordings: tuple[str, ...] = ()
    taught: tuple[str, ...] = ()
    search: str = ""
    kind: str = ""
    entry: str = ""
    fact: str = ""
    page: int = 0
    writing: str = "en"
    titles: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    document: str = ""
    section: str = ""
    new_source: tuple[str, ...] = ()
    reply: str = ""
    months: int = 0
    release_id: int | None = None
    made_entry: str = ""
    made_fact: str = ""
    turned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_same: bool = False
    card_id: int | None = None
    trail: tuple[str, ...] = ()

    @property
    def awaits_text(self) -> bool:
        """Whether what the person writes next belongs to it."""
        return self.step in AWAITS_TEXT

    @property
    def is_review(self) -> bool:
        """Whether it is about an entry and no question."""
        return self.way in {Way.CONFIRM, Way.CHANGE}

    def to(self, step: Step, **changes: Any) -> Lesson:
        """Return it at a later step; Back leads to this one."""
        return replace(self, step=step, page=0, trail=(*self.trail, self.step.value), **changes)

    def back(self) -> Lesson | None:
        """Return it one step earlier, None where this is the first."""
        if not self.trail:
            return None
        *trail, last = self.trail
        return replace(
            self, step=Step(last), page=0, trail=tuple(trail), release_id=None, writing="en"
        )

    def with_text(self, text: str, locales: tuple[str, ...]) -> Lesson:
        """Return it with a text in the locale that is being written; the next empty one follows."""
        name = TEXT_STEPS[self.step]
        texts = {**getattr(self, name), self.writing: text}
        empty = [each for each in (self.locale, *locales) if each not in texts]
        changes: dict[str, Any] = {name: texts, "writing": empty[0] if empty else self.writing}
        return replace(self, **changes)

    def texts(self) -> Mapping[str, str]:
        """Return what is written at this step, by locale."""
        found: Mapping[str, str] = getattr(self, TEXT_STEPS[self.step])
        return found

    def with_taught(self, number: int) -> Lesson:
        """Return it with a wording to be taught that was not, or the other way round."""
        wording = self.wordings[number]
        kept = set(self.taught) ^ {wording}
        return replace(self, taught=tuple(each for each in self.wordings if each in kept))

    def with_asks(self, name: str) -> Lesson:
        """Return it with a kind of question that the fact answers, or without it; one stays."""
        kept = tuple(each for each in self.asks if each != name)
        if len(kept) == len(self.asks):
            kept = (*self.asks, name)
        return replace(self, asks=kept) if kept else self

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it, but for the step, which stands beside it."""
        return {name: value for name, value in asdict(self).items() if name != "step"}

    @classmethod
    def from_json(cls, step: str, value: dict[str, Any]) -> Lesson:
        """Return what `as_json` wrote; what a later release added is left out.

        >>> lesson = Lesson(Way.FACT, Step.HOME, "ja", taught=("一",), turned={"right": ("a",)})
        >>> import json
        >>> Lesson.from_json(lesson.step, json.loads(json.dumps(lesson.as_json()))) == lesson
        True
        """
        known = {each.name for each in fields(cls)}
        read: dict[str, Any] = {
            name: tuple(each) if isinstance(each, list) else each
            for name, each in value.items()
            if name in known
        }
        read["turned"] = {name: tuple(each) for name, each in read["turned"].items()}
        return cls(**{**read, "way": Way(read["way"]), "step": Step(step)})
