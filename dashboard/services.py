"""What does everything that acts need? The settings, the stores, the archive and the clock."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from dashboard.settings import SettingError, Settings
from etl.archive import Archive
from etl.database import connect

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            f"PROGRAMKOLLEN_DATA_DIR is {folder}, where no folder can be made ({error.strerror})."
        ) from error


Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Give this moment, in UTC."""
    return datetime.now(UTC)


def stockholm_day(moment: datetime) -> date:
    """Give the day that it is in Stockholm at a moment."""
    return moment.astimezone(STOCKHOLM).date()


@dataclass(frozen=True)
class Services:
    """Everything that a command or a job acts through; tests hand in a clock of their own."""

    settings: Settings
    clock: Clock = system_clock
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("programkollen"))

    @cached_property
    def engine(self) -> Engine:
        """The database, opened at first use."""
        if self.settings.database_url.startswith("sqlite"):
            _make(self.settings.data_dir)
        return connect(self.settings.database_url)

    @cached_property
    def archive(self) -> Archive:
        """The folder of originals."""
        return Archive(self.settings.data_dir / "originals")

    def close(self) -> None:
        """Let go of the database, where it was opened."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    def today(self) -> date:
        """Give the day it is in Stockholm."""
        return stockholm_day(self.clock())
