"""What speaks for and against a fact as the answer to a question, as named numbers.

The ranking asks which fact is best, the deciding whether the best is good enough; both use
the same evidence, weighted differently (`knowledge.weights`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from knowledge.analysing import Analyser
from knowledge.analysis import Analysis, Unit
from knowledge.index import RankScores
from knowledge.known import KnownFact, Origin
from knowledge.meaning_index import Meant
from knowledge.release import Release
from knowledge.schema import Asks, Kind
from knowledge.word_nearness import Nearness

FROM_ANSWER = 0.85
"""How well a word of a question is explained that only the answer holds, not a phrasing."""

FROM_NAMES = 0.7
"""The same for a word that only the entry's names and fields hold."""

STRICT = frozenset({Asks.WHO, Asks.WHEN, Asks.WHERE, Asks.HOW_MANY, Asks.WHY})
"""Kinds of question that only an answer of that kind answers; "what" and "which" take many."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for one fact. All values are about 0 to 1 unless said otherwise."""

    nearest: float
    """Cosine with the nearest phrasing."""
    centroid: float
    """Cosine with the centroid of all phrasings."""
    linear: float
    """What the linear model says."""
    voted: float
    """Its share of the phrasings nearest to the question."""
    bayes: float
    """How far below the best of all facts naive Bayes puts it; 0 or less."""
    likely: float
    """What naive Bayes says, beside a fact that has nothing of the question; above 0."""
    meant_nearest: float
    """Cosine of word vectors with the nearest phrasing; 0 in a language without vectors."""
    meant_centroid: float
    """The same with the centroid of all phrasings."""
    explained: float
    """The share of the question's weight that the fact explains."""
    phrased: float
    """The share that its phrasings explain."""
    unexplained: float
    """The weight of the heaviest word that the fact does not explain at all."""
    nearly_explained: float
    """What is added to `explained` where a word near in meaning explains as well as it is near;
    0 in a language without word vectors."""
    nearly_phrased: float
    """The same for `phrased`."""
    nearly_unexplained: float
    """What is taken from `unexplained` by that."""
    returned: float
    """The share of the nearest phrasing's weight that the question has."""
    asked: float
    """1 where the fact answers this kind of question."""
    misasked: float
    """1 where the question is of a strict kind and the fact does not answer it."""
    unable: float
    """1 where the answer holds nothing of the strict kind asked for: no date, no number."""
    coarse: float
    """1 where a day is asked for and the answer holds no day, only a month or a year."""
    conflicts: float
    """How much weight have the entries that the question names and the fact has nothing to
    do with: one that few facts are about weighs nearly 1, a country that many are, little."""
    strangers: float
    """How many it names that stand in the fields of the fact's entry only."""
    person_conflicts: float
    """How many of them are people."""
    off_entry: float
    """1 where the question names an entry by name and the fact is another entry's."""
    spoken_by: float
    """1 where the speaker is named, -1 where somebody else is, 0 where nobody speaks."""
    headed: float
    """Where the question says what sort of thing it asks for ("which companies"): 1 where a
    phrasing of the fact asks for that sort too, -1 where none does; 0 where it does not say."""
    numbers: float
    """How many numbers of the question the fact does not hold, years not counted."""
    years: float
    """How many years of the question the fact does not hold."""
    is_list: float
    is_derived: float
    is_gap: float

    def as_array(self) -> NDArray[np.float64]:
        """Return the values in the order of the fields."""
        return np.array([getattr(self, name) for name in EVIDENCE_NAMES], np.float64)


