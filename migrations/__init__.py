"""How does a database get the tables of this version? By one history of migrations."""

import pkgutil
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData

from etl.database import metadata


def declared() -> MetaData:
    """Give all tables there are: those of each room's modules ``tables`` and ``…_tables``."""
    for room in ("etl", "indicators", "dashboard"):
        for module in pkgutil.iter_modules(import_module(room).__path__):
            if module.name == "tables" or module.name.endswith("_tables"):
                import_module(f"{room}.{module.name}")
    return metadata


def upgrade(engine: Engine) -> None:
    """Bring a database, empty or old, to the newest version; a new one is left alone."""
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def version(engine: Engine) -> str | None:
    """Give the version that a database is at, or None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Give the version that this program asks for."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def configuration() -> Config:
    """Give Alembic the place of the migrations."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
