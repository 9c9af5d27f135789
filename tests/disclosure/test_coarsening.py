"""Detail is given up in the order that the definition says, before anything is riddled."""

from dataclasses import replace

import pytest
from released_returns import DAY, PLACE, records_of, release, values

from indicators.bands import NOT_ADULTS
from indicators.catalogue import reflection_applications, reflection_outcomes
from indicators.coarsening import Drop, Form, Merge, Years, forms
from indicators.compute import compute
from indicators.definition import Context, DefinitionError
from indicators.disclosure import shown as door
from indicators.disclosure.gate import faults
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.rules import CROSSED_THRESHOLD
from indicators.disclosure.seal import seal
from indicators.disclosure.tabulations import APPLICATIONS, TABULATIONS

CROSSED = ("purpose", "sex", "age_group")
MERGED = ("purpose", "sex", "minor_or_relative")


def test_a_table_becomes_coarser_step_by_step():
    steps = (Merge(NOT_ADULTS), Years(), Drop("age_group"), Drop("sex"))
    assert list(forms(CROSSED, steps)) == [
        Form(CROSSED),
        Form(MERGED),
        Form(("purpose", "sex"), of_years=True),
        Form(("purpose",), of_years=True),
    ]
    assert list(forms(("sex",), steps)) == [Form(("sex",))]
    assert list(forms(("applicant",), steps)) == [Form(("applicant",))]


@pytest.mark.parametrize(
    "wrong", [{"crossings": (("purpose", "item_id"),)}, {"coarsening": (Merge(NOT_ADULTS),)}]
)
def test_a_definition_cannot_coarsen_what_it_does_not_have(wrong):
    without_age = {"breakdowns": ("purpose", "sex"), "crossings": (), "coarsening": ()}
    with pytest.raises(DefinitionError, match="does not have"):
        replace(reflection_applications.INDICATOR, **(without_age | wrong))


def rows(period, **counts):
    """Give applications with one cell for each of purpose_sex_age."""
    return [
        {
            "period": period,
            "applicant": "social_services",
            **dict(zip(CROSSED, key.split("_"), strict=True)),
            "submitted": count,
            "granted": count,
            "rejected": 0,
            "withdrawn": 0,
            "pending": 0,
        }
        for key, count in counts.items()
    ]


def tabulated(steps, made, monkeypatch):
    """Release applications under another order; give the shapes by period."""
    definition = replace(reflection_applications.INDICATOR, coarsening=steps)
    definitions = {**APPLICATIONS.definitions, "submitted": definition}
    changed = replace(APPLICATIONS, definitions=definitions)
    monkeypatch.setattr(door, "TABULATIONS", (changed, *TABULATIONS[1:]))
    _, protection, _ = release(records_of("applications", made, DAY), DAY)
    (proof,) = protection.proofs
    names = [door.Name.read(cell["name"]) for cell in proof.claim["cells"]]
    told = {(n.period, n.cell) for n in names if n.measure == "submitted"}
    return {
        period: {tuple(code for _, code in cell) for p, cell in told if p == period}
        for period, _ in told
    }


FEW = {"sexual_women_adult": 20, "labour_men_adult": 14, "labour_women_adult": 8}


def test_the_order_decides_what_a_quarter_of_forty_keeps(monkeypatch):
    # 48 cells are too many for 42 persons, 32 are not.
    made = rows("2025-Q1", **FEW)
    merging = tabulated((Merge(NOT_ADULTS), Years()), made, monkeypatch)
    assert ("minor_or_relative", "labour", "men") in merging["2025-Q1"]
    assert ("minor", "labour", "men") not in merging["2025-Q1"]
    yearly = tabulated((Years(), Merge(NOT_ADULTS)), made, monkeypatch)
    assert all(len(cell) < 2 for cell in yearly["2025-Q1"])
    dropping = tabulated((Drop("age_group"), Years()), made, monkeypatch)
    assert ("labour", "men") in dropping["2025-Q1"]
    assert all(len(cell) < 3 for cell in dropping["2025-Q1"])


def test_ages_are_told_apart_or_merged_and_never_both(monkeypatch):
    many = rows("2025-Q1", **{key: 3 * n for key, n in FEW.items()})
    told = tabulated((Merge(NOT_ADULTS), Years()), many, monkeypatch)
    codes = {code for cell in told["2025-Q1"] for code in cell}
    assert {"minor", "relative"} <= codes
    assert "minor_or_relative" not in codes


def test_a_merged_figure_is_told_where_its_parts_are_not():
    made = rows("2025-Q1", **FEW, labour_men_minor=6, labour_women_relative=6)
    assert sum(FEW.values()) + 12 > 48
    known, _, _ = release(records_of("applications", made, DAY), DAY)
    told = values(known, "applications", "submitted")
    assert not any("minor_or_relative" in str(cell) for _, cell in told)
    few = rows("2025-Q1", sexual_women_adult=17, labour_men_adult=15, labour_men_minor=7)
    known, protection, _ = release(records_of("applications", few, DAY), DAY)
    names = [cell["name"] for cell in protection.proofs[0].claim["cells"]]
    assert any("minor_or_relative" in name for name in names)
    told = values(known, "applications", "submitted")
    banded = {cell for _, cell in told if "minor_or_relative" in dict(cell).values()}
    assert banded
    for cell in banded:
        parts = [{**dict(cell), "age_group": code} for code in NOT_ADULTS.codes]
        assert not all(("2025-Q1", tuple(sorted(part.items()))) in told for part in parts)


def test_a_merged_figure_is_never_made_by_adding():
    # Thirty-four in a year: crossed with merged ages, while ages alone are told apart.
    made = [row for n in range(1, 5) for row in rows(f"2025-Q{n}", sexual_women_adult=6 + n)]
    known, protection, _ = release(records_of("applications", made, DAY), DAY)
    shown_crossed = [c for _, c in values(known, "applications", "submitted") if len(c) == 3]
    assert any("minor_or_relative" in dict(cell).values() for cell in shown_crossed)
    context = Context(geographies=(PLACE,), data_cut=DAY)
    results = tuple(map(seal, compute(known, context)))
    assert faults(results, protection, Ledger()) == ()
    alone = [
        o
        for o in results[
            [r.indicator for r in results].index("reflection_applications")
        ].observations
        if [code for _, code in o.breakdown if code != "all"] == ["minor_or_relative"]
    ]
    assert alone == []


def test_outcomes_are_crossed_with_sex_and_age_above_the_higher_threshold():
    assert {"sex", "age_group"} <= set(reflection_outcomes.INDICATOR.breakdowns)
    made = rows("2025-Q1", sexual_women_adult=90, labour_men_adult=70, labour_men_minor=40)
    for row, rejected in zip(made, (30, 20, 15), strict=True):
        row |= {"granted": row["granted"] - rejected - 6, "rejected": rejected, "pending": 6}
    known, protection, _ = release(records_of("applications", made, DAY), DAY)
    granted = values(known, "applications", "granted")
    assert granted["2025-Q1", (("sex", "women"),)] == 54
    assert granted["2025-Q1", (("age_group", "minor"),)] == 19
    for outcome in ("granted", "rejected", "withdrawn", "pending"):
        for (_, cell), value in values(known, "applications", outcome).items():
            assert not cell or value == 0 or value >= CROSSED_THRESHOLD
    # Six women wait for a decision: six of any crossing with an outcome are too few to tell.
    assert ("2025-Q1", (("sex", "women"),)) not in values(known, "applications", "pending")
    assert all(p.certified == p.sensitive > 0 for p in protection.proofs)
