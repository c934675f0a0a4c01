"""The audit log in sentences: every act that is written down has one in each language."""

import ast
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.learning.lessons import Way
from bot.staff import AuditEntry, StaffName
from handlers.audit_lines import PLAIN, people_in, sentence
from handlers.context import Context
from tests.handlers.chatting import MOU, Hands
from tests.structure.repository import python_files

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
NAMES = {1: StaffName("Tawan", "tawan"), 2: StaffName("Haru\nSato")}
SPECIAL = {"confirm", "assign", "release-apply"}
ASKED = ["Is it?", "How?"]
MADE = {f"teach-{way}" for way in (Way.PHRASING, Way.FACT, Way.ENTRY)}
MADE |= {f"review-{way}" for way in (Way.CONFIRM, Way.CHANGE)}
MADE |= {"questions-ignored", "questions-open", "correct", "recall", "again"}
"""Acts whose names are put together."""


def entry(act: str, subject: str, actor: int = 1, **detail: Any) -> AuditEntry:
    """An act that was written down."""
    return AuditEntry(9, NOON, actor, act, subject, detail)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            entry("grant", "user/2", role="staff"),
            "Tawan (@tawan) gave Haru Sato the role “staff”.",
        ),
        (
            entry("grant", "user/erased", role="staff"),
            "Tawan (@tawan) gave somebody whose data were erased the role “staff”.",
        ),
        (entry("revoke", "user/7", 2, role="admin"), "Haru Sato took the role “administrator”"),
        (entry("confirm", "broadcast/7", send_at=None), "№ 7, to be sent at once."),
        (
            entry("confirm", "broadcast/7", send_at="2026-05-05T09:00:00+00:00"),
            "№ 7, to be sent on 2026-05-05 09:00 UTC.",
        ),
        (entry("correct", "broadcast/8", origin=7), "corrected broadcast № 7."),
        (entry("count_as_sent", "broadcast/8", count=3), "count as sent: 3."),
        (
            entry("release-apply", "release/5", origin="reload", hash="ab12", overridden=[]),
            "let release #5 (ab12) go live: from the folder.",
        ),
        (
            entry(
                "release-apply",
                "release/5",
                0,
                origin="watch",
                hash="ab12",
                overridden=["Is it?", "How?"],
            ),
            "the bot let release #5 (ab12) go live: from the watched folder, although golden "
            "questions turned wrong: Is it? · How?",
        ),
        (entry("assign", "handoff/4", to=1), "took question #4 on."),
        (entry("assign", "handoff/4", to=2), "gave question #4 to Haru Sato."),
        (entry("assign", "handoff/4", to=None), "gave question #4 back."),
        (
            entry("answer", "handoff/4", entry=MOU, fact="signed"),
            "what the bot knows of “Memorandum of Understanding between Hanoi and Kanagawa”.",
        ),
        (entry("reply", "question/k", questions=2, told=1), "asked in vain: 2. To be told: 1."),
        (entry("teach-fact", "fact/gone/x", questions=2), "taught a new answer about “gone”."),
        (entry("dance", "floor/1", steps=3), "Tawan (@tawan): dance, floor/1"),
        (entry("release-apply", "release/5"), "Tawan (@tawan): release-apply, release/5"),
    ],
)
async def test_an_act_is_a_sentence(hands: Hands, entry: AuditEntry, said: str) -> None:
    told = sentence(entry, NAMES, "en", Context(hands.application))
    assert said in told
    assert "{" not in told


def test_all_whom_acts_name_are_looked_up() -> None:
    acts = [entry("grant", "user/2"), entry("assign", "handoff/4", 3, to=5), entry("x", "user/y")]
    assert people_in(acts) == {1, 2, 3, 5}


def test_every_act_of_the_code_has_a_sentence() -> None:
    assert acts_in_code() | MADE == PLAIN | SPECIAL


def acts_in_code() -> set[str]:
    """The names of acts that stand in the code whole, where they are written down."""
    found = set()
    for path in python_files("bot"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                place = {"note": 3, "add": 2, "_noted": 2, "_move": 2, "Act": 1, "Finished": 2}
                at = place.get(name)
                if at is not None and at < len(node.args):
                    argument = node.args[at]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        found.add(argument.value)
    return {each for each in found if re.fullmatch(r"[a-z_-]+", each)}
