"""How does a number, a share, a date or a period read?

Swedish and English, through Babel. Halves are rounded up (away from zero), as readers expect,
and never to the even neighbour. Spaces inside a figure do not break; ranges take an en dash.
Nothing here knows what a figure means: no value is a mark, and marks are ``components.mark``.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from etl.period import Period

NO_BREAK = "\u00a0"
DASH = "–"
MINUS = "\u2212"

Figure = int | float | Decimal

_ORDINALS = ("första", "andra", "tredje", "fjärde")


def number(value: Figure, language: str, *, decimals: int = 0) -> str:
    """Write a number: ``1 234,5`` or ``1,234.5``."""
    rounded = rounded_half_up(value, decimals)
    whole, _, fraction = f"{abs(rounded):.{decimals}f}".partition(".")
    group = NO_BREAK if language == "sv" else _group(language)
    text = _grouped(whole, group) + (_point(language) + fraction if fraction else "")
    return MINUS + text if rounded < 0 else text


def share(value: Figure, language: str, *, decimals: int = 1) -> str:
    """Write a fraction as a percentage: 0.9231 is ``92,3 %`` or ``92.3%``."""
    return number(_exact(value) * 100, language, decimals=decimals) + _percent(language)


def amount(value: Figure, language: str) -> str:
    """Write a count or a ratio with the decimals it has, two at most."""
    exact = _exact(value)
    decimals = 0 if exact == exact.to_integral_value() else 1 if exact >= 10 else 2
    return number(exact, language, decimals=decimals)


def money(kronor: Figure, language: str) -> str:
    """Write whole kronor: ``1 250 000 kr`` or ``SEK 1,250,000``."""
    text = number(kronor, language)
    return f"{text}{NO_BREAK}kr" if language == "sv" else f"SEK{NO_BREAK}{text}"


def span(low: Figure, high: Figure, language: str, *, decimals: int = 0) -> str:
    """Write a range of numbers, ``100–250``, or one number where both ends read the same."""
    return _range(
        number(low, language, decimals=decimals), number(high, language, decimals=decimals)
    )


def share_span(low: Figure, high: Figure, language: str, *, decimals: int = 1) -> str:
    """Write a range of shares with one sign: ``3,6–9,0 %``."""
    ends = [number(_exact(end) * 100, language, decimals=decimals) for end in (low, high)]
    return _range(*ends) + _percent(language)


def signed(value: Figure, language: str, *, decimals: int = 0) -> str:
    """Write a change with its sign; no sign before zero."""
    text = number(value, language, decimals=decimals)
    return f"+{text}" if rounded_half_up(value, decimals) > 0 else text


def day(when: date, language: str) -> str:
    """Write a day in words: ``4 februari 2026`` or ``4 February 2026``."""
    return format_date(when, "d MMMM y", locale=_locale(language)).replace(" ", NO_BREAK)


def month(when: date, language: str) -> str:
    """Write a month in words: ``maj 2025``."""
    return format_date(when, "LLLL y", locale=_locale(language)).replace(" ", NO_BREAK)


def written_day(text: str, language: str) -> str:
    """Write a document's own date as far as it is known: ``2022``, ``maj 2024``, a day."""
    if len(text) == len("2024-05"):
        return month(date.fromisoformat(f"{text}-01"), language)
    return day(date.fromisoformat(text), language) if len(text) == len("2024-05-08") else text


def moment(when: datetime, language: str) -> str:
    """Write a moment as Stockholm's clocks show it: ``4 februari 2026 kl. 09:30``."""
    local = when.astimezone(ZoneInfo("Europe/Stockholm"))
    between = f" kl.{NO_BREAK}" if language == "sv" else f" at{NO_BREAK}"
    return f"{day(local.date(), language)}{between}{local:%H:%M}"


def period(of: Period, language: str) -> str:
    """Write a period in words: ``2024``, ``första halvåret 2025``; in English ``Q1 2025``.

    English has half-years as ``January–June 2025``, so that the words stand alone and after *in*.
    """
    year, index = of.start.year, (of.start.month - 1) // of.months if of.months <= 12 else 0
    if of.kind == "year":
        return str(year)
    if of.kind == "span":
        return f"{year}{DASH}{of.end.year}"
    if of.kind == "month":
        return month(of.start, language)
    if language == "sv":
        unit = "halvåret" if of.kind == "half" else "kvartalet"
        return f"{_ORDINALS[index]} {unit} {year}"
    if of.kind == "quarter":
        return f"Q{index + 1}{NO_BREAK}{year}"
    ends = (format_date(day, "LLLL", locale=_locale(language)) for day in (of.start, of.end))
    return f"{DASH.join(ends)}{NO_BREAK}{year}"


def short_period(of: Period, language: str) -> str:
    """Write a period on two short lines for an axis: ``kv 1<br>2025``; a year alone on one."""
    year, index = of.start.year, (of.start.month - 1) // of.months if of.months <= 12 else 0
    if of.kind == "quarter":
        return f"{'kv ' if language == 'sv' else 'Q'}{index + 1}<br>{year}"
    if of.kind == "half":
        ends = [format_date(day, "LLL", locale=_locale(language)) for day in (of.start, of.end)]
        return f"{DASH.join(end.rstrip('.') for end in ends)}<br>{year}"
    if of.kind == "month":
        return f"{format_date(of.start, 'LLL', locale=_locale(language)).rstrip('.')}<br>{year}"
    return period(of, language)


def listed(parts: Sequence[str], language: str) -> str:
    """Join words as a sentence does: ``a, b och c``."""
    if len(parts) < 2:
        return "".join(parts)
    word = "och" if language == "sv" else "and"
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def rounded_half_up(value: Figure, decimals: int) -> Decimal:
    """Round to so many decimals, halves away from zero.

    A float is read as the shortest decimal that names it, so that 0.285 is a half at two
    decimals and becomes 0.29. Raises ValueError on what is not a finite number.
    """
    rounded = _exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _exact(value: Figure) -> Decimal:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is not a figure that can be shown")
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}{DASH}{high}"


def _grouped(digits: str, separator: str) -> str:
    return f"{int(digits):,}".replace(",", separator)


@cache
def _locale(language: str) -> Locale:
    return Locale("sv") if language == "sv" else Locale("en", "GB")


@cache
def _point(language: str) -> str:
    return str(get_decimal_symbol(_locale(language)))


@cache
def _group(language: str) -> str:
    return str(get_group_symbol(_locale(language)))


def _percent(language: str) -> str:
    return f"{NO_BREAK}%" if language == "sv" else "%"
