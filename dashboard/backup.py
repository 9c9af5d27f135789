"""How is everything kept elsewhere, and how does it come back?

A backup is one ZIP file: the store as a SQLite database, whatever kind it was taken from, the
originals, and a list with the checksum of each. So a backup of one kind restores to the other,
and anybody can look into it. It is taken while the service runs, and shows one moment: originals
are archived before the store names them and are never taken away.

It holds what the store holds, hashes of passwords among it: keep it as safe as the store.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from dashboard import audit
from dashboard.copying import CopyError, copy_store, refuse_full, tables
from dashboard.services import Services
from dashboard.wholeness import look_through
from etl.archive import Archive
from etl.database import connect, transaction
from migrations import newest, upgrade, version

FORMAT = 1
ROOM = ".backup-"
"""So begin the names of folders that a backup or a restore needs while it is at work."""
_STORE, _LIST = "store.sqlite", "manifest.json"
_FOLDER = "originals/"
_CHUNK = 1 << 20


class BackupError(ValueError):
    """A backup cannot be made or is not what it should be; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: rows of each table, originals, its size in bytes."""

    version: str
    taken_at: str
    tables: dict[str, int]
    originals: int
    size: int

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(self.tables.values())


def back_up(services: Services, path: Path) -> Backup:
    """Write everything to a new file, whole or not at all.

    Raises BackupError where the file is there already or the store is not at this program's
    version, OSError where the disk is full.
    """
    if path.exists():
        raise BackupError(f"{path} is there already; name another file")
    path.parent.mkdir(parents=True, exist_ok=True)
    with _workroom(path.parent) as room:
        copy = room / _STORE
        _copy_out(services.engine, copy)
        made = room / "backup.zip"
        listed = {
            "format": FORMAT,
            "version": newest(),
            "taken_at": services.clock().isoformat(),
            "tables": _counts(copy),
            "files": {},
        }
        _pack(made, copy, services.archive, listed)
        made.chmod(0o600)
        made.replace(path)
    return _told(listed, path)


def restore(services: Services, path: Path, *, instead: bool = False, by: str = "cli") -> Backup:
    """Bring everything back into an empty store, of either kind, once all of it is verified.

    ``instead`` takes away what the store holds; originals are only ever added. What signing in
    left behind does not come back: everybody signs in anew. Raises BackupError where the file is
    damaged or the store holds rows, and then nothing has changed.
    """
    if not instead:
        _refuse_full(services.engine)
    services.settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _workroom(services.settings.data_dir) as room, _opened(path) as packed:
        listed = _listed(packed)
        _unpack(packed, listed, room)
        source = connect(f"sqlite:///{room / _STORE}")
        try:
            if _counts(room / _STORE) != listed["tables"]:
                raise BackupError(f"{path}: the store has other rows than its list says")
            upgrade(source)
            found = look_through(source, Archive(room / _FOLDER))
            if found.faults:
                raise BackupError(f"{path}: {'; '.join(found.faults[:5])}")
            _end_sessions(source)
            for original in sorted((room / _FOLDER).rglob("*")):
                if original.is_file():
                    services.archive.keep(original.read_bytes())
            copy_store(source, services.engine, instead=instead)
        except CopyError as error:
            raise BackupError(str(error)) from error
        except DBAPIError as error:
            kind = type(error).__name__
            raise BackupError(f"{path} or the store cannot be read or written ({kind})") from error
        finally:
            source.dispose()
    told = {"taken_at": listed["taken_at"], "instead": instead}
    with transaction(services.engine) as connection:
        audit.note(connection, services.clock(), by, "store.restored", about=path.name, new=told)
    return _told(listed, path)


def read_backup(path: Path) -> Backup:
    """Tell what a backup says that it holds."""
    with _opened(path) as packed:
        return _told(_listed(packed), path)


def _refuse_full(engine: Engine) -> None:
    if version(engine) is None:
        return
    upgrade(engine)
    try:
        with engine.connect() as connection:
            refuse_full(connection)
    except CopyError as error:
        raise BackupError(f"{error}; restore into an empty store, or say --replace") from error


def _copy_out(engine: Engine, copy: Path) -> None:
    """Copy the store as it is at one moment into a SQLite file of its own."""
    if version(engine) != newest():
        raise BackupError("the store is not at this version: run `programkollen db upgrade`")
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(copy)) as target, closing(engine.raw_connection()) as source:
            raw: Any = source.driver_connection
            raw.backup(target)
        return
    target_engine = connect(f"sqlite:///{copy}")
    try:
        copy_store(engine, target_engine)
    finally:
        target_engine.dispose()


def _counts(copy: Path) -> dict[str, int]:
    engine = connect(f"sqlite:///{copy}")
    try:
        with engine.connect() as connection:
            names = set(engine.dialect.get_table_names(connection))
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in tables()
                # A backup of an older version has fewer.
                if table.name in names
            }
    finally:
        engine.dispose()


def _end_sessions(source: Engine) -> None:
    from dashboard.tables import session

    with transaction(source) as connection:
        connection.execute(session.delete())


def _pack(made: Path, copy: Path, archive: Archive, listed: dict[str, Any]) -> None:
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
        listed["files"][_STORE] = _add(packed, copy, _STORE)
        for original in archive.all():
            name = _FOLDER + original.name
            if _add(packed, original, name) != original.name:
                raise BackupError(
                    f"the original {original.name[:12]} is not the file that was handed in; "
                    "bring it back from an earlier backup"
                )
            listed["files"][name] = original.name
        packed.writestr(_LIST, json.dumps(listed, indent=1, sort_keys=True))
    with made.open("rb") as file:
        os.fsync(file.fileno())


def _add(packed: zipfile.ZipFile, path: Path, name: str) -> str:
    with path.open("rb") as source, packed.open(name, "w", force_zip64=True) as target:
        return _through(source, target)


def _through(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy bytes and give their checksum."""
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"{path} is no backup, or only a part of one: {error}") from error


