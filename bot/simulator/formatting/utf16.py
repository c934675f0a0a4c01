"""Offsets: Telegram counts entities in UTF-16 units and reports errors in UTF-8 bytes."""


def utf16_length(text: str) -> int:
    """How many UTF-16 units the text takes.

    >>> utf16_length("a😀")
    3
    """
    return len(text) + sum(character > "\uffff" for character in text)


def units(character: str) -> int:
    """Return the length of one character."""
    return 2 if character > "\uffff" else 1


def byte_offset(text: str, position: int) -> int:
    """The UTF-8 offset of a position; lone surrogates count as the three bytes they would take."""
    return len(text[:position].encode("utf-8", "surrogatepass"))


def utf16_positions(text: str) -> list[int]:
    """For every index of the text, and for its end, the UTF-16 offset there."""
    positions = [0]
    for character in text:
        positions.append(positions[-1] + units(character))
    return positions


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of the text that an entity covers.

    >>> utf16_slice("😀 bold", 3, 4)
    'bold'
    """
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")
