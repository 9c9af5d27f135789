"""Is everything there that the service needs?"""

import os
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dashboard.services import Services
from indicators.store import ReleaseStore
from migrations import newest, version


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing looked at: whether it is well, and what it says."""

    what: str
    well: bool
    says: str


def examine(services: Services) -> list[Condition]:
    """Look at the database, its version, the folders and the releases."""
    looks: tuple[tuple[str, Callable[[Services], str]], ...] = (
        ("database", _database),
        ("version", _version),
        ("data folder", _data_folder),
        ("inbox", _inbox),
        ("releases", _releases),
    )
    return [_look(what, look, services) for what, look in looks]


def _look(what: str, look: Callable[[Services], str], services: Services) -> Condition:
    try:
        return Condition(what, well=True, says=look(services))
    except SQLAlchemyError as error:
        # The driver's own words may repeat the address with its password; its kind is enough.
        return Condition(what, well=False, says=f"does not answer ({type(error).__name__})")
    except (OSError, LookupError) as error:
        return Condition(what, well=False, says=str(error))


def _database(services: Services) -> str:
    with services.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    return f"{services.engine.dialect.name} answers"


def _version(services: Services) -> str:
    there, wanted = version(services.engine), newest()
    if there != wanted:
        raise LookupError(f"is {there}, should be {wanted}: run programkollen db upgrade")
    return str(there)


def _data_folder(services: Services) -> str:
    folder = services.settings.data_dir
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder} cannot be written to")
    return str(folder)


def _inbox(services: Services) -> str:
    folder = services.settings.inbox_dir
    if not folder.is_dir():
        return f"{folder} is made when the worker starts"
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder} cannot be written to, so files would be read for ever")
    return str(folder)


def _releases(services: Services) -> str:
    latest = ReleaseStore(services.engine).latest()
    if latest is None:
        raise LookupError("none is published: run programkollen init")
    return f"the latest is {latest.id}"
