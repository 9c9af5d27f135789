"""Write a migration from what the tables say: ``python -m migrations "what changes"``."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from etl.database import connect
from migrations import configuration, upgrade

if len(sys.argv) != 2:
    sys.exit('say what changes: python -m migrations "what changes"')
with tempfile.TemporaryDirectory() as folder:
    engine = connect(f"sqlite:///{Path(folder) / 'empty.sqlite'}")
    upgrade(engine)
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        number = f"{len(list(Path(__file__).with_name('versions').glob('*.py'))) + 1:04d}"
        command.revision(config, message=sys.argv[1], autogenerate=True, rev_id=number)
    engine.dispose()