def _listed(packed: zipfile.ZipFile) -> dict[str, Any]:
    try:
        listed: dict[str, Any] = json.loads(packed.read(_LIST))
    except (KeyError, ValueError) as error:
        raise BackupError(f"{packed.filename} has no list of its own: it is no backup") from error
    if listed.get("format") != FORMAT:
        raise BackupError(f"{packed.filename} was written by another version of the program")
    if str(listed["version"]) > str(newest()):
        raise BackupError(
            f"{packed.filename} is at version {listed['version']}, newer than this program: "
            "restore it with the program that wrote it"
        )
    return listed


def _unpack(packed: zipfile.ZipFile, listed: dict[str, Any], room: Path) -> None:
    """Write each listed file into the room; raise BackupError where one is not what it was."""
    if set(packed.namelist()) != {*listed["files"], _LIST}:
        raise BackupError(f"{packed.filename} holds other files than its list names")
    for name, sha256 in listed["files"].items():
        if name == _STORE:
            target = room / _STORE
        elif name == _FOLDER + sha256:
            # Where the archive looks for it; the name in the file is never used as a path.
            target = Archive(room / _FOLDER).path(sha256)
        else:
            raise BackupError(f"{packed.filename}: {name} is not where an original lies")
        target.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(name) as source, target.open("wb") as file:
            if _through(source, file) != sha256:
                raise BackupError(f"{packed.filename}: {name} is damaged")


@contextmanager
def _workroom(beside: Path) -> Iterator[Path]:
    # On the same disk as what is made, so that the last step is a renaming.
    room = Path(tempfile.mkdtemp(prefix=ROOM, dir=beside))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _told(listed: dict[str, Any], path: Path) -> Backup:
    return Backup(
        version=str(listed["version"]),
        taken_at=str(listed["taken_at"]),
        tables=dict(listed["tables"]),
        originals=len(listed["files"]) - 1,
        size=path.stat().st_size,
    )
