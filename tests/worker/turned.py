"""Clocks that tests turn, and a worker that runs in a thread until it is told to stop."""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import turned_clock

from dashboard.worker import run_forever

PATIENCE_SECONDS = 30
"""So long a test waits for what a worker does at once, on a machine that is busy."""


class Clock(turned_clock.Clock):
    """A clock that tests turn; ``steady`` is the time that passes, whatever it shows."""

    def __init__(self, text):
        super().__init__(text)
        self.passed = 0.0

    def steady(self):
        return self.passed

    def turn(self, **time):
        """Let time pass."""
        super().turn(**time)
        self.passed += timedelta(**time).total_seconds()

    def set(self, **time):
        """Set the clock, while no time passes."""
        self.now += timedelta(**time)


@contextmanager
def working(services, jobs, clock=None):
    """Run a worker beside the test."""
    stop = threading.Event()
    steady = clock.steady if clock else time.monotonic
    thread = threading.Thread(target=run_forever, args=(services, stop, jobs, steady))
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()


def wait_until(holds):
    """Wait for something that happens soon; fail where it does not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
