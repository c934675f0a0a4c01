"""``exchange-bot check``: is the base sound, and does every answer rest on its document?"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings
from knowledge.grounding import check_grounding
from knowledge.loading import BUILT_IN_BASE, load_base


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    settings: Callable[[], Settings],
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("check", help="check a knowledge base; exit 1 on any problem")
    parser.add_argument("folder", nargs="?", type=Path, help="default: the base in use")
    parser.add_argument(
        "--documents", type=Path, help="also compare every answer with the documents in this folder"
    )
    parser.set_defaults(run=lambda options: _run(options, settings()))


def _run(options: argparse.Namespace, settings: Settings) -> int:
    folder = options.folder or settings.knowledge_folder or BUILT_IN_BASE
    release = load_base(folder)
    print(
        f"Sound: {len(release.entries)} entries, {release.fact_count} facts, "
        f"{release.phrasing_count} phrasings, release {release.short_hash}."
    )
    if options.documents is None:
        return 0
    report = check_grounding(release, options.documents, folder / "grounding.yaml")
    print(report.as_text())
    return 0 if report.is_clean else 1
