"""What takes the single number away, and what takes the upper limit."""

from dataclasses import replace

import pytest

from indicators.estimation.bic import Bic
from indicators.estimation.bootstrap import Interval
from indicators.estimation.decomposable import Decomposable
from indicators.estimation.headline import Evidence, judge
from indicators.estimation.independence import MainEffects
from indicators.estimation.result import Headline, Verdict


def engine_b(total: float, low: float | None, high: float | None, lost: float = 0.0) -> Bic:
    return Bic(2, "[12,3]", total, 50.0, Interval(low, high, low, high, lost), 8)


AGREED = Evidence(
    n=300,
    on_two_or_more=90,
    wanted=3,
    decomposable=Decomposable(520, 450, 640, 0.0),
    bic=engine_b(540.4, 441.7, 660.2),
    main_effects=MainEffects(500.0, 460.0, 560.0),
    stepwise=None,
    near_models=(520.0, 560.0),
    drop_one_list=(("A", 500.0), ("B", 610.0), ("C", 480.0)),
)


def codes(evidence: Evidence) -> list[str]:
    return [reason.code for reason in judge(evidence)[1]]


def test_agreement_gives_the_middle_number_within_the_widest_limits():
    verdict, reasons, headline = judge(AGREED)
    assert (verdict, reasons) == (Verdict.ESTIMATE, ())
    assert headline == Headline(441, 520, 661)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on_two_or_more": 29}, "few_on_two_lists"),
        ({"main_effects": MainEffects(346.0, 310.0, 400.0)}, "engines_disagree"),
        ({"near_models": (400.0, 601.0)}, "models_disagree"),
        ({"drop_one_list": (("A", 1700.0),)}, "list_decides"),
        ({"drop_one_list": (("A", 170.0),)}, "list_decides"),
        ({"drop_one_list": (("A", None),)}, "no_estimate_without_list"),
        ({"main_effects": None}, "engine_missing"),
        ({"bic": engine_b(540.4, None, None, 1.0)}, "engine_missing"),
    ],
)
def test_each_doubt_takes_the_single_number(change, code):
    evidence = replace(AGREED, **change)
    verdict, reasons, headline = judge(evidence)
    assert verdict is Verdict.RANGE
    assert [reason.code for reason in reasons] == [code]
    assert headline.central is None
    assert headline.high is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"bic": engine_b(540.4, 310.0, 3101.0)}, "range_too_wide"),
        ({"decomposable": Decomposable(520, 450, 640, 0.011)}, "ceiling_reached"),
        ({"bic": engine_b(540.4, 441.7, 660.2, lost=0.06)}, "samples_without_estimate"),
    ],
)
def test_each_lack_of_an_upper_end_leaves_the_lower_limit(change, code):
    verdict, reasons, headline = judge(replace(AGREED, **change))
    assert verdict is Verdict.LOWER_LIMIT
    assert [reason.code for reason in reasons] == [code]
    assert headline.central is headline.high is None


@pytest.mark.parametrize(
    "change",
    [
        {"on_two_or_more": 30},
        {"main_effects": MainEffects(361.0, 340.0, 400.0)},
        {"near_models": (400.0, 600.0)},
        {"drop_one_list": (("A", 1620.0),)},
        {"decomposable": Decomposable(520, 450, 640, 0.01)},
        {"bic": engine_b(540.4, 400.0, 4000.0)},
        {"bic": engine_b(540.4, 441.7, 660.2, lost=0.05)},
    ],
)
def test_on_the_limit_nothing_is_taken(change):
    assert codes(replace(AGREED, **change)) == []


def test_main_effects_alone_give_their_own_interval():
    alone = replace(AGREED, decomposable=None, bic=None, near_models=None, drop_one_list=())
    verdict, _, headline = judge(alone)
    assert (verdict, headline) == (Verdict.RANGE, Headline(460, None, 560))


def test_an_interval_without_upper_end_is_a_lower_limit():
    alone = replace(
        AGREED,
        decomposable=None,
        bic=None,
        near_models=None,
        drop_one_list=(),
        main_effects=MainEffects(500.0, 460.0, None),
    )
    verdict, reasons, headline = judge(alone)
    assert (verdict, headline) == (Verdict.LOWER_LIMIT, Headline(460))
    assert "∞" in reasons[0].sentence("en")


def test_a_central_number_never_leaves_its_range():
    # The model's own estimate may lie outside its corrected interval.
    evidence = replace(
        AGREED,
        decomposable=Decomposable(500, 450, 540, 0.0),
        bic=engine_b(560.0, 441.7, 550.0),
        main_effects=MainEffects(580.0, 460.0, 590.0),
    )
    assert judge(evidence)[2] == Headline(441, 550, 550)


def test_sentences_carry_the_figure_and_the_limit():
    doubt = judge(replace(AGREED, near_models=(400.0, 700.0)))[1][0]
    assert doubt.sentence("en") == (
        "Models that fit nearly as well differ 1.75 times, more than 1.5."
    )
    assert "1,75" in doubt.sentence("sv")
