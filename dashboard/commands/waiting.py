"""What does somebody at a terminal see while a command takes its time?

Nothing for the first two seconds, and never anything in a pipe.
"""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE_SECONDS = 2.0


class waiting:  # noqa: N801  # used as a function would be, in a `with`
    """A bar on stderr that says what is being done, and how far where that is told."""

    def __init__(self, words: str, after: float = PATIENCE_SECONDS) -> None:
        self._words = words
        self._timer = threading.Timer(after, self._show) if sys.stderr.isatty() else None
        self._lock = threading.Lock()
        self._ended = False
        self._done: tuple[int, int] | None = None
        self._bar: Progress | None = None

    def __enter__(self) -> "waiting":
        if self._timer is not None:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._ended = True
            if self._bar is not None:
                self._bar.stop()

    def __call__(self, done: int, of: int) -> None:
        """Say how much is done, of how much."""
        self._done = (done, of)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=of)

    def _show(self) -> None:
        # Imported by whom it concerns alone: quick commands stay quick.
        from rich.console import Console
        from rich.progress import Progress

        with self._lock:
            if self._ended:
                return
            # What the command prints meanwhile goes where it would go without a bar.
            bar = Progress(
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            done, of = self._done or (0, None)
            bar.add_task(self._words, completed=done, total=of)
            bar.start()
            self._bar = bar
