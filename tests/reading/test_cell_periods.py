from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.cells import CellError, parse_period
from etl.period import Period

PERIODS = {
    "2025": ["2025", " 2025 ", "helår 2025", "Helåret 2025", "år 2025", "2025 helår"],
    "2025-Q1": ["2025-Q1", "2025Q1", "2025K1", "2025k1", "2025 K1", "2025-K1", "K1 2025",
                "Q1 2025", "Q1-2025", "Kvartal 1 2025", "kvartal 1, 2025", "kv 1 2025",
                "kv. 1 2025", "kv1 2025", "2025 kvartal 1", "2025 kv 1", "första kvartalet 2025",
                "1:a kvartalet 2025", "Första kvartalet av 2025", "jan-mar 2025",
                "januari–mars 2025", "2025-01/2025-03", "first quarter 2025",
                "Kvartal\u00a01\u00a02025"],
    "2024-Q4": ["fjärde kvartalet 2024", "4:e kvartalet 2024", "okt - dec 2024"],
    "2025-03": ["2025-03", "2025M03", "2025m3", "2025 M03", "mars 2025", "Mars, 2025", "mar 2025",
                "2025 mars", "March 2025"],
    "2025-H1": ["2025-H1", "2025H1", "H1 2025", "halvår 1 2025", "första halvåret 2025",
                "1:a halvåret 2025", "first half 2025", "jan–juni 2025", "2025-01/2025-06"],
    "2024-H2": ["andra halvåret 2024", "2:a halvåret 2024", "juli-december 2024"],
    "2022/2024": ["2022/2024", "2022-2024", "2022–2024", "2022 – 2024"],
}  # fmt: skip
NO_PERIODS = {
    "45717": ("excel_date", "2025-03"),
    "45717.5": ("excel_date", "2025-03"),
    "2025-03-01": ("date_not_period", "2025-03"),
    "2025-03-01 00:00:00": ("date_not_period", "2025-03"),
    "20250301": ("date_not_period", "2025-03"),
    "1/3/2025": ("date_not_period", None),
    "T1 2025": ("tertial", None),
    "tertial 2 2025": ("tertial", None),
    "2024/2022": ("no_such_span", None),
    "2024/2024": ("no_such_span", None),
    "2024/25": ("not_a_period", None),
    "2025-13": ("not_a_period", None),
    "2025-1": ("not_a_period", None),
    "kvartal 5 2025": ("not_a_period", None),
    "feb-mars 2025": ("not_a_period", None),
    "0180": ("not_a_period", None),
    "25": ("not_a_period", None),
    "våren 2025": ("not_a_period", None),
    "": ("not_a_period", None),
}


@pytest.mark.parametrize(
    ("text", "label"), [(text, label) for label, texts in PERIODS.items() for text in texts]
)
def test_a_period_in_every_way_it_is_written(text, label):
    assert parse_period(text) == Period.parse(label)
    assert parse_period(text.upper()) == Period.parse(label)


@pytest.mark.parametrize(("text", "why"), NO_PERIODS.items())
def test_what_is_no_period_is_refused_with_what_it_looks_like(text, why):
    with pytest.raises(CellError) as caught:
        parse_period(text)
    assert (caught.value.reason, caught.value.suggestion) == why


@settings(deadline=None)
@given(
    st.integers(1900, 2199).flatmap(
        lambda year: st.sampled_from(
            [
                str(year),
                *(f"{year}-Q{n}" for n in range(1, 5)),
                *(f"{year}-H{n}" for n in (1, 2)),
                *(f"{year}-{n:02d}" for n in range(1, 13)),
            ]
        )
    )
)
def test_every_label_reads_as_itself(label):
    assert parse_period(label).label == label


@settings(deadline=None)
@given(st.text(max_size=20))
def test_no_text_gives_any_other_exception(text):
    with suppress(CellError):
        period = parse_period(text)
        assert Period.parse(period.label) == period
