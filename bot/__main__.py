"""``python -m bot``: the same as the console script ``exchange-bot``."""

from bot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
