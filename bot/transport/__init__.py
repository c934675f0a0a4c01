"""How the bot's calls reach Telegram: PTB's HTTP seam, on aiohttp.

    telegram.Bot -> request.AiohttpRequest -> proxies, pool, body -> Telegram
                                           <- answer, or an error told by call and redaction

`errors` says of a failed call whether it may be made again; `redaction` also has the filter that
keeps the token out of logs. Nothing here knows what the bot says, or to whom.

aiohttp rather than PTB's own httpx, since httpx slows down as calls run side by side; run
`python -m tests.benchmarks.request_throughput` for both, side by side.
"""

from __future__ import annotations

import os

# PTB reads this at each use of a duration, such as `RetryAfter.retry_after`. Unset, it gives plain
# numbers and warns of their deprecation every time (telegram/_utils/datetime.py, PTB 22.8).
os.environ.setdefault("PTB_TIMEDELTA", "1")
