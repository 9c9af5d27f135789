"""A load in a process of its own that is killed at one of its statements."""

import multiprocessing
import os
import signal

from sqlalchemy import event

from etl.archive import Archive
from etl.database import connect
from etl.load import Delivery, load

# A process that is forked where frames were at work before never ends: these start from one that
# has imported what a load needs and done nothing with it.
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["etl.load", "etl.sources", "psycopg"])


def load_and_die(url: str, archive: Archive, delivered: Delivery, at: int) -> bool:
    """Load in a process that is killed at its statement number ``at``; tell whether it was."""
    child = FRESH.Process(target=_load_until, args=(url, archive, delivered, at))
    child.start()
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return child.exitcode != 0


def _load_until(url: str, archive: Archive, delivered: Delivery, at: int) -> None:
    engine = connect(url)
    done = [0]

    def count(*_: object) -> None:
        done[0] += 1
        if done[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    load(engine, archive, delivered, failpoint=count)
    engine.dispose()
