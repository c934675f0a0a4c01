"""Counts whether answers were right, as people say by a button."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Feedback:
    """Votes by entry and fact since the start; each is also a line in the log.

    Nothing is kept of who voted.
    """

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)

    def vote(self, entry: str, fact: str, *, is_right: bool) -> None:
        """Count one vote on an answer."""
        counter = self.right if is_right else self.wrong
        counter[entry, fact] += 1
        logger.info("feedback %s %s/%s", "right" if is_right else "wrong", entry, fact)
