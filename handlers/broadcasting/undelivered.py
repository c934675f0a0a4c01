"""The undelivered as a file: number, state, reason, language; nobody's id."""

from __future__ import annotations

import csv
import io

from bot.broadcasting import Broadcasting

MAX_LINES = 100_000
"""A file of some megabytes; more lines than that nobody reads."""

PAGE = 1_000
COLUMNS = ("number", "state", "reason", "language")


async def undelivered_file(broadcasting: Broadcasting, broadcast_id: int) -> tuple[bytes, int]:
    """Return a CSV file in UTF-8 that spreadsheets know for one, and how many lines it has.

    `number` stands for the same recipient in all files, and says nothing of who that is.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    after, count = 0, 0
    while count < MAX_LINES:
        page = await broadcasting.undelivered(broadcast_id, after, PAGE)
        for each in page:
            writer.writerow((each.position, each.state.value, each.reason or "", each.locale))
        if len(page) < PAGE:
            return text.getvalue().encode("utf-8-sig"), count + len(page)
        after, count = page[-1].position, count + len(page)
    return text.getvalue().encode("utf-8-sig"), count