EVIDENCE_NAMES = tuple(each.name for each in fields(Evidence))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the phrasings of one fact hold: symbols, the sorts of thing they ask for, and how
    many of the `count` phrasings name each entry. `lent` are symbols of phrasings in English,
    the same object as there: the symbols of all facts are many."""

    symbols: frozenset[str]
    heads: frozenset[str]
    names: Counter[str]
    count: int
    lent: frozenset[str] = frozenset()

    def with_lent(self, english: Asked) -> Asked:
        """Return this together with the same of the phrasings in English."""
        return Asked(
            self.symbols,
            self.heads | english.heads,
            self.names + english.names,
            self.count + english.count,
            english.symbols,
        )

    def often_named(self) -> set[str]:
        """Return the entries that at least a fifth of the phrasings name."""
        return {entity for entity, count in self.names.items() if 5 * count >= self.count}


@dataclass(frozen=True, slots=True)
class Profile:
    """What one fact holds, as symbols and ids."""

    fact: KnownFact
    asked: Asked
    answered: frozenset[str]
    named: frozenset[str]
    """The symbols of the entry's names."""
    core: frozenset[str]
    entities: frozenset[str]
    able: frozenset[Asks]
    has_day: bool

    @property
    def held(self) -> frozenset[str]:
        """The symbols of phrasings and answer."""
        return self.asked.symbols | self.asked.lent | self.answered

    def phrases(self, unit: Unit) -> bool:
        """Whether a phrasing has the unit."""
        own, lent = self.asked.symbols, self.asked.lent
        return not (own.isdisjoint(unit.meanings) and lent.isdisjoint(unit.meanings))

    def explanation(self, unit: Unit) -> float:
        """Return how well the unit is explained: 1 by a phrasing, 0 not at all."""
        if self.phrases(unit):
            return 1.0
        if not self.answered.isdisjoint(unit.meanings):
            return FROM_ANSWER
        return FROM_NAMES if self._names(unit) else 0.0

    def _names(self, unit: Unit) -> bool:
        """Whether the unit is of the entry's names, or names an entry of its fields."""
        named = (each[2:] for each in unit.meanings if each[:2] == "e:")
        return not (self.named.isdisjoint(unit.meanings) and self.entities.isdisjoint(named))


