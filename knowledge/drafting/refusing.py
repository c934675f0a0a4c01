"""The error for a document that cannot be read."""

from __future__ import annotations


class RefusedDocumentError(Exception):
    """The document was refused; the text says why and what to do.

    Remedy: the one that the text names. Nothing was written.
    """
