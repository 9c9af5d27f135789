from pathlib import Path

import pytest

from etl.archive import Archive, checksum


def test_an_original_comes_back_byte_for_byte(tmp_path: Path):
    archive = Archive(tmp_path)
    data = bytes(range(256)) * 9
    assert archive.keep(data) == checksum(data)
    assert archive.keep(data) == checksum(data)
    assert archive.read(checksum(data)) == data
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    archive = Archive(tmp_path)
    with pytest.raises(OSError, match="No space"):
        archive.keep(b"x")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
