"""Words that tell what a name is the name of: "… University", "Governor …", "… Festival"."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from knowledge.drafting.word_sets import word_set
from knowledge.normalising import fold
from knowledge.schema import Kind

# fmt: off
_HEADS = {
    Kind.ORGANISATION: (
        "academy agency assembly association authority bank board broadcaster "
        "bureau cabinet center centre chamber church city-hall clinic club college commission "
        "committee company conglomerate consulate cooperative corporation council court "
        "department directorate division embassy factory faculty federation foundation fund "
        "government group hall hospital hotel international institute institution kindergarten "
        "league library "
        "mall ministry museum newspaper office orchestra parliament "
        "police school secretariat senate service society store studio "
        "supermarket temple theater theatre tribunal union university"
    ),
    Kind.PLACE: (
        "airport archipelago avenue bay beach bridge campus canal castle city county delta "
        "district farm forest garden harbor harbour headquarters highway hill island islands "
        "kingdom lake mountain park peninsula plaza port prefecture province region republic "
        "reservoir river road sea square stadium state station street town township valley "
        "village ward zone"
    ),
    Kind.EVENT: (
        "anniversary celebration ceremony championship competition conference congress cup "
        "earthquake exhibition exhibitions expo exposition fair festa festival flood games "
        "hackathon hearing marathon olympics parade roundtable seminar summit symposium "
        "tournament webinar week workshop"
    ),
    Kind.AGREEMENT: (
        "accord agreement charter communique convention covenant declaration memorandum mou "
        "pact protocol treaty"
    ),
    Kind.PROGRAMME: (
        "course curriculum initiative internship program programme project scheme scholarship"
    ),
    Kind.TOPIC: "database forum model platform policy strategy",
    Kind.MEETING: "dialogue meeting talks",
    Kind.VISIT: "tour trip visit",
}
_FIRST = {Kind.EVENT: "cyclone earthquake hurricane operation storm typhoon"}
"""Such a word stands in front: "Typhoon Yagi"."""
_TITLES = (
    "ambassador baroness baron bishop captain chair chairman chairperson chairwoman chancellor "
    "commissioner congressman congresswoman consul consul-general councillor councilor dean "
    "deputy-governor director director-general doctor dr emperor empress governor judge king "
    "lady lord madam major mayor minister miss mr mrs ms premier president prime prince princess "
    "prof professor queen rector senator sir speaker sultan vice-chairman vice-mayor "
    "vice-minister vice-president vice deputy acting secretary secretary-general principal"
)
LOWER_TAILS = word_set(
    "agreement campus conference department exhibition fair festival forum headquarters "
    "memorandum museum network office park platform programme program project summit university "
    "workshop"
)
"""Words in small letters that still belong to the name before them: "J-Bridge forum"."""
TAKES_OF = word_set(
    "academy accord agency agreement association authority bank board bureau center centre "
    "chamber church club college commission committee confederation congress consulate "
    "convention council court declaration department directorate division embassy faculty "
    "federation foundation institute institution league library memorandum ministry museum "
    "office organisation organization pact protocol republic school secretariat society "
    "treaty union university"
)
"""Words after which "of …" goes on with the name: "Ministry of Health"."""
STATIONED = frozenset({"consulate", "embassy", "mission"})
"""Words whose names go on with the place where they are: "Embassy of Japan in Thailand"."""
# fmt: on

_KINDS = {word: kind for kind, words in _HEADS.items() for word in words.split()} | {
    "organisation": Kind.ORGANISATION,
    "organization": Kind.ORGANISATION,
}
_FRONT = {word: kind for kind, words in _FIRST.items() for word in words.split()}
TITLES = word_set(_TITLES)


def singular(word: str) -> str:
    """Return the folded word without a plural's ending, where it is a known head then.

    >>> singular("Offices"), singular("headquarters"), singular("Ministries")
    ('office', 'headquarters', 'ministry')
    """
    folded = fold(word)
    if folded in _KINDS or not folded.endswith("s"):
        return folded
    for other in (folded.removesuffix("s"), folded.removesuffix("es"), f"{folded[:-3]}y"):
        if other in _KINDS:
            return other
    return folded


def kind_of_head(word: str) -> Kind | None:
    """Return what something is that is called a … `word`, None where that tells nothing."""
    return _KINDS.get(singular(word))


def kind_in_front(word: str) -> Kind | None:
    """Return what something is whose name begins with `word`: "Typhoon"."""
    return _FRONT.get(fold(word))


def is_title(word: str) -> bool:
    """Return whether a person's name may follow: "Governor", "Mr."."""
    return fold(word).rstrip(".") in TITLES


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return the countries by their folded English name. Source: CLDR, by Babel."""
    names = Locale("en").territories
    found = {fold(name): name for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return found | {"viet nam": "Vietnam", "uk": "United Kingdom", "usa": "United States"}


def country(name: str) -> str | None:
    """Return the country that `name` names, in its English form, None where it is none.

    >>> country("THAILAND")
    'Thailand'
    """
    return _countries().get(fold(name))


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(fold(name) for name in Locale("en").languages.values())


def is_demonym(word: str) -> bool:
    """Return whether `word` says from which country something is: "Thai", "Canadian".

    Most such words are names of languages, which CLDR lists; of others the ending tells, beside
    the beginning of a country's name.
    """
    folded = fold(word)
    if folded in _languages():
        return True
    if not folded.endswith(("n", "ese", "ish", "i")) or len(folded) < 5 or country(folded):
        return False
    return any(name.startswith(folded[:4]) for name in _countries())
