"""What is wrong with a knowledge base, said so that an editor can mend it.

Every check of the base yields `Problem` objects; `InvalidBaseError` carries all of them at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake in one file, and what to do about it.

    `line` counts from 1; 0 means the file as a whole. `where` is the path inside the
    file, such as ``hanoi-kanagawa-mou.facts.signed.answer``, or empty.
    """

    file: str
    line: int
    where: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        inside = f" [{self.where}]" if self.where else ""
        return f"{place}:{inside} {self.message} — {self.remedy}"


class InvalidBaseError(Exception):
    """The base was refused; `problems` lists every reason, ordered by file and line.

    Remedy: mend each listed place and load again. Nothing of the refused base is served.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(
            f"{count} {noun} in the knowledge base:\n" + "\n".join(map(str, self.problems))
        )


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy that names the known name nearest to `name`, `otherwise` if none is near.

    >>> did_you_mean("hanio", ["hanoi", "tokyo"], "add it")
    "did you mean 'hanoi'?"
    """
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f"did you mean '{near[0]}'?" if near else otherwise
