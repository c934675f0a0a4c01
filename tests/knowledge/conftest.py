"""Fixtures: the delivered base and the small one, each built once a session."""

from __future__ import annotations

import pytest

from knowledge.deriving import derive_facts
from knowledge.loading import load_base
from knowledge.matcher import Matcher
from knowledge.ranking import Ranker
from knowledge.release import Release
from tests.knowledge.small_bases import load_small


@pytest.fixture(scope="session")
def release() -> Release:
    """The base that is delivered with the bot."""
    return load_base()


@pytest.fixture(scope="session")
def matcher(release: Release) -> Matcher:
    """A matcher on the delivered base; takes about two seconds to build."""
    return Matcher(release)


@pytest.fixture(scope="session")
def small_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The base of `tests.knowledge.small_bases` as it stands there."""
    return load_small(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="session")
def small_matcher(small_release: Release) -> Matcher:
    """A matcher on the small base."""
    return Matcher(small_release)


@pytest.fixture(scope="session")
def ranker(release: Release) -> Ranker:
    """The ranking on the delivered base, in English."""
    return Ranker(release, derive_facts(release), "en")


@pytest.fixture(scope="session")
def small_ranker(small_release: Release) -> Ranker:
    """The ranking on the small base, in English."""
    return Ranker(small_release, derive_facts(small_release), "en")
