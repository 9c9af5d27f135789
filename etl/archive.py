"""Where are the originals kept? In a folder, byte for byte, each under its checksum."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


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
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
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


def checksum(data: bytes) -> str:
    """Give the SHA-256 of a file as hexadecimal text."""
    return hashlib.sha256(data).hexdigest()
