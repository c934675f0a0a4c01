"""Frees a matcher that nobody uses any more a little at a time.

Freed at one stroke, the million objects of a large one stop the whole process for a quarter of a
second. So its large collections are emptied piece by piece, with a pause after each, before it
goes itself.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from knowledge.matcher import Matcher

PIECE = 500
"""So many items are let go of at a time: a millisecond or two."""

PAUSE_SECONDS = 0.001

_LARGE = 2 * PIECE
_Cache = type(lru_cache(len))
_ONLY_OURS = 2
"""References to what only one variable below still knows: that one's, and that of counting."""

_PATIENCE_SECONDS = 30.0


def retire(matcher: Matcher, pause: Callable[[float], None] = time.sleep) -> None:
    """Take a matcher apart once nobody else holds it; meant for a thread of its own.

    Where somebody goes on holding it, they keep it whole. So the caller must not name it: it calls
    ``retire(holder.pop())``.
    """
    waited, held = 0.0, _ONLY_OURS + _own_caches(matcher)
    while sys.getrefcount(matcher) > held:  # a question under way
        if waited > _PATIENCE_SECONDS:
            return
        pause(0.05)
        waited += 0.05
    collections, caches = _large_collections(matcher)
    for owner, name in caches:  # each makes a ring with its owner that only the collector undoes
        vars(owner).pop(name, None)
    caches.clear()
    matcher.__dict__.clear()
    while collections:
        each = collections.pop()
        if sys.getrefcount(each) == _ONLY_OURS:
            for _ in _emptied(each):
                pause(PAUSE_SECONDS)
        del each
        pause(PAUSE_SECONDS)


def _own_caches(matcher: Matcher) -> int:
    """Return how many caches of its own methods a matcher has: each of them holds it, too."""
    own = [each for each in vars(matcher).values() if _is_cache(each)]
    return sum(1 for each in own if each.__wrapped__.__self__ is matcher)


def _large_collections(matcher: Matcher) -> tuple[list[Any], list[tuple[Any, str]]]:
    """Return the large collections in a matcher, the innermost last, and the attributes that are
    caches of their own object's methods. The items of a large collection are not looked at."""
    found: list[Any] = []
    caches: list[tuple[Any, str]] = []
    seen: set[int] = set()
    pending: list[Any] = [matcher]
    while pending:
        each = pending.pop()
        if id(each) in seen or not _is_part(each):
            continue
        seen.add(id(each))
        if isinstance(each, (dict, list, set, frozenset, tuple)) and len(each) > _LARGE:
            found.append(list(each) if isinstance(each, (tuple, frozenset)) else each)
            continue
        if hasattr(each, "__dict__"):
            caches += [(each, name) for name, value in vars(each).items() if _is_cache(value)]
        pending.extend(gc.get_referents(each))
    return found, caches


def _is_part(value: object) -> bool:
    """Whether a value is data or an object of the matching, not a class, function or module."""
    if isinstance(value, (dict, list, set, frozenset, tuple)):
        return True
    return type(value).__module__.startswith("knowledge.") and not isinstance(value, type)


def _is_cache(value: object) -> bool:
    return isinstance(value, _Cache) and hasattr(value.__wrapped__, "__self__")


def _emptied(collection: Any) -> Iterator[None]:
    """Empty a collection; stop for a moment after each piece."""
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
