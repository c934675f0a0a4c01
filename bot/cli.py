"""The command line: run the bot, ask it, check and evaluate a base, start the simulator."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import app
from bot.commands import asking, checking, drafting, evaluating, reloading
from bot.errors import ExchangeBotError
from bot.settings import Settings, read_settings
from bot.simulator.server import run as run_simulator
from knowledge.problems import InvalidBaseError

ENV_FILE = Path(".env")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with what is wrong on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except (ExchangeBotError, InvalidBaseError) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="exchange-bot",
        description="Answers questions about exchange programmes, visits and agreements.",
    )
    parser.set_defaults(run=_run_bot)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    run = commands.add_parser("run", help="serve Telegram, or the preview where there is no token")
    run.set_defaults(run=_run_bot)

    asking.add_parser(commands, _settings)
    checking.add_parser(commands, _settings)
    evaluating.add_parser(commands, _settings)
    drafting.add_parser(commands)
    reloading.add_parser(commands, _settings)

    simulator = commands.add_parser("simulator", help="a stand-in for Telegram's server")
    simulator.add_argument("--port", type=_port, default=8081, help="0 takes any free one")
    simulator.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    simulator.add_argument("--token", help="the bot's token; by default a new one, printed")
    simulator.set_defaults(run=_run_simulator)
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; ports are 0 to 65535")
    return int(text)


def _settings() -> Settings:
    return read_settings(os.environ, ENV_FILE)


def _run_bot(_: argparse.Namespace) -> None:
    settings = _settings()
    token = settings.telegram_bot_token
    app.set_up_logging(settings.log_level, *((token.get_secret_value(),) if token else ()))
    asyncio.run(app.run(settings))


def _run_simulator(options: argparse.Namespace) -> None:
    try:
        run_simulator(options.host, options.port, options.token)
    except (OSError, ValueError) as error:
        raise ExchangeBotError(f"The simulator cannot start: {error}") from None
