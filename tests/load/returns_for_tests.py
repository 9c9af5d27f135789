"""Builders of small returns, as bytes that arrive."""

from datetime import UTC, date, datetime

from etl.load import Delivery
from etl.source import Provenance

HEADER = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status,note"
)


def applications(
    *rows: str, period: str = "2026-Q1", submitted: int = 7, granted: int = 4
) -> bytes:
    """Give a return of applications; without rows, one line whose outcomes add up."""
    if not rows:
        rest = submitted - granted
        who = f"{period},0180,social_services,sexual,women,adult"
        rows = (f"{who},{submitted},{granted},0,0,{rest},preliminary,",)
    return "\r\n".join((HEADER, *rows, "")).encode()


def delivery(
    data: bytes, day: str = "2026-04-20", accept: str | None = None, name: str = "a.csv"
) -> Delivery:
    """Hand in bytes as reported on a day in Stockholm."""
    return Delivery(
        data=data,
        filename=name,
        channel="cli",
        provenance=Provenance(date.fromisoformat(day), "0180"),
        received_at=datetime(2026, 4, 20, 9, 0, tzinfo=UTC),
        accept=accept,
    )
