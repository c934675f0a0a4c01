"""Runs a task several times at once, in processes that share what was there before."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")

_tasks: list[Callable[[int], Any]] = []


def run_in_parallel(task: Callable[[int], Result], count: int) -> list[Result]:
    """Return what `task` returns for 0, 1, ... `count` - 1, run in forked processes."""
    _tasks.append(task)
    try:
        with get_context("fork").Pool(min(count, os.cpu_count() or 1)) as pool:
            return pool.map(_run, range(count), chunksize=1)
    finally:
        _tasks.pop()


def _run(number: int) -> Any:
    return _tasks[-1](number)
