"""What lies in the inbox folder, and what becomes of it?

A file that arrived whole is checked and loaded, held or refused. Its original is in the archive
then, so it leaves the folder; an answer in words takes its place in ``replies``.
"""

from collections.abc import Iterator
from pathlib import Path

from dashboard.returns import deliver, words
from dashboard.services import Services
from etl.load import Loaded


class LeftWaitingError(Exception):
    """Files that could not be taken in, through no fault of their own, and still wait."""


SETTLED_SECONDS = 2
"""A file changed more recently than this may still be on its way in."""


def take_in(services: Services) -> str | None:
    """Take in every whole file of the inbox; answer what became of them, None for an empty one."""
    folder = services.settings.inbox_dir
    folder.mkdir(parents=True, exist_ok=True)
    done: list[Loaded] = []
    left = 0
    for path in sorted(_waiting(folder, services)):
        try:
            done.append(_take(services, path))
        except Exception:  # one file must not keep the others waiting; it stays, and is tried again
            services.log.exception("inbox_file_left")
            left += 1
    if left:
        raise LeftWaitingError(f"{left} files could not be taken in and wait in the inbox")
    return "; ".join(f"{one.filename}: {one.result}" for one in done) or None


def _waiting(folder: Path, services: Services) -> Iterator[Path]:
    now = services.clock().timestamp()
    for path in folder.iterdir():
        whole = path.is_file() and not path.name.startswith((".", "~$"))
        # A clock that jumped back must not keep a file waiting for ever.
        if whole and abs(now - path.stat().st_mtime) >= SETTLED_SECONDS:
            yield path


def _take(services: Services, path: Path) -> Loaded:
    data = path.read_bytes()
    answer = deliver(services, data, path.name, services.today(), channel="inbox")
    replies = path.parent / "replies"
    replies.mkdir(exist_ok=True)
    text = words(answer, services.settings.language)
    (replies / f"{answer.filename}.txt").write_text(text, encoding="utf-8")
    path.unlink()
    services.log.info("inbox_file result=%s batch=%s", answer.result, answer.batch)
    return answer
