"""Made-up returns, the same each time, to try the service on. Nothing here is anybody's figure."""

from dashboard.demo.fill import fill

__all__ = ["fill"]
