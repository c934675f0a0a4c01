"""Puts questions together that ask the same in other words, for people who look them through.

Pure: the same questions give the same clusters. Questions are compared within one locale by what
the matching understands of them (`knowledge.analysis`), never by their letters alone: "deadline
Vietnam" and "deadline Thailand" are 88 % the same letters and two different questions.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.analysis import Analysis
from knowledge.normalising import fold
from knowledge.schema import Asks

ALIKE = 0.6
"""Questions are put together that share so much, of 1, of what they say; a rare word counts for
more than a frequent one."""

SAME_LETTERS = 88.0
"""rapidfuzz's ratio of folded texts from which one is the other with a typing mistake."""

SPECIFIC = frozenset({Asks.WHO, Asks.WHEN, Asks.WHERE, Asks.WHY, Asks.HOW_MANY})
"""Ways to ask of which one never means another; all else people use for one another."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: a key that its owner knows it by, its locale, its words, and how often."""

    key: str
    locale: str
    text: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask the same, the most frequent wording and spelling first."""

    questions: tuple[Asked, ...]

    @property
    def locale(self) -> str:
        """The locale of all of them."""
        return self.questions[0].locale

    @property
    def text(self) -> str:
        """The wording that stands for all."""
        return self.questions[0].text

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(each.count for each in self.questions)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all of them."""
        return frozenset(each.key for each in self.questions)


@dataclass(frozen=True, slots=True)
class _Features:
    """What is compared: what each unit may mean, names and numbers, ways to ask, letters."""

    units: tuple[tuple[str, frozenset[str]], ...]
    names: frozenset[str]
    asks: frozenset[Asks]
    folded: str

    @property
    def symbols(self) -> frozenset[str]:
        """All that any unit may mean."""
        return frozenset(symbol for _, meanings in self.units for symbol in meanings)


def clusters_of(
    questions: Iterable[Asked], analyse: Callable[[str, str], Analysis]
) -> tuple[Cluster, ...]:
    """Return the clusters, the most frequent first; `analyse` takes a text and its locale.

    Each question is in exactly one. What comes out does not depend on their order.
    """
    by_locale: dict[str, list[Asked]] = defaultdict(list)
    for each in questions:
        by_locale[each.locale].append(each)
    found: list[Cluster] = []
    for locale in sorted(by_locale):
        found += _clusters_in(by_locale[locale], lambda text, of=locale: analyse(text, of))  # type: ignore[misc]
    return tuple(sorted(found, key=lambda each: (-each.count, each.locale, each.text)))


def _clusters_in(questions: list[Asked], analyse: Callable[[str], Analysis]) -> list[Cluster]:
    """Join what is alike to the most frequent wordings, one after the other."""
    spelt: Counter[str] = Counter()
    for each in questions:
        spelt[each.text] += each.count
    wordings: dict[str, list[Asked]] = defaultdict(list)
    for each in sorted(questions, key=lambda each: (-spelt[each.text], each.key)):
        wordings[bare(each.text)].append(each)
    order = sorted(wordings, key=lambda text: (-_count(wordings[text]), text))
    features = {text: _features(text, analyse(wordings[text][0].text)) for text in order}
    weights = _weights(features.values())
    clusters: list[tuple[_Features, list[Asked]]] = []
    holding: dict[str, list[int]] = defaultdict(list)
    for text in order:
        own = features[text]
        near = {number for symbol in own.symbols for number in holding[symbol]}
        best = max(
            ((_likeness(own, clusters[number][0], weights), -number) for number in near),
            default=(0.0, 0),
        )
        if best[0] >= ALIKE:
            clusters[-best[1]][1].extend(wordings[text])
            continue
        for symbol in own.symbols:
            holding[symbol].append(len(clusters))
        clusters.append((own, list(wordings[text])))
    return [Cluster(tuple(each)) for _, each in clusters]


def _count(questions: Sequence[Asked]) -> int:
    return sum(each.count for each in questions)


def bare(text: str) -> str:
    """Return a question's words, folded, without marks at its ends: the same for one wording."""
    return fold(text).strip(" ?!.。？！、,")


def _features(wording: str, analysis: Analysis) -> _Features:
    units = {unit.primary: unit.meanings for unit in analysis.units}
    if not units:  # all small words: told apart by its letters
        units = {f"t:{each}": frozenset({f"t:{each}"}) for each in wording.split() or [wording]}
    numbers = {unit.primary for unit in analysis.units if unit.is_number}
    elsewhere = {f"x:{fold(each)}" for each in analysis.elsewhere}
    names = frozenset(analysis.entities | numbers | elsewhere)
    return _Features(tuple(units.items()), names, analysis.asks, wording)


def _weights(features: Iterable[_Features]) -> dict[str, float]:
    """Return how much each unit says: the rarer it is, the more."""
    listed = list(features)
    counts = Counter(primary for each in listed for primary, _ in each.units)
    return {
        primary: 1.0 + math.log((1 + len(listed)) / (1 + count))
        for primary, count in counts.items()
    }


def _likeness(one: _Features, other: _Features, weights: dict[str, float]) -> float:
    """Return how alike two questions are, in [0, 1]; 0 where names, numbers or sorts differ."""
    if one.names != other.names or not _may_ask_the_same(one.asks, other.asks):
        return 0.0
    shared = (_met(one, other, weights) + _met(other, one, weights)) / 2
    total = sum(weights[primary] for each in (one, other) for primary, _ in each.units)
    by_meaning = shared / (total - shared)
    if by_meaning < ALIKE and fuzz.ratio(one.folded, other.folded) >= SAME_LETTERS:
        return ALIKE
    return by_meaning


def _met(one: _Features, other: _Features, weights: dict[str, float]) -> float:
    """Return the weight of what one question says and the other may mean too."""
    symbols = other.symbols
    return sum(weights[primary] for primary, meanings in one.units if meanings & symbols)


def _may_ask_the_same(one: frozenset[Asks], other: frozenset[Asks]) -> bool:
    mine, theirs = one & SPECIFIC, other & SPECIFIC
    return not mine or not theirs or bool(mine & theirs)
