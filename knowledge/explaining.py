"""Says in words why a question was answered as it was."""

from __future__ import annotations

from dataclasses import fields

from knowledge.analysis import Analysis
from knowledge.deciding import Ranked
from knowledge.evidence import Evidence
from knowledge.matcher import Match

SHOWN = 5


def explain(match: Match) -> str:
    """Return how `match` came about: the question as understood, the candidates, the decision."""
    decision = match.decision
    lines = [f"Question: {match.question.text}", *_understood(match.question), ""]
    lines.append("Candidates (share of the ranking; what speaks for and against):")
    lines += [_candidate(each) for each in decision.ranked[:SHOWN]]
    if not decision.ranked:
        lines.append("  none")
    lines += ["", f"Decision: {decision.status}, {decision.score:.1f} of 100 that it is right"]
    if decision.companion:
        lines.append(f"Told with it: {decision.companion.entry}/{decision.companion.fact}")
    if decision.reason:
        lines.append(f"Reason: {decision.reason}")
    if decision.guard:
        lines.append(f"Guard: the question {decision.guard}")
    return "\n".join(lines)


def _understood(question: Analysis) -> list[str]:
    words = ", ".join(
        f"{unit.surface}{'' if unit.known else ' (unknown)'}" for unit in question.units
    )
    lines = [f"  words: {words or 'none'}"]
    if question.repairs:
        lines.append("  read as: " + ", ".join(f"{a} → {b}" for a, b in question.repairs))
    names = sorted(
        f"{each.entry}{' (by office or context)' if each.implied else ''}"
        for each in question.mentions
    )
    lines.append(f"  names: {', '.join(dict.fromkeys(names)) or 'none'}")
    lines.append(f"  asks: {', '.join(sorted(question.asks)) or 'not said'}")
    if question.off_topic:
        lines.append(f"  off topic: {', '.join(question.off_topic)}")
    return lines


def _candidate(ranked: Ranked) -> str:
    fact = ranked.fact
    head = f"  {ranked.share:6.1%}  {fact.entry}/{fact.fact} ({fact.origin})"
    return f"{head}\n          {_evidence(ranked.candidate.evidence)}"


def _evidence(evidence: Evidence) -> str:
    values = ((each.name, getattr(evidence, each.name)) for each in fields(evidence))
    return ", ".join(f"{name} {value:.2f}" for name, value in values if abs(value) >= 0.005)
