"""Carries broadcasts out: one elected sender, the ledger, and a bounded number of sends at once.

    Engine -> election: who sends      -> rounds: what of which broadcast comes next
           -> ledger: claim, record    -> Sender: the one who knows Telegram
           -> schedule, outage: pure policy of when

However many processes run an `Engine`, one of them sends; the others wait for its lease to run
out. Whatever dies, the next sender goes on from the ledger alone.
"""
