"""Carries messages between people and the office: one elected carrier, and the outbox.

    Desk -> outbox (storage) -> engine: claim, record -> Carrier: the one who knows Telegram
                             -> outcomes: pure policy of what follows from an error

However many processes run a `Carrying`, one of them carries; when it dies another goes on from the
outbox alone.
"""
