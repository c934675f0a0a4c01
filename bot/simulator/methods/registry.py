"""The methods of the Bot API by name. Names are looked up without regard to case, as Telegram's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.simulator.params import Params
from bot.simulator.state import World

# What a method returns: the `result` of the answer, or an awaitable of it.
Handler = Callable[[World, Params], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A method under its proper name."""

    name: str
    run: Handler


METHODS: dict[str, Method] = {}


def method(name: str, *former_names: str) -> Callable[[Handler], Handler]:
    """Register a function as a method of the Bot API, also under names it had before."""

    def register(handler: Handler) -> Handler:
        registered = Method(name, handler)
        for known_name in (name, *former_names):
            METHODS[known_name.lower()] = registered
        return handler

    return register
