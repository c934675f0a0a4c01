"""Counts whether answers were right, as people say by a button."""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MAX_REMEMBERED = 10_000
"""So many answers are known to have a vote already; the buttons go with the first."""

MAX_COUNTED = 10_000
"""So many facts are counted; the delivered base holds far fewer."""

logger = logging.getLogger(__name__)

Keep = Callable[..., None]
"""Takes what `Feedback.vote` takes, to keep it for longer than the process lives."""


def _keep_nothing(answer: tuple[int, int], entry: str, fact: str, *, is_right: bool) -> None:
    """Let a vote be counted in memory only."""


@dataclass(slots=True)
class Feedback:
    """Votes by entry and fact since the start; each is also a line in the log, and handed on.

    Nothing is kept of who voted, and of what was voted on only its place, in memory.
    """

    keep: Keep = _keep_nothing

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)

    _voted: OrderedDict[tuple[int, int], None] = field(default_factory=OrderedDict)

    def vote(self, answer: tuple[int, int], entry: str, fact: str, *, is_right: bool) -> None:
        """Count the first vote on an answer, which its chat's and its message's id name."""
        if answer in self._voted:
            return
        self._voted[answer] = None
        if len(self._voted) > MAX_REMEMBERED:
            self._voted.popitem(last=False)
        counter = self.right if is_right else self.wrong
        if (entry, fact) in counter or len(counter) < MAX_COUNTED:
            counter[entry, fact] += 1
        # Ids come from whoever pressed: as one line they cannot pass for another entry of the log.
        ids = f"{entry}/{fact}".encode("unicode_escape").decode()
        logger.info("feedback %s %s", "right" if is_right else "wrong", ids)
        self.keep(answer, entry, fact, is_right=is_right)

    def forget_chat(self, chat_id: int) -> None:
        """Forget where in a chat there was a vote; the counts stay, which name nobody."""
        for answer in [each for each in self._voted if each[0] == chat_id]:
            del self._voted[answer]