class Profiles:
    """The profiles of all facts, and the weight of every symbol over them."""

    def __init__(
        self, release: Release, analyser: Analyser, english: Profiles | None = None
    ) -> None:
        """Profile facts of `release`; what `english` has of their phrasings counts too."""
        self._release = release
        self._persons = {entry.id for entry in release.of_kind(Kind.PERSON)}
        self._names = {
            entry.id: _symbols_of_names(entry.id, release, analyser) for entry in release.entries
        }
        self._english = english
        self.profiles: list[Profile] = []
        self._by_key: dict[tuple[str, str], Profile] = {}
        self._spread: Counter[str] = Counter()

    def add(self, fact: KnownFact, phrasings: Sequence[Analysis], answer: Analysis) -> None:
        """Profile a fact from the analyses of its phrasings and its answer."""
        english = self._english.find(fact) if self._english else None
        profile = self._profile(fact, phrasings, answer, english)
        self.profiles.append(profile)
        self._by_key[fact.key] = profile
        self._spread.update(profile.held)

    def find(self, fact: KnownFact) -> Profile | None:
        """Return the profile of a fact, or None."""
        return self._by_key.get(fact.key)

    def _profile(
        self,
        fact: KnownFact,
        phrasings: Sequence[Analysis],
        answer: Analysis,
        english: Profile | None,
    ) -> Profile:
        asked = _asked(phrasings)
        if english is not None:
            asked = asked.with_lent(english.asked)
        core = set(fact.involves) | answer.entities | asked.often_named()
        entities = self._with_places(core | fact.surroundings)
        return Profile(
            fact=fact,
            asked=asked,
            answered=frozenset(_meant(answer)),
            named=self._names.get(fact.entry, frozenset()),
            core=frozenset(self._with_places(core)),
            entities=frozenset(entities),
            able=_abilities(answer, self._release),
            has_day=_has_day(answer),
        )

    def _with_places(self, entities: Iterable[str]) -> set[str]:
        """Return the entries and the places that they lie in."""
        found: set[str] = set()
        pending = list(entities)
        while pending:
            entity = pending.pop()
            entry = self._release.find(entity)
            if entity not in found and entry is not None:
                found.add(entity)
                pending.extend(each for each in (entry.within,) if each)
        return found

    def symbols_of(self, fact: KnownFact) -> frozenset[str]:
        """Return what the phrasings and the answer of a fact hold."""
        return self._by_key[fact.key].held

    def news(self, told: KnownFact, other: KnownFact) -> float:
        """Return how much of what the answer of `other` holds that of `told` does not: a share
        in [0, 1], by rarity."""
        known, held = self._by_key[told.key].answered, self._by_key[other.key].answered
        weights = {symbol: self._rarity(symbol) for symbol in sorted(held)}
        new = sum(weight for symbol, weight in weights.items() if symbol not in known)
        return new / (sum(weights.values()) or 1.0)

    def entities_of(self, fact: KnownFact) -> frozenset[str]:
        """Return the ids of all entries that a fact has to do with."""
        return self._by_key[fact.key].entities

    def weigh(self, unit: Unit) -> float:
        """Return how much a unit of a question tells: the rarer in the base, the more."""
        known = [
            self._rarity(meaning)
            for meaning in unit.meanings
            if meaning[0] != "s" and meaning in self._spread
        ]
        weight = min(known) if known else self._rarity(f"s:{unit.primary[2:]}")
        return weight * unit.share

    def _rarity(self, symbol: str) -> float:
        count = self._spread.get(symbol, 0)
        most = math.log((len(self.profiles) + 1) / 0.5)
        return math.log((len(self.profiles) + 1) / (count + 0.5)) / most

    def gather(
        self,
        number: int,
        question: Analysis,
        scores: RankScores,
        nearest_phrasing: Collection[str],
        meant: Meant,
        near: Nearness | None,
    ) -> Evidence:
        """Return the evidence for fact `number` as the answer to `question`.

        `meant` and `near` are what word vectors say of it.
        """
        profile = self.profiles[number]
        fact = profile.fact
        weights = [self.weigh(unit) for unit in question.units]
        total = sum(weights) or 1.0
        shares = [profile.explanation(unit) for unit in question.units]
        phrased = [float(profile.phrases(unit)) for unit in question.units]
        nearly = nearly_phrased = [0.0] * len(shares)
        if near is not None:
            nearly = _nearly(shares, near.to_all)
            nearly_phrased = _nearly(phrased, near.to_phrasings)
        left = [1 - share for share in shares]
        still_left = [share - more for share, more in zip(left, nearly, strict=True)]
        strict = _strictly_asked(question)
        named = {each.entry for each in question.mentions if not each.nested and not each.implied}
        foreign = named - profile.entities
        conflicts = {each for each in foreign if self._around(each) not in profile.core}
        numbers, years = _missing_numbers(question, profile)
        return Evidence(
            nearest=float(scores.nearest[number]),
            centroid=float(scores.centroid[number]),
            linear=float(scores.linear[number]),
            voted=float(scores.votes[number]),
            bayes=float(scores.bayes[number] - scores.bayes.max()),
            likely=float(scores.bayes[number] - scores.bayes.min()),
            meant_nearest=meant.nearest,
            meant_centroid=meant.centroid,
            explained=_dot(shares, weights) / total,
            phrased=_dot(phrased, weights) / total,
            unexplained=_heaviest(left, weights),
            nearly_explained=_dot(nearly, weights) / total,
            nearly_phrased=_dot(nearly_phrased, weights) / total,
            nearly_unexplained=_heaviest(left, weights) - _heaviest(still_left, weights),
            returned=self._returned(question, nearest_phrasing),
            asked=float(bool(question.asks & fact.asks)),
            misasked=float(bool(strict) and not strict & fact.asks),
            unable=float(bool(strict) and not strict & profile.able and fact.origin != Origin.GAP),
            coarse=float(bool(_asks_for_day(question)) and not profile.has_day),
            conflicts=sum(self._rarity(f"e:{each}") for each in conflicts),
            strangers=float(len(foreign - conflicts | named & profile.entities - profile.core)),
            person_conflicts=float(len(conflicts & self._persons)),
            off_entry=float(bool(named) and fact.entry not in question.entities),
            spoken_by=self._spoken_by(fact, question),
            headed=_headed(question, profile),
            numbers=float(numbers),
            years=float(years),
            is_list=float(fact.origin is Origin.LIST),
            is_derived=float(fact.origin is Origin.DERIVED),
            is_gap=float(fact.origin is Origin.GAP),
        )

    def _around(self, entity: str) -> str | None:
        entry = self._release.find(entity)
        return entry.within if entry else None

    def _returned(self, question: Analysis, phrasing: Collection[str]) -> float:
        if not phrasing:
            return 0.0
        asked = set(_meant(question))
        weights = {symbol: self._rarity(symbol) for symbol in phrasing}
        total = sum(weights.values()) or 1.0
        return sum(weight for symbol, weight in weights.items() if symbol in asked) / total

    def _spoken_by(self, fact: KnownFact, question: Analysis) -> float:
        if fact.said is None:
            return 0.0
        if fact.said.by in question.entities:
            return 1.0
        return -1.0 if question.entities & self._persons else 0.0


