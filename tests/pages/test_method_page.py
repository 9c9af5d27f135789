"""The page on protection says what is true, and its proof is one."""

import re

import pytest

from dashboard import frame
from dashboard.html import to_html
from dashboard.pages import method
from indicators.disclosure.checker import check
from indicators.disclosure.own_table import protect_csv

ROWS = ["unit,sex,count"] + [
    f"{unit},{sex},{count}"
    for unit, counts in method.TRUE.items()
    for sex, count in zip(method.SEXES, counts, strict=True)
]


def atoms(table):
    return {f"{unit}/{place}": table[unit][place] for unit in method.UNITS for place in (0, 1)}


def claim():
    """Say in the checker's words what the page's table shows."""
    names = list(atoms(method.TRUE))
    lines = {unit: [n for n in names if n[0] == unit] for unit in method.UNITS}
    columns = {str(place): [n for n in names if n[-1] == str(place)] for place in (0, 1)}
    sums = {n: [n] for n in names} | lines | columns | {"all": names}
    hidden = [n for n in names if n[0] not in method.SHOWN]
    return {
        "atoms": atoms(method.TRUE),
        "insiders": True,
        "known": [],
        "cells": [
            {
                "name": name,
                "sum": dict.fromkeys(members, 1),
                "threshold": method.LIMIT,
                "marked": False,
                "margin": [0, 0],
                "shown": name not in hidden,
            }
            for name, members in sums.items()
        ],
    }


def certificate(low, high):
    tables = [list(atoms(table).values()) for table in (low, high)]
    return {"tables": tables, "demands": [[None, "A/1", 0, 1]], "exposed": []}


def test_the_proof_on_the_page_passes_the_checker_and_a_false_one_does_not():
    assert check(claim(), certificate(method.WITH_NOBODY, method.WITH_MORE)) == ()
    assert check(claim(), certificate(method.TRUE, method.WITH_MORE))
    assert check(claim(), certificate(method.WITH_NOBODY, method.WITH_NOBODY))


def test_the_table_on_the_page_is_hidden_as_the_program_would_hide_it():
    answer = protect_csv("\n".join(ROWS) + "\n", method.LIMIT)
    hidden = {cell["unit"] for cell in answer["cells"] if not cell["published"]}
    assert hidden == set(method.UNITS) - method.SHOWN
    assert answer["hidden"] == 4


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_addition_on_the_page_adds_up(view, language):
    text = re.sub(r"<[^>]+>", " ", to_html(method.layout(view(language))))
    sums = re.findall(r"(\d+(?: \+ \d+)+) = (\d+)", text)
    # Three rows and three columns in each imaginary table, and the one row that is shown.
    assert len(sums) == 2 * 6 + 1
    assert all(sum(map(int, parts.split(" + "))) == int(total) for parts, total in sums)


def test_it_says_that_no_release_is_made_without_the_proofs(view):
    assert "Ingen utgåva görs utan bevisen" in to_html(method.layout(view("sv")))
    assert "No release is made without the proofs" in to_html(method.layout(view("en")))


def test_every_page_leads_to_it_from_its_foot(view):
    foot = to_html(frame.footer(view("sv")))
    assert "Så skyddar vi människor" in foot
    assert 'href="/metod"' in foot
