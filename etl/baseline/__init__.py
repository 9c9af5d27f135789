"""What have the city and others already published, as returns like any other?"""

from etl.baseline.city import city_returns
from etl.baseline.national import left_out, national_returns
from etl.baseline.public_return import PublicReturn
from etl.baseline.rules import conflict_rules

__all__ = ["PublicReturn", "conflict_rules", "left_out", "public_returns"]


def public_returns() -> tuple[PublicReturn, ...]:
    """Give every return that public documents make, the oldest first."""
    found = (*city_returns(), *national_returns())
    return tuple(sorted(found, key=lambda r: (r.reported_on, r.filename)))