def _nearly(shares: Sequence[float], nearness: Sequence[float]) -> list[float]:
    """Return how much of units is explained by nearness alone."""
    pairs = zip(shares, nearness, strict=True)
    return [(1 - share) * near for share, near in pairs]


def _dot(shares: Sequence[float], weights: Sequence[float]) -> float:
    return sum(share * weight for share, weight in zip(shares, weights, strict=True))


def _heaviest(shares: Sequence[float], weights: Sequence[float]) -> float:
    """Return what the heaviest unit weighs, of each its share counted."""
    return max((share * weight for share, weight in zip(shares, weights, strict=True)), default=0.0)


def _asked(phrasings: Sequence[Analysis]) -> Asked:
    return Asked(
        symbols=frozenset(symbol for each in phrasings for symbol in _meant(each)),
        heads=frozenset(head for each in phrasings for head in each.heads),
        names=Counter(entity for each in phrasings for entity in each.entities),
        count=len(phrasings),
    )


def _meant(analysis: Analysis) -> Iterable[str]:
    for unit in analysis.units:
        yield from unit.meanings
    for mention in analysis.mentions:
        yield f"e:{mention.entry}"


_DAY_CONCEPTS = frozenset({"c:date", "c:day"})


def _strictly_asked(question: Analysis) -> frozenset[Asks]:
    """Return the strict kinds asked for; "which department" may be answered as "which" too."""
    strict = question.asks & STRICT
    return strict - {Asks.WHO} if Asks.WHICH in question.asks else strict


def _asks_for_day(question: Analysis) -> bool:
    """Whether a question asks on which day something was."""
    if Asks.WHEN not in question.asks:
        return False
    symbols = {meaning for unit in question.units for meaning in unit.meanings}
    words = {token.stem for token in question.tokens}
    return bool(symbols & _DAY_CONCEPTS or words & {"day", "date"})


def _has_day(answer: Analysis) -> bool:
    """Whether an answer holds a day of a month."""
    words = [token.text for token in answer.tokens]
    months = {number for number, word in enumerate(words) if word.startswith("month")}
    return any(
        word.isdecimal() and int(word) <= 31 and {number - 1, number + 1, number + 2} & months
        for number, word in enumerate(words)
    )


def _headed(question: Analysis, profile: Profile) -> float:
    if not question.heads:
        return 0.0
    return 1.0 if question.heads & profile.asked.heads else -1.0


def _missing_numbers(question: Analysis, profile: Profile) -> tuple[int, int]:
    """Return how many numbers, and how many years, of the question the fact lacks."""
    missing = [unit for unit in question.units if unit.is_number and not profile.explanation(unit)]
    years = sum(1 for unit in missing if _YEAR.fullmatch(unit.surface))
    return len(missing) - years, years


def _symbols_of_names(entry_id: str, release: Release, analyser: Analyser) -> frozenset[str]:
    entry = release.entry(entry_id)
    symbols: set[str] = set()
    for name in (entry.title.en, *entry.aliases.en):
        symbols.update(_meant(analyser.read(name)))
    return frozenset(symbols)


_MONTH_OR_YEAR = re.compile(r"month\d+|(?:19|20)\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTS = frozenset({"c:few", "c:many", "c:various", "c:all", "c:total"})


def _abilities(answer: Analysis, release: Release) -> frozenset[Asks]:
    """Return which strict kinds of question an answer can answer, from what it holds."""
    able: set[Asks] = set()
    kinds = {release.entry(each).kind for each in answer.entities}
    if kinds & {Kind.PERSON, Kind.ORGANISATION} or "c:participant" in answer.symbols:
        able.add(Asks.WHO)
    if kinds & {Kind.PLACE, Kind.ORGANISATION}:
        able.add(Asks.WHERE)
    words = [token.text for token in answer.tokens]
    dates = {number for number, word in enumerate(words) if _MONTH_OR_YEAR.fullmatch(word)}
    if dates or "c:date" in answer.symbols:
        able.add(Asks.WHEN)
    counted = (
        word[0].isdecimal() and not _MONTH_OR_YEAR.fullmatch(word) and number + 1 not in dates
        for number, word in enumerate(words)
    )
    if any(counted) or _COUNTS & set(answer.symbols):
        able.add(Asks.HOW_MANY)
    return frozenset(able)
