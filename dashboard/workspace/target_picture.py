"""How does the path to a target look beside the latest figure, without any script?"""

from datetime import date

from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import BandRow
from dashboard.page import View
from dashboard.presenters.rows import amount
from dashboard.targeting import Standing
from indicators.progress import Target, path_at

_MOST_YEARS = 12


def path_picture(view: View, now: Standing, target: Target, unit: str) -> Component:
    """Draw where the path stands at each year's end, and the latest figure on the same scale."""
    days = [day for day, _ in target.points]
    years = range(target.baseline_day.year, target.day.year + 1)
    days += [date(year, 12, 31) for year in years][:_MOST_YEARS]
    shown = sorted({day for day in days if target.baseline_day <= day <= target.day})
    rows = []
    seen = now.observation
    if seen is not None and seen.value is not None:
        said = amount(view, seen.value, unit)
        rows.append(BandRow(view.t("Latest value"), "bar", said, float(seen.value)))
    rows += [
        BandRow(day.isoformat(), "known", amount(view, at, unit), at)
        for day, at in ((day, float(path_at(target, day))) for day in shown)
    ]
    top = 1.0 if unit == "share" else max(row.low or 0 for row in rows) or 1.0
    label = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return c.band(rows, top=top, ticks=[(0, "0")], label=label)
