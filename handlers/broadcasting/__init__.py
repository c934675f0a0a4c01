"""The staff's side of broadcasts: writing, watching and mending them.

composing: what a person sends and presses -> bot.drafting -> cards: how a step looks
listing: /broadcasts and what can be done with one          -> reports: how it looks
watching: the message that shows progress, kept true until the last report
"""
