"""An honest return is never refused: the screen is tried on very many made-up ones."""

import random

import pytest
from tables_to_screen import table_of

from etl.cells.places import region_names
from etl.privacy import screen

ROWS = 20_000
NOTES = [
    "", "", "", "Preliminär uppgift", "rättad {d}", "se protokoll § {n}, {d}", "{n} av {m} saknas",
    "beslut {d}", "avser {p}", "Dnr SOC {y}/{m}", "dnr {n}-{m}/{y}", "från {d} till {d}", "not {m}",
    "kl. 14.30 den {d}", "ökning {n} %", "summa {s} kr", "{y}", "{n}", "{d}", "org.nr {o}",
    "enligt enheten; {n} personer", "jfr {y} och {y}", "{n} + {n} + {n}",
]  # fmt: skip


def organisation_number(chance: random.Random) -> str:
    # The third digit of an organisation number is at least 2: no month.
    month = chance.randrange(20, 100)
    tail = f"{chance.randrange(100):02d}-{chance.randrange(10_000):04d}"
    return f"{chance.choice('2578')}{chance.randrange(10)}{month}{tail}"


def fill(pattern: str, chance: random.Random) -> str:
    makers = {
        "{d}": lambda: (
            f"20{chance.randrange(10, 30)}-{chance.randrange(1, 13):02d}-"
            f"{chance.randrange(1, 29):02d}"
        ),
        "{n}": lambda: str(chance.randrange(400)),
        "{m}": lambda: str(chance.randrange(10_000)),
        "{y}": lambda: str(chance.randrange(2000, 2030)),
        "{p}": lambda: f"{chance.randrange(2015, 2030)}-Q{chance.randrange(1, 5)}",
        "{s}": lambda: f"{chance.randrange(10**9):,}".replace(
            ",", chance.choice([" ", "\u00a0", ""])
        ),
        "{o}": lambda: organisation_number(chance),
    }
    for mark, make in makers.items():
        while mark in pattern:
            pattern = pattern.replace(mark, make(), 1)
    return pattern


def money(chance: random.Random) -> str:
    amount = int(10 ** chance.uniform(3, 8))
    written = f"{amount:,}".replace(",", chance.choice([" ", "\u00a0", ""]))
    return chance.choice(["..", "–", written, written, written, f"{written},50"])


def count(chance: random.Random) -> str:
    return chance.choice(["..", ".", "–", "<5", *[str(int(10 ** chance.uniform(0, 5)))] * 8])


def period(chance: random.Random) -> str:
    year = chance.randrange(2000, 2030)
    number = chance.randrange(1, 5)
    return chance.choice(
        [f"{year}", f"{year}-Q{number}", f"{year}K{number}", f"{year}-{number + 8:02d}",
         f"{year}M{number + 8:02d}", f"kv {number} {year}", f"{year}/{year + 1}", f"helår {year}"]
    )  # fmt: skip


REGIONS = list(region_names().items())
MAKERS = {
    "period": period,
    "geography": lambda chance: chance.choice(chance.choice(REGIONS)),
    "organisation_id": lambda chance: chance.choice(
        ["talita", "safe_havens", "Unizon", organisation_number(chance)]
    ),
    "agreement": lambda chance: chance.choice(["IOP", "bidrag", "överenskommelse", ""]),
    "grant_sek": money,
    "referrals_to": count,
    "referrals_from": count,
    "share": lambda chance: repr(chance.random()),
    "percent": lambda chance: f"{chance.uniform(0, 100):.1f} %".replace(".", ","),
    "reported_on": lambda chance: fill("{d}", chance),
    "document": lambda chance: fill("TJUT{y}-{n}", chance),
    "unit": lambda chance: fill("Enhet {n}", chance),
    "status": lambda chance: chance.choice(["preliminary", "slutlig", "claimed"]),
    "note": lambda chance: fill(chance.choice(NOTES), chance),
}


@pytest.mark.parametrize("seed", range(5))
def test_a_hundred_thousand_honest_rows_raise_no_alarm(seed):
    chance = random.Random(seed)
    rows = [[make(chance) for make in MAKERS.values()] for _ in range(ROWS)]
    faults = screen(table_of(list(MAKERS), rows), "retur 2025-03-31.csv")
    assert [(f.column, rows[f.row - 2] if f.row else None) for f in faults] == []
