"""A clock that stands still until a test turns it."""

from datetime import datetime, timedelta


class Clock:
    """Gives the moment it was set to, such as ``2026-03-01T12:00:00+00:00``."""

    def __init__(self, moment):
        self.now = datetime.fromisoformat(moment)

    def __call__(self):
        return self.now

    def turn(self, **time):
        """Let time pass."""
        self.now += timedelta(**time)
