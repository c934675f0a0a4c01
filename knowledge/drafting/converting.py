"""Turns Word files, PDFs and web pages into Markdown with markitdown, in a process of its own.

A document from an untrusted hand may hang a parser or eat all memory; the process has limits of
both, and nothing but text comes back from it. markitdown is optional: `exchange-bot[draft]`.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from knowledge.drafting.refusing import RefusedDocumentError

MAX_SECONDS = 120
"""A PDF of 500 pages takes about half of it on a small machine."""

MAX_MEMORY_BYTES = 2 * 1024**3
"""Of addresses; the libraries alone reserve about 0.4 GB."""

MAX_OUTPUT_CHARACTERS = 4_000_000
_FAILED, _TOO_LONG = 3, 4


def is_converter_installed() -> bool:
    """Return whether markitdown can be imported."""
    return find_spec("markitdown") is not None


def convert(path: Path, *, seconds: float = MAX_SECONDS) -> str:
    """Return a document as Markdown; RefusedDocumentError where it cannot be read in time."""
    command = [sys.executable, "-P", "-m", "knowledge.drafting.converting", str(path.resolve())]
    try:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and our own code
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=dict(os.environ, PYTHONIOENCODING="utf-8", PYTHONWARNINGS="ignore"),
        )
    except subprocess.TimeoutExpired:
        raise RefusedDocumentError(
            f"{path.name}: was not read within {seconds:g} seconds; split it, or save it as .txt"
        ) from None
    if ended.returncode == _TOO_LONG:
        raise RefusedDocumentError(f"{path.name}: holds too much text; split it")
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1][:200] if said and ended.returncode == _FAILED else "it is damaged"
        raise RefusedDocumentError(
            f"{path.name}: cannot be read: {reason}; save it anew, or as .md or .txt"
        )
    return ended.stdout.decode("utf-8", "replace")


def main() -> int:
    """Write the document that is named as the only argument to standard output."""
    _limit_memory()
    from markitdown import MarkItDown  # noqa: PLC0415 - optional, and slow to import

    try:
        text = MarkItDown(enable_plugins=False).convert_local(Path(sys.argv[1])).markdown
    except MemoryError:
        print("it needs too much memory", file=sys.stderr)
        return _FAILED
    except RecursionError:
        print("it is nested too deeply", file=sys.stderr)
        return _FAILED
    except Exception as error:  # whatever a parser makes of a damaged file
        print(f"{type(error).__name__}: {error}".splitlines()[0], file=sys.stderr)
        return _FAILED
    if len(text) > MAX_OUTPUT_CHARACTERS:
        return _TOO_LONG
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


def _limit_memory() -> None:
    """Bound the memory of this process, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


if __name__ == "__main__":
    sys.exit(main())
