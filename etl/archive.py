"""Where are the originals kept? In a folder, byte for byte, each under its checksum."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NEW = ".new-"


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of originals. A file is either there whole or not there."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Say where the original with this checksum lies, or would lie."""
        return self.folder / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """Store an original and give its checksum; the same bytes again change nothing.

        Raises OSError where the disk is full or refuses; nothing half-written stays.
        """
        sha256 = checksum(data)
        target = self.path(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=_NEW)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return sha256

    def read(self, sha256: str) -> bytes:
        """Give an original back; raise FileNotFoundError where it was never kept."""
        return self.path(sha256).read_bytes()

    def all(self) -> Iterator[Path]:
        """Give the path of every original, in the order of their checksums."""
        found = self.folder.glob("[0-9a-f][0-9a-f]/*")
        yield from sorted(path for path in found if not path.name.startswith(_NEW))

    def left_over(self) -> Iterator[Path]:
        """Give what a program that died midway left behind: never an original."""
        yield from self.folder.glob(f"[0-9a-f][0-9a-f]/{_NEW}*")


def checksum(data: bytes) -> str:
    """Give the SHA-256 of a file as hexadecimal text."""
    return hashlib.sha256(data).hexdigest()
