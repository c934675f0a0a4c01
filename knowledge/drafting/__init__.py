"""From a report to a draft of entries: reading, splitting, recognising, proposing, writing.

`exchange-bot draft` uses it. Everything here goes by general rules of English texts: capitals,
titles, endings of names, numbers, dates and headings. No list of names belongs here.
"""
