"""Completes a follow-up ("and when was it signed?") with what the chat asked before.

A follow-up leaves out what the question before it named. Its analysis is completed from the
earlier one: names of another sort stay, names of the same sort are replaced, the kind of
question is the new one where there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from knowledge.analysing import Analyser
from knowledge.analysis import Analysis, Mention, Unit
from knowledge.schema import Entry, Kind

CARRIED_CERTAINTY = 0.8
"""What was said before counts a little less than what is said now."""

CARRIED_SHARE = 0.4
"""And what is no name counts for so little beside words of the follow-up's own."""

MAX_ELLIPTICAL_UNITS = 3
"""A question with more content of its own is understood without the one before."""


class Leaning(Enum):
    """How much a question leans on the one before it."""

    NOT = "not"
    PERHAPS = "perhaps"
    """It is short and names nothing, or is one word: a keyword, or a follow-up."""
    CLEARLY = "clearly"
    """It begins as a follow-up, or points back."""


def leaning_of(question: Analysis) -> Leaning:
    """Tell how much a question leans on the one before it."""
    said = sum(unit.share for unit in question.units)
    if not question.tokens or said > MAX_ELLIPTICAL_UNITS + 1:
        return Leaning.NOT
    if question.goes_on or (question.points_back and said <= MAX_ELLIPTICAL_UNITS):
        return Leaning.CLEARLY
    names_nothing = all(mention.implied for mention in question.mentions)
    is_short = said <= (MAX_ELLIPTICAL_UNITS if names_nothing else 1)
    return Leaning.PERHAPS if is_short else Leaning.NOT


def only_names(question: Analysis) -> bool:
    """Tell whether a question has no content but names: "and in Tokyo?"."""
    return all(unit.primary.startswith("e:") for unit in question.units)


class Completer:
    """Completes follow-ups with the entries and the analyser of one release."""

    def __init__(self, entries: Mapping[str, Entry], analyser: Analyser) -> None:
        self._entries = entries
        self._analyser = analyser

    def complete(self, question: Analysis, earlier: Analysis, topic: str | None) -> Analysis:
        """Return `question` with what it leaves out taken from `earlier`.

        `topic` is the id of the entry that answered the earlier question, None where none did.
        """
        named_kinds = {self._kind(mention.entry) for mention in question.mentions}
        replaced = self._replaced(earlier, named_kinds)
        carried = self._carried(question, earlier, replaced)
        units = (*carried, *question.units)
        mentions = [*question.mentions]
        mentions += [
            each for each in earlier.mentions if each.entry not in replaced and not each.implied
        ]
        mentions += self._analyser.imply(units, {each.entry for each in mentions})
        if topic and not named_kinds:
            mentions.append(Mention(topic, implied=True))
        goes_on = not question.mentions and leaning_of(question) is Leaning.CLEARLY
        off_topic = earlier.off_topic if goes_on else ()
        return question._replace(
            units=units,
            mentions=tuple(mentions),
            asks=question.asks or earlier.asks,
            opening=question.opening or earlier.opening,
            heads=question.heads or earlier.heads,
            off_topic=question.off_topic or off_topic,
            is_completed=True,
        )

    def complete_from(
        self,
        question: Analysis,
        context: Sequence[str],
        topic_of: Callable[[Analysis, bool], str | None],
    ) -> Analysis | None:
        """Return the question completed by the nearest earlier one that was understood, or None.

        `topic_of` returns the id of the entry that an earlier question is about; it is told
        whether that question stands as it was typed.
        """
        earlier: Analysis | None = None
        topic: str | None = None
        for text in context:
            analysis = self._analyser.analyse(text)
            leans = earlier is not None and leaning_of(analysis) is not Leaning.NOT
            if earlier is not None and leans:
                analysis = self.complete(analysis, earlier, topic)
            found = topic_of(analysis, not leans)
            if analysis.units:
                earlier, topic = analysis, found
        says_nothing = not question.units and not question.asks
        if earlier is None or says_nothing or (question.off_topic and not question.mentions):
            return None
        return self.complete(question, earlier, topic)

    def _replaced(self, earlier: Analysis, named_kinds: set[Kind | None]) -> set[str]:
        """Return the earlier names that new ones of their sort replace, offices included."""
        gone = {each.entry for each in earlier.mentions if self._kind(each.entry) in named_kinds}
        for mention in earlier.mentions:
            entry = self._entries.get(mention.entry)
            if entry and any(office.of in gone for office in entry.offices):
                gone.add(mention.entry)
        return gone

    def _carried(
        self, question: Analysis, earlier: Analysis, replaced: set[str]
    ) -> tuple[Unit, ...]:
        own = {meaning for unit in question.units for meaning in unit.meanings}
        has_content = any(
            not unit.primary.startswith("e:") and not unit.is_number for unit in question.units
        )
        carried = []
        for unit in earlier.units:
            names = unit.primary.startswith("e:")
            if unit.meanings & own:
                continue
            kept = frozenset(each for each in unit.meanings if each[2:] not in replaced)
            concepts = sorted(each for each in kept if each[0] == "c")
            primary = unit.primary if unit.primary in kept else "".join(concepts[:1])
            if primary:
                certainty = unit.certainty * CARRIED_CERTAINTY
                share = unit.share * (CARRIED_SHARE if has_content and not names else 1.0)
                carried.append(
                    unit._replace(meanings=kept, primary=primary, certainty=certainty, share=share)
                )
        return tuple(carried)

    def _kind(self, entry_id: str) -> Kind | None:
        entry = self._entries.get(entry_id)
        return entry.kind if entry else None
