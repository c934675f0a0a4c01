"""Frees a matcher that nobody uses any more a little at a time.

Freed at one stroke, the million objects of a large one stop the whole process for a quarter of a
second. So its large collections are emptied piece by piece before it goes itself. Whoever answers
meanwhile gives the interpreter away at each of its numpy calls, and would wait for it there each
time; so this works for a moment only, and then rests for longer than it worked.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from knowledge.matcher import Matcher

PIECE = 50
"""So many items are let go of before a look at the clock."""

WORK_SECONDS = 0.0003
"""How long it works at a stretch."""

REST = 15.0
"""How many times as long it rests: questions take a fifteenth longer while a matcher is freed."""

MAX_REST_SECONDS = 0.02
"""What it took for its own work may have been others', too."""

_LARGE = 1000
_Cache = type(lru_cache(len))
_ONLY_OURS = 2
"""References to what only one variable below still knows: that one's, and that of counting."""

_PATIENCE_SECONDS = 30.0
_LOOK_SECONDS = 0.05


class _Turns:
    """Works for a moment and then stands aside."""

    def __init__(self, pause: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._pause = pause
        self._clock = clock
        self._begun = clock()

    def give_way(self) -> None:
        """Rest where it is time to."""
        worked = self._clock() - self._begun
        if worked >= WORK_SECONDS:
            self._pause(min(MAX_REST_SECONDS, REST * worked))
            self._begun = self._clock()


def retire(
    matcher: Matcher,
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Take a matcher apart once nobody else holds it; meant for a thread of its own.

    Where somebody goes on holding it, they keep it whole. So the caller must not name it: it calls
    ``retire(holder.pop())``.
    """
    waited, held = 0.0, _ONLY_OURS + _own_caches(matcher)
    while sys.getrefcount(matcher) > held:  # a question under way
        if waited > _PATIENCE_SECONDS:
            return
        pause(_LOOK_SECONDS)
        waited += _LOOK_SECONDS
    turns = _Turns(pause, clock)
    parts, collections, caches = _parts_of(matcher, turns)
    while caches:  # each makes a ring with its owner that only the collector undoes
        owner, name = caches.pop()
        remembered = gc.get_referents(vars(owner).pop(name))
        del owner
        for _ in _emptied(remembered):
            turns.give_way()
    matcher.__dict__.clear()
    parts.reverse()  # what holds others goes before them: else they would all go together
    for _ in _emptied(parts):
        turns.give_way()
    while collections:
        each = collections.pop()
        if sys.getrefcount(each) == _ONLY_OURS:
            for _ in _emptied(each):
                turns.give_way()
        del each
        turns.give_way()


def _own_caches(matcher: Matcher) -> int:
    """Return how many caches of its own methods a matcher has: each of them holds it, too."""
    own = [each for each in vars(matcher).values() if _is_cache(each)]
    return sum(1 for each in own if each.__wrapped__.__self__ is matcher)


def _parts_of(
    matcher: Matcher, turns: _Turns
) -> tuple[list[Any], list[Any], list[tuple[Any, str]]]:
    """Return the parts of a matcher, what holds others before them; the large collections in it,
    the innermost last; and the attributes that are caches of their own object's methods.

    The items of a large collection are not looked at.
    """
    parts: list[Any] = []
    found: list[Any] = []
    caches: list[tuple[Any, str]] = []
    seen: set[int] = set()
    pending: list[Any] = [matcher]
    while pending:
        each = pending.pop()
        turns.give_way()
        if id(each) in seen or not _is_part(each):
            continue
        seen.add(id(each))
        if isinstance(each, (dict, list, set, frozenset, tuple)) and len(each) > _LARGE:
            found.append(list(each) if isinstance(each, (tuple, frozenset)) else each)
            continue
        parts.append(each)
        if hasattr(each, "__dict__"):
            caches += [(each, name) for name, value in vars(each).items() if _is_cache(value)]
        pending.extend(gc.get_referents(each))
    return parts, found, caches


def _is_part(value: object) -> bool:
    """Whether a value is data or an object of the matching, not a class, function or module."""
    if isinstance(value, (dict, list, set, frozenset, tuple)):
        return True
    return type(value).__module__.startswith("knowledge.") and not isinstance(value, type)


def _is_cache(value: object) -> bool:
    return isinstance(value, _Cache) and hasattr(value.__wrapped__, "__self__")


def _emptied(collection: Any) -> Iterator[None]:
    """Empty a collection; stop after each piece."""
    while collection:
        if isinstance(collection, list):
            del collection[-PIECE:]
        elif isinstance(collection, dict):
            for _ in range(min(PIECE, len(collection))):
                collection.popitem()
        else:
            for _ in range(min(PIECE, len(collection))):
                collection.pop()
        yield
