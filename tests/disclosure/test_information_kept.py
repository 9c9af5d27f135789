"""Protection that hides more than it must is no protection of the public's right to know."""

from datetime import date

import pytest
from disclosure_help import DATA, bench
from released_returns import records_of, release

from dashboard.demo import figures
from etl.period import Period
from indicators.disclosure.own_table import audit_csv, problem_of
from indicators.disclosure.protect import protect


def ratio(tables):
    ours = best = 0
    for shape, seed in tables:
        text = bench().random_table(shape, 5.0, seed)
        _, _, problem = problem_of(text, insiders=False)
        least = bench().optimum(problem, 5)
        assert least is not None
        best += least
        ours += len(protect(problem).hidden)
    return ours / best


def test_two_way_tables_hide_hardly_more_than_the_least():
    assert ratio([((4, 4), seed) for seed in range(2)]) <= 1.05


@pytest.mark.soak
def test_many_two_way_tables_hide_hardly_more_than_the_least():
    shapes = ((4, 4), (6, 4), (5, 5), (8, 3))
    assert ratio([(shape, seed) for shape in shapes for seed in range(10)]) <= 1.05


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(p.name for p in DATA.glob("[ABC]*.csv")))
def test_the_reference_tables_are_protected(name):
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    atoms = "\n".join(line for line in lines if "Total" not in line)
    _, _, problem = problem_of(atoms)
    outcome = protect(problem)
    assert outcome.failures == 0
    assert audit_csv(bench().as_audit(problem, outcome))["safe"]


@pytest.mark.soak
@pytest.mark.parametrize(
    ("shape", "mean", "many"),
    [((6, 4), 9.0, 40), ((3, 3, 4), 3.3, 10), ((5, 5), 4.0, 30), ((2, 3, 4), 4.0, 15)],
)
def test_many_random_tables_keep_the_promise(shape, mean, many):
    for seed in range(many):
        _, _, problem = problem_of(bench().random_table(shape, mean, seed))
        outcome = protect(problem)
        assert outcome.failures == 0
        assert audit_csv(bench().as_audit(problem, outcome))["safe"]


def year_first(scope, minimise):
    return protect(scope.problem, minimise=minimise, orders=(scope.order,))


def fewest_dimensions_first(scope, minimise):
    cells = scope.problem.cells
    order = tuple(sorted(scope.order, key=lambda place: cells[place].dimensions))
    return protect(scope.problem, minimise=minimise, orders=(order,))


@pytest.mark.parametrize(
    ("source", "place", "better"),
    [
        ("cases", "0138", fewest_dimensions_first),
        ("rights_persons", "0180", year_first),
    ],
)
def test_of_two_orders_a_release_keeps_the_one_that_shows_more(source, place, better):
    quarters = [Period.parse(f"2025-Q{number}") for number in range(1, 5)]
    rows = [row for one in quarters for row in getattr(figures, source)(one, place)]
    records = records_of(source, rows, date(2026, 1, 20), place)

    def told(**given):
        _, protection, _ = release(records, date(2026, 2, 1), place=place, **given)
        return len(protection.facts)

    each = {choose: told(choose=choose) for choose in (year_first, fewest_dimensions_first)}
    assert max(each, key=each.__getitem__) is better
    assert told() == each[better] > min(each.values())
