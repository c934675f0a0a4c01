"""Small knowledge bases for tests: a made-up world, written as an editor would write it.

`write_base` writes the files of `FILES` into a folder, with some of them replaced, so that a
test shows only what it is about. `entry` and `as_yaml` make entries where their place in the
file does not matter. Names are invented; nothing here comes from the delivered base.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from knowledge.loading import load_base
from knowledge.matcher import Matcher
from knowledge.problems import InvalidBaseError, Problem
from knowledge.release import Release
from knowledge.schema import Entry

DOCUMENTS = """\
- id: gazette
  title: The Springtown Gazette
  publisher: Town of Springtown
  file: gazette.txt
  sections:
    - {id: pact, title: The pact, begins: "The pact of two towns"}
    - {id: festival, title: The festival, begins: "A festival by the river"}
"""

ENTRIES = """\
# A country, its towns, and what they did together.
- id: northland
  kind: place
  title: {en: Northland}
  aliases: {en: [Kingdom of Northland]}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31

- id: springtown
  kind: place
  title: {en: Springtown}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31
  countries: [northland]
  within: northland
  facts:
    - id: overview
      asks: [overview, what]
      answer: {en: "Springtown is a town in Northland, known for its 12 bridges."}
      phrasings: {en: [what is Springtown known for, describe the town]}
    - id: bridges
      asks: [how_many]
      field: figures.bridges
      answer: {en: "Springtown has 12 bridges."}
      phrasings: {en: [how many bridges does Springtown have, number of bridges in Springtown]}
  figures: {bridges: {value: 12, unit: bridges}}

- id: harbourville
  kind: place
  title: {en: Harbourville}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31
  countries: [northland]
  within: northland

- id: anna-berglund
  kind: person
  title: {en: Anna Berglund}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31
  offices:
    - {of: springtown, title: {en: Mayor of Springtown}}
  facts:
    - id: praise
      asks: [what]
      said: {by: anna-berglund, act: praise, to: harbourville}
      answer: {en: "Mayor Anna Berglund praised the fishermen of Harbourville."}
      phrasings: {en: [what did the mayor praise]}
    - id: hope
      asks: [what]
      said: {by: anna-berglund, act: hope}
      answer: {en: "Mayor Anna Berglund hopes for a ferry between the two towns."}
      phrasings: {en: [what does the mayor hope for]}

- id: carl-ostmann
  kind: person
  title: {en: Carl Ostmann}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31
  offices:
    - {of: harbourville, title: {en: Mayor of Harbourville}}

- id: river-pact
  kind: agreement
  title: {en: River Pact}
  aliases: {en: [Springtown–Harbourville pact]}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31
  countries: [northland]
  place: [springtown]
  parties: [springtown, harbourville]
  people: {signatory: [anna-berglund, carl-ostmann]}
  dates:
    signed: {start: 2021-06-04}
  links: [lantern-festival]
  facts:
    - id: overview
      asks: [overview, what]
      answer: {en: "The River Pact makes Springtown and Harbourville partners for clean water."}
      phrasings: {en: [what is the pact of the two towns about, explain the treaty on clean water]}
    - id: signed
      asks: [when]
      field: dates.signed
      answer: {en: "The River Pact was signed on 4 June 2021 in Springtown."}
      phrasings: {en: [when did the two towns sign the treaty, date of the treaty on clean water]}
  gaps:
    - id: cost
      answer: {en: "The Gazette does not say what the River Pact costs."}
      phrasings: {en: [how much does the pact cost, price of the treaty, who pays for the pact]}

- id: lantern-festival
  kind: event
  title: {en: Lantern Festival}
  source: {document: gazette, section: festival}
  verified_on: 2026-01-31
  review_by: 2027-01-31
  countries: [northland]
  place: [harbourville]
  parties: [harbourville]
  dates:
    held: {start: 2022-12-30, end: 2023-01-02}
  facts:
    - id: visitors
      asks: [how_many]
      field: figures.visitors
      answer: {en: "About 3,000 people came to the Lantern Festival in Harbourville."}
      phrasings: {en: [how many visitors came to the lanterns, attendance of the festival]}
  figures: {visitors: {value: 3000, unit: visitors, about: true}}
"""

LEXICON = """\
locale: en
concepts:
  leader: [leader, mayor, head, boss]
  agreement: [agreement, pact, treaty, deal]
  visitor: [visitor, guest, attendance, people]
  festival: [festival, fair]
  number: [number of, amount]
  town: [town, city]
  price: [price, cost, fee]
cues:
  who: [who, whom]
  when: [when, date]
  where: [where, place]
  how_many: [how many, number]
  what: [what, describe, explain]
  which: [which]
  why: [why]
  whether: [is, was, did, does]
  list: [list, list all]
fillers: [the, a, of, in, to, did, is, was, does, have, between, for, and, with, me, please, about]
courtesies: [thanks, well done]
off_topic: [joke, weather, bitcoin, hello]
elsewhere: [Atlantis, New Rome]
not_held: [price]
"""

TEMPLATES = """\
locale: en
kinds:
  place: [places, towns]
  person: [people]
  agreement: [agreements, treaties]
  event: [events]
overview:
  asks: [overview, what]
  phrasings: ["what is {name}", "tell me about {name}"]
