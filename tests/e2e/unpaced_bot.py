"""The bot as a process, without the pace that chats are kept to: a test says more than a person.

python -m tests.e2e.unpaced_bot run
"""

from bot.cli import main
from bot.transport import pace

if __name__ == "__main__":
    pace.PRIVATE_SECONDS = pace.GROUP_SECONDS = 0.0
    raise SystemExit(main())
