"""Groups, longer periods and revisions: what several releases together tell."""

import pytest
from disclosure_help import bench

from indicators.disclosure.audit import exact_ranges
from indicators.disclosure.model import Problem
from indicators.disclosure.protect import protect
from indicators.disclosure.rules import dominating, is_small, threshold_for
from indicators.disclosure.tabulate import revised, summed, tabulate


def by_name(cells):
    return {cell.name: cell for cell in cells}


@pytest.mark.parametrize(
    ("dimensions", "threshold"),
    [
        ((), 5),
        (("outcome",), 5),
        (("outcome", "sex"), 10),
        (("age_group", "sex"), 5),
        (("age_group", "sex", "purpose"), 10),
    ],
)
def test_crossed_figures_have_a_higher_threshold(dimensions, threshold):
    assert threshold_for(dimensions) == threshold


@pytest.mark.parametrize(
    ("line", "place"),
    [([5, 1], 0), ([0, 7, 0], 1), ([5, 2], None), ([0, 0], None), ([1, 1], None), ([40, 1], 0)],
)
def test_a_line_is_dominated_when_all_but_one_fall_in_a_cell(line, place):
    assert dominating(line) == place


def test_small_is_from_one_up_to_the_threshold_in_either_direction():
    assert [is_small(n, 5) for n in (-5, -1, 0, 1, 4, 5)] == [False, True, False, True, True, False]


def test_a_group_that_all_share_is_not_told():
    counts = {("granted", "women"): 6, ("rejected", "women"): 0, ("granted", "men"): 8}
    counts |= {("rejected", "men"): 7}
    table = tabulate("2024", ("outcome", "sex"), counts)
    cells = by_name(table.cells)
    assert cells['2024 ["granted", "women"]'].marked
    assert not cells['2024 ["granted", "men"]'].marked
    outcome = protect(Problem(table.atoms, table.cells))
    assert '2024 ["granted", "women"]' in outcome.sensitive
    target = cells['2024 ["granted", "women"]'].coefficients
    (found,) = exact_ranges(list(table.atoms), [target], outcome.facts)
    assert found.keeps(10)


def test_a_sum_over_quarters_is_the_year():
    quarters = {
        f"Q{n}": tabulate(f"Q{n}", ("sex",), {("women",): 3 * n, ("men",): n}) for n in range(1, 5)
    }
    year = by_name(summed("2024", quarters))
    atoms = {a: c for table in quarters.values() for a, c in table.atoms.items()}
    problem = Problem(atoms, tuple(year.values()))
    assert problem.value_of(year['2024 ["women"]']) == 30
    assert problem.value_of(year['2024 ["Total"]']) == 40


def test_a_revision_does_not_show_who_came_late_or_left():
    table = tabulate("2024", ("sex",), {("women",): 14, ("men",): 9})
    first = protect(Problem(table.atoms, table.cells))
    assert first.hidden == ()
    late = {'2024 ["men"]': 6, '2024 ["women"]': 0}
    removed = {'2024 ["men"]': 0, '2024 ["women"]': 1}
    after = revised("v2", table.cells, late, removed)
    cells = table.cells + after.cells
    problem = Problem(dict(table.atoms) | dict(after.atoms), cells, earlier=first.facts)
    second = protect(problem)
    changes = by_name(after.cells)
    assert problem.value_of(changes['v2 change 2024 ["women"]']) == 1
    assert 'v2 2024 ["women"]' not in second.shown
    # Six men came and one woman left: a new total or new men may be told, not both.
    assert len({'v2 2024 ["men"]', 'v2 2024 ["Total"]'} & set(second.shown)) == 1
    facts = first.facts + second.facts
    target = changes['v2 change 2024 ["women"]'].coefficients
    (found,) = exact_ranges(list(problem.atoms), [target], facts)
    assert found.low <= 0
    assert found.high is None or found.high >= 5


def test_a_sequence_of_releases_fails_nobody():
    figures = bench().release_sequence(1, (1, 3))
    assert figures["sensitive"] > 0
    assert figures["failures"] == figures["located"] == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_sequences_of_releases_fail_nobody(seed):
    figures = bench().release_sequence(seed)
    assert figures["failures"] == figures["located"] == 0
