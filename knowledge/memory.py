"""Gives memory back that building took and freed."""

from __future__ import annotations

import contextlib
import ctypes


def give_back_memory() -> None:
    """Return freed memory to the system where the C library can, as glibc: else it keeps it.

    Other threads go on.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
