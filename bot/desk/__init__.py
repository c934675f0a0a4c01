"""The desk: people hand questions to the office, and both sides write through the bot.

    service.Desk: people, messages, what Telegram tells -> taking.Taking -> bot.storage.handoffs
    deeds.Deeds: what members of staff do               ->

Every method that takes an update does so in one transaction, with what is to be carried because of
it in the outbox; `bot.carrying` carries that. Nothing here knows Telegram: chats, topics and
messages are ids.
"""
