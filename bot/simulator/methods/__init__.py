"""The methods of the Bot API, one module a subject; importing this package registers them all."""

from bot.simulator.methods import (
    chats,
    commands,
    copying,
    editing,
    getting_updates,
    media,
    members,
    polls,
    profile,
    queries,
    removing,
    text,
    topics,
)
from bot.simulator.methods.registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "chats",
    "commands",
    "copying",
    "editing",
    "getting_updates",
    "media",
    "members",
    "polls",
    "profile",
    "queries",
    "removing",
    "text",
    "topics",
]
