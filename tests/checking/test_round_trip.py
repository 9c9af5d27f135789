"""A return says the same in whatever encoding, delimiter, language and form it is written."""

import csv
import io
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.checking import check_bytes
from etl.headings import heading
from etl.period import Period
from etl.sources import source_named, sources
from etl.template import write_template
from etl.vocabulary import code_lists

TODAY = date(2026, 6, 1)
KEYS = ("applicant", "purpose", "sex", "age_group")
FIGURES = ("submitted", "granted", "rejected", "withdrawn", "pending")
NAMES = ("period", "geography", *KEYS, *FIGURES, "status", "note")
CODES = {
    "applicant": ("social_services", "police"),
    "purpose": ("sexual", "labour", "other"),
    "sex": ("women", "men", "unknown"),
    "age_group": ("adult", "minor"),
}
PERIODS = {
    "label": "{y}-Q{q}",
    "statistics": "{y}K{q}",
    "words": "Kvartal {q} {y}",
    "short": "kv {q} {y}",
    "spaced": " {y}-q{q} ",
}
PLACES = ("0180", "180", "Stockholms stad", "Stockholm")
NUMBERS = {
    "plain": str,
    "spaced": lambda n: f"{n:,}".replace(",", " "),
    "no-break": lambda n: f"{n:,}".replace(",", "\u00a0"),
    "dash for zero": lambda n: "–" if n == 0 else str(n),
}
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")

counts = st.tuples(*[st.integers(0, 4000)] * 4)
codes = [st.sampled_from(CODES[name]) for name in KEYS]
keys = st.tuples(st.integers(2015, 2025), st.integers(1, 4), *codes)
returns = st.dictionaries(keys, counts, min_size=1, max_size=6)
forms = st.fixed_dictionaries(
    {
        "period": st.sampled_from(sorted(PERIODS)),
        "place": st.sampled_from(PLACES),
        "number": st.sampled_from(sorted(NUMBERS)),
        "language": st.sampled_from(["sv", "en", "code"]),
        "delimiter": st.sampled_from([";", ",", "\t"]),
        "encoding": st.sampled_from(ENCODINGS),
        "line": st.sampled_from(["\r\n", "\n"]),
    }
)


def word(name, code, language):
    if language == "code":
        return code
    return code_lists()[name].label(code, language)


def written(table, form):
    """Write a return as somebody might, by their own habits."""
    language = form["language"]
    number = NUMBERS[form["number"]]
    rows = [[n if language == "code" else heading(n, language) for n in NAMES]]
    for (year, quarter, *codes), parts in table.items():
        rows.append(
            [
                PERIODS[form["period"]].format(y=year, q=quarter),
                form["place"],
                *(word(name, code, language) for name, code in zip(KEYS, codes, strict=True)),
                number(sum(parts)),
                *map(number, parts),
                word("status", "final", language),
                "",
            ]
        )
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=form["delimiter"], lineterminator=form["line"]).writerows(rows)
    return text.getvalue().encode(form["encoding"])


def meant(table):
    return [
        (f"{year}-Q{quarter}", "0180", *codes, sum(parts), *parts)
        for (year, quarter, *codes), parts in table.items()
    ]


@settings(deadline=None, max_examples=30)
@given(returns, forms)
def test_whatever_the_form_the_same_is_read(table, form):
    checked = check_bytes(written(table, form), "retur.csv", today=TODAY)
    assert list(checked.errors) == []
    assert checked.source.name == "applications"
    assert checked.frame.select(NAMES[:11]).rows() == meant(table)


periods = st.builds(
    lambda year, part: Period.parse(f"{year}{part}"),
    st.integers(2015, 2025),
    st.sampled_from(["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4"]),
)


@settings(deadline=None, max_examples=15)
@given(
    st.sampled_from(list(sources())),
    st.sampled_from(["xlsx", "csv"]),
    st.none() | periods,
    st.sampled_from(["", "0180", "1480"]),
)
def test_what_the_template_writes_check_accepts(name, kind, period, place):
    data = write_template(source_named(name), kind, period, place)
    checked = check_bytes(data, f"mall.{kind}", today=TODAY)
    assert (checked.rows, checked.findings) == (0, ())
    assert checked.source.name == name