dates:
  signed:
    asks: [when]
    answer: "{title} was signed on {when}."
    phrasings: ["when was {name} signed"]
  held:
    asks: [when]
    answer: "{title} took place on {when}."
    phrasings: ["when was {name}"]
place:
  asks: [where]
  answer: "{title}: {where}."
  phrasings: ["where was {name}"]
location:
  asks: [where]
  answer: "{title} is in {where}."
  phrasings: ["where is {name}"]
parties:
  asks: [who]
  answer: "{title} is between {names}."
  phrasings: ["who are the parties of {name}"]
people:
  signatory:
    asks: [who]
    answer: "{title} was signed by {names}."
    phrasings: ["who signed {name}"]
offices:
  asks: [who]
  answer: "{names} is {office}."
  phrasings: ["who is the {office}"]
visited_by:
  asks: [whether]
  answer: "{title} was visited on {names}."
  phrasings: ["was {name} visited"]
said:
  praise: ["what did {by} praise {to} for", "who praised {to}"]
  hope: ["what does {by} hope for from {to}"]
statements:
  asks: [list]
  answer: "What {title} said:"
  phrasings: ["what did {name} say"]
lists:
  all:
    asks: [list]
    answer: "All {kinds}:"
    phrasings: ["list all {kinds}"]
  country:
    asks: [list]
    answer: "{kinds} in {where}:"
    phrasings: ["which {kinds} are in {where}"]
  place:
    asks: [list]
    answer: "{kinds} in {where}:"
    phrasings: ["which {kinds} are in {where}"]
  party:
    asks: [list]
    answer: "{kinds} with {names}:"
    phrasings: ["which {kinds} involve {names}"]
  year:
    asks: [list]
    answer: "{kinds} in {year}:"
    phrasings: ["which {kinds} were in {year}"]
contents:
  asks: [overview]
  answer: "What is known of {title}:"
  phrasings: ["everything about {name}"]
gaps:
  person:
    answer: "The Gazette says nothing of the life of {title}."
    phrasings: ["how old is {name}", "where was {name} born"]
"""

FILES: Mapping[str, str] = {
    "documents.yaml": DOCUMENTS,
    "entries/towns.yaml": ENTRIES,
    "lexicon/en.yaml": LEXICON,
    "templates/en.yaml": TEMPLATES,
}

EMPTY_TEMPLATES = """\
locale: en
overview: {}
place: {}
location: {}
parties: {}
offices: {}
visited_by: {}
statements: {}
contents: {}
"""
"""Templates that derive nothing."""


def write_base(folder: Path, files: Mapping[str, str | None] | None = None) -> Path:
    """Write the small base into `folder` with `files` added or in place; None leaves one out."""
    for name, text in {**FILES, **(files or {})}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
    return folder


def load_small(folder: Path, files: Mapping[str, str | None] | None = None) -> Release:
    """Return the release of the small base with `files` in place."""
    return load_base(write_base(folder, files))


def match_small(folder: Path, files: Mapping[str, str | None] | None = None) -> Matcher:
    """Return a matcher on the small base with `files` in place."""
    return Matcher(load_small(folder, files))


def problems_of(folder: Path, files: Mapping[str, str | None] | None = None) -> tuple[Problem, ...]:
    """Return why the small base with `files` in place is refused; it must be."""
    with pytest.raises(InvalidBaseError) as refused:
        load_base(write_base(folder, files))
    return refused.value.problems


def edited(text: str, before: str, after: str) -> str:
    """Return `text` with the only `before` in it replaced."""
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in the text"
    return text.replace(before, after)


def entries_with(before: str, after: str) -> dict[str, str]:
    """Return the entries of the small base with one place changed, as files for `write_base`."""
    return {"entries/towns.yaml": edited(ENTRIES, before, after)}


def entry(identity: str, kind: str = "topic", **fields: Any) -> dict[str, Any]:
    """Return the plain data of a sound entry on the small base's document."""
    return {
        "id": identity,
        "kind": kind,
        "title": {"en": identity.replace("-", " ").title()},
        "source": {"document": "gazette", "section": "pact"},
        "verified_on": "2026-01-31",
        "review_by": "2027-01-31",
        **fields,
    }


def fact(identity: str, answer: str, *phrasings: str, **fields: Any) -> dict[str, Any]:
    """Return the plain data of a fact."""
    return {
        "id": identity,
        "asks": ["what"],
        "answer": {"en": answer},
        "phrasings": {"en": list(phrasings)},
        **fields,
    }


def as_yaml(*items: Mapping[str, Any]) -> str:
    """Return items as a YAML list, one a line."""
    return "".join(f"- {json.dumps(item)}\n" for item in items)


def only(*entries: Mapping[str, Any], **files: str) -> dict[str, str]:
    """Return files of a base that has these entries only and derives nothing.

    `files` replaces others, with ``__`` for the slash and no ``.yaml``.
    """
    return {
        "entries/towns.yaml": as_yaml(*entries),
        "templates/en.yaml": EMPTY_TEMPLATES,
        **{f"{name.replace('__', '/')}.yaml": text for name, text in files.items()},
    }


def validated(identity: str, kind: str = "topic", **fields: Any) -> Entry:
    """Return a validated entry."""
    return Entry.model_validate(entry(identity, kind, **fields))
