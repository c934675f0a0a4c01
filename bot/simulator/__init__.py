"""A stand-in for Telegram's Bot API server, with state, people and a page to chat on.

It speaks HTTP only and imports nothing else of this project, so the bot under it is the real bot
with nothing mocked. Wordings and behaviours follow the official server (github.com/tdlib/td and
github.com/tdlib/telegram-bot-api, Bot API 10.0).
"""
