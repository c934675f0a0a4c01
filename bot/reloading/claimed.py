"""A temporary folder that its process deletes, or a later one where that was killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

if sys.platform != "win32":  # what a killed process leaves stays there
    import fcntl

_CLAIM = ".claim"


class ClaimedFolder:
    """A new temporary folder; as long as this process lives no other one deletes it."""

    def __init__(self, prefix: str) -> None:
        """Make the folder, and delete those of the same prefix whose processes are gone.

        OSError where it cannot be made.
        """
        for each in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
            _delete_if_left(each)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        self._claim = os.open(self.path / f"{_CLAIM}-", os.O_CREAT | os.O_RDWR, 0o600)
        if sys.platform != "win32":
            fcntl.flock(self._claim, fcntl.LOCK_EX)
        # Under its name the file is always locked, by this process or, once it is gone, by none.
        (self.path / f"{_CLAIM}-").rename(self.path / _CLAIM)

    def delete(self) -> None:
        """Delete the folder with all that is in it; to be called once."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._claim)


def _delete_if_left(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
            return
        claim = os.open(folder / _CLAIM, os.O_RDWR | os.O_NOFOLLOW)
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(claim)
