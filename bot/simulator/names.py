"""Sets of names of the Bot API, written as lines of words rather than a line for each."""


def names(text: str) -> frozenset[str]:
    """The words of a text.

    >>> sorted(names("photo video"))
    ['photo', 'video']
    """
    return frozenset(text.split())
