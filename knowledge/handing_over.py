"""Hands a built matcher to another process through a file, without holding that one up.

Building takes seconds, and as much of one processor as there is; so it is done in a process of its
own. What it has built is written here and read there. Reading gives way to other threads after
every piece of at most 64 KiB, and large arrays are not read at all but mapped from the file.

The file is for the process that started the other one, and nobody else: it is a pickle.
"""

from __future__ import annotations

import functools
import gc
import io
import mmap
import pickle
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MappingProxyType, MethodType
from typing import IO, Any, cast

from knowledge.matcher import Matcher

PAUSE_SECONDS = 0.0005
"""How long reading stands aside after each piece, so that whoever waits for the interpreter gets
it. A matcher of 10,000 facts has about 4,000 pieces."""

_TOUCHED = 2**20
_PRIMING = 10
_BREATHING = 200
_NAMED = (type, FunctionType, BuiltinFunctionType, MethodType)
"""What is pickled by its name."""

_HEAD = struct.Struct("<QQ")
_ALIGNMENT = 4096
_Lock = type(threading.Lock())
_Cache = type(functools.lru_cache(len))


def write_matcher(matcher: Matcher, path: Path) -> None:
    """Write a matcher into a file; questions may be asked of it meanwhile."""
    buffers: list[pickle.PickleBuffer] = []
    with path.open("wb") as target:
        target.write(b"\0" * _HEAD.size)
        _Pickler(target, protocol=5, buffer_callback=buffers.append).dump(matcher)
        places = []
        for buffer in buffers:
            target.seek(-target.tell() % _ALIGNMENT, io.SEEK_CUR)
            places.append((target.tell(), buffer.raw().nbytes))
            target.write(buffer.raw())
        table_at, table = target.tell(), pickle.dumps(places)
        target.write(table)
        target.seek(0)
        target.write(_HEAD.pack(table_at, len(table)))


def read_matcher(path: Path, pause: Callable[[float], None] = time.sleep) -> Matcher:
    """Return the matcher in a file; the file may be deleted then.

    Meant for a thread of its own: `pause` is called after each piece and lets others go on.
    """
    with path.open("rb") as source:
        table_at, table_size = _HEAD.unpack(source.read(_HEAD.size))
        mapped = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_COPY)
        view = memoryview(mapped)
        places = pickle.loads(view[table_at : table_at + table_size])  # noqa: S301 - our own file
        buffers = [view[start : start + size] for start, size in places]
        for start in range(0, len(view), _TOUCHED):  # so that no question waits for the disk
            zlib.crc32(view[start : start + _TOUCHED])  # lets others go on meanwhile
        with _collecting_later():
            pieces = cast(Any, _InPieces(source, pause))
            unpickler = pickle.Unpickler(pieces, buffers=buffers)  # noqa: S301 - our own file
            matcher = unpickler.load()
            del unpickler  # with its list of all objects; see `_Breath`
    assert isinstance(matcher, Matcher)  # noqa: S101 - for the type checker
    _prime(matcher, pause)
    return matcher


def _prime(matcher: Matcher, pause: Callable[[float], None]) -> None:
    """Ask a few questions: the first ones of a fresh matcher take many times as long."""
    for locale in matcher.locales:
        for entry in matcher.release.entries[:_PRIMING]:
            matcher.match(entry.title.get(locale) or entry.title.en, locale)
            pause(PAUSE_SECONDS)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Keep the garbage collector from walking what is being read: nothing of it is garbage.

    In the end it is taken out of what is walked, together with all that lives already; one walk
    over a million objects would stop everything for a third of a second. What is not part of a
    cycle is freed all the same once nobody uses it.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


class _InPieces:
    """A file that gives way to others before each read."""

    def __init__(self, source: IO[bytes], pause: Callable[[float], None]) -> None:
        self._source = source
        self._pause = pause

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; the unpickler asks for a frame of 64 KiB at a time."""
        self._pause(PAUSE_SECONDS)
        return self._source.read(size)

    def readline(self) -> bytes:
        """Return the next line; the protocol that is used has none."""
        return self._source.readline()

    def readinto(self, target: Any) -> int:
        """Fill a buffer."""
        self._pause(PAUSE_SECONDS)
        return cast(io.BufferedReader, self._source).readinto(target)


class _Breath:
    """Gives way to others when it is freed.

    An unpickler lists every object that it has made, and lets go of the whole list at one stroke
    in the end, for 50 ms where there are three million. So some breaths stand in that list.
    """

    def __del__(self) -> None:
        time.sleep(PAUSE_SECONDS)


def _after_breath(_: _Breath, make: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return make(*arguments)


class _Pickler(pickle.Pickler):
    """Pickles what a matcher is made of besides data: views of mappings, locks, caches."""

    _count = 0

    def reducer_override(self, value: object) -> Any:
        """Return how a value is made anew, NotImplemented for all ordinary ones."""
        if isinstance(value, MappingProxyType):
            return _view, (dict(value),)
        if isinstance(value, _Lock):
            return threading.Lock, ()
        if isinstance(value, _Cache) and hasattr(value.__wrapped__, "__self__"):
            return _cache, (value.cache_parameters()["maxsize"], value.__wrapped__)
        if isinstance(value, _Breath):
            return _Breath, ()
        return self._with_breath(value)

    def _with_breath(self, value: object) -> Any:
        """Return how a value is made together with a breath, for one value in so many."""
        self._count += 1
        if self._count % _BREATHING or isinstance(value, _NAMED):
            return NotImplemented
        made = value.__reduce_ex__(5)
        if not isinstance(made, tuple):
            return NotImplemented
        make, arguments, *rest = made
        return _after_breath, (_Breath(), make, arguments), *rest


def _view(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


def _cache(size: int | None, function: Callable[..., Any]) -> Callable[..., Any]:
    return functools.lru_cache(maxsize=size)(function)
