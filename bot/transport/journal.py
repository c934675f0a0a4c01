"""Updates that could not be taken into the database yet, on disk: a file each.

What is here was confirmed to Telegram, which hands it out no more. `keeping` says what is put here
and when it goes; nearly always there is nothing.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from telegram import Update

from bot.durable_files import sync_folder, write_durably

_PART = ".part"

logger = logging.getLogger(__name__)


class Journal:
    """The updates of one bot in a folder, which is made when it is needed."""

    def __init__(self, folder: Path, bot_id: str) -> None:
        """`bot_id` tells this bot's updates from those of others in the same folder."""
        self._folder = folder
        self._bot_id = bot_id

    def keep(self, updates: Iterable[Update]) -> None:
        """Write updates down, durable on return; harmless if repeated; OSError where it fails."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # people's own words
        for update in updates:
            path = self._path_of(update.update_id)
            part = path.with_suffix(_PART)
            write_durably(part, update.to_json().encode())
            part.replace(path)
        sync_folder(self._folder)

    def drop(self, update_id: int) -> None:
        """Forget an update; one that cannot be forgotten comes again, which does no harm."""
        try:
            self._path_of(update_id).unlink(missing_ok=True)
        except OSError as error:
            logger.warning("an update that was taken stays in %s: %s", self._folder, error)

    def read(self, bot: Any) -> list[Update]:
        """Return the updates that were left here, the oldest first, as `bot`'s own."""
        found = []
        for path in self._folder.glob(f"{self._bot_id}-*.json"):
            try:
                found.append(Update.de_json(json.loads(path.read_bytes()), bot))
            except FileNotFoundError:  # another process has just taken it
                continue
            except (OSError, ValueError, TypeError, KeyError):
                logger.exception("an update that was put aside cannot be read: %s", path)
        return sorted(found, key=lambda each: each.update_id)

    def _path_of(self, update_id: int) -> Path:
        return self._folder / f"{self._bot_id}-{update_id}.json"
