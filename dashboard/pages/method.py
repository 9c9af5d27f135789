"""How are people protected in what is published, and how can anybody check that?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from indicators.results import Mark

# A made-up table: three units by women and men. It is published without four of its figures.
UNITS, SEXES = ("A", "B", "C"), ("women", "men")
TRUE = {"A": (12, 3), "B": (8, 10), "C": (9, 7)}
SHOWN = frozenset({"B"})
WITH_NOBODY = {"A": (15, 0), "B": (8, 10), "C": (6, 10)}
WITH_MORE = {"A": (10, 5), "B": (8, 10), "C": (11, 5)}
LIMIT = 5

Counts = dict[str, tuple[int, int]]


def title(view: View) -> str:
    """Name the page."""
    return view.t("How we protect people in the figures")


def layout(view: View) -> Component:
    """Build the page; it needs no release."""
    lead = view.t(
        "The figures are about people in danger. There are few of them, and somebody may be "
        "looking for them. Here is what we do so that the figures do not give them away."
    )
    return c.page(
        c.page_header(title(view), lead, kicker=view.t("Method")),
        c.section(view.t("What the releases show today"), *_today(view), anchor="today"),
        c.section(view.t("The promise"), *_promise(view), anchor="promise"),
        c.section(view.t("What we suppose that a reader knows"), _knows(view), anchor="reader"),
        c.section(view.t("Which figures are sensitive"), _sensitive(view), anchor="sensitive"),
        c.section(view.t("How a table is protected"), *_steps(view), anchor="steps"),
        c.section(view.t("A proof that you can check"), *_proof(view), anchor="proof"),
        c.section(view.t("What this cannot guard against"), _limits(view), anchor="limits"),
    )


def _today(view: View) -> list[Child]:
    return [
        html.P(
            view.t(
                "Figures that units report of persons are shown where the promise below can be "
                "proved for all of them together, in the light of everything published before. "
                "Where it cannot, the figure is hidden. No release is made without the proofs."
            )
        ),
        html.P(view.t("Shown as they are, without the method, are:")),
        _list(
            view.t("figures that public documents already give, with their source"),
            view.t(
                "figures that count nobody at risk: training, agreements, grants, activities and "
                "how far the commitments have come"
            ),
            view.t("estimates of how many there are, by survey or assessment, unless very small"),
        ),
        html.P(
            view.t(
                "Small figures that public documents already give are shown as they stand there. "
                "Nothing is promised for them, because they are known already."
            )
        ),
        html.P(
            view.t(
                "A period that has been published stays as it was told. What is reported late "
                "enters by one revision, half a year after the period's end, or by a correction, "
                "and only where the change is not small."
            )
        ),
    ]


def _promise(view: View) -> list[Child]:
    return [
        html.P(
            view.t(
                "For every hidden sensitive figure there are two complete imaginary tables that "
                "agree with everything ever published. In one the figure is zero. In the other it "
                "is at least {limit}.",
                limit=LIMIT,
            )
        ),
        html.P(
            view.t(
                "So what is published cannot prove that anybody is there, nor that the group is "
                "small. The two tables are the proof, and they can be checked with additions "
                "alone."
            )
        ),
        html.P(
            view.t(
                "The same is asked on behalf of somebody who knows of themselves: whoever is the "
                "only one in a hidden figure shall not be able to work out the other sensitive "
                "figures."
            )
        ),
    ]


def _knows(view: View) -> Child:
    return _list(
        view.t("every figure that is shown now"),
        view.t("every figure in every earlier release, those withdrawn too"),
        view.t("public documents that we have loaded ourselves"),
        view.t("that a count is a whole number and never less than zero"),
        view.t("these rules"),
    )


def _sensitive(view: View) -> Child:
    return _list(
        view.t("a count from 1 to {most}, in a total too", most=LIMIT - 1),
        view.t(
            "a count from 1 to 9 where an outcome is broken down, or age, sex and purpose are "
            "combined"
        ),
        view.t(
            "a group in which all, or all but one, had the same outcome, purpose or age: whoever "
            "is known to be in the group is then known in that too"
        ),
        view.t("a small change in a figure between two releases: it tells of those who were added"),
    )


def _steps(view: View) -> list[Child]:
    steps = (
        view.t(
            "Coarse before fine: the year before its quarters, and a breakdown only where there "
            "are at least as many persons as figures in it and the coarser figure is shown. Where "
            "there are fewer, ages are merged, a breakdown is left out or the quarters are left "
            "to the year, in the order that the indicator states."
        ),
        view.t("All figures in the table are hidden to begin with."),
        view.t(
            "The figures are tried one at a time in a fixed order, totals first. One is shown "
            "only if every sensitive figure keeps its two imaginary tables."
        ),
        view.t(
            "Where the calculation fails, is cut short or is in doubt, the figure stays hidden."
        ),
        view.t(
            "A short program of its own, which can do nothing but add and compare, checks all the "
            "imaginary tables. If one is wrong, nothing is shown."
        ),
    )
    return [
        html.Ol([html.Li(step) for step in steps]),
        html.P(
            view.t(
                "Shares, ranges, charts and states are worked out afterwards, from shown figures "
                "only. All hidden figures carry one and the same mark."
            )
        ),
    ]


def _proof(view: View) -> list[Child]:
    return [
        html.P(
            view.t(
                "The figures are made up. Three units have counted women and men. Unit A had {few} "
                "men, which is fewer than {limit} and therefore sensitive. This is published:",
                few=TRUE["A"][1],
                limit=LIMIT,
            )
        ),
        _table(view, view.t("The published table"), TRUE, shown=SHOWN),
        html.P(
            view.t(
                "Hiding the {few} alone would not do: {row} − {women} gives it away. So three more "
                "figures are hidden. Here are the two imaginary tables:",
                few=TRUE["A"][1],
                row=sum(TRUE["A"]),
                women=TRUE["A"][0],
            )
        ),
        _table(view, view.t("First table: no men in unit A"), WITH_NOBODY),
        _table(
            view,
            view.t("Second table: {many} men in unit A", many=WITH_MORE["A"][1]),
            WITH_MORE,
        ),
        html.P(
            view.t(
                "Do the additions in each row and column, and compare with the published table. "
                "Unit B and all totals are the same in all three. Whoever has only the published "
                "table cannot tell which of them is true."
            )
        ),
        html.P(
            c.coded(
                view.t(
                    "Anybody can try a table of their own: the program is open, and the command is "
                    "`programkollen protect`. A release's own tables are in its package of files, "
                    "as `certificates.json`, and `docs/check_certificates.py` adds them up."
                )
            )
        ),
    ]


def _table(
    view: View, caption: str, counts: Counts, *, shown: frozenset[str] | None = None
) -> Child:
    """Write a table with its additions; without the rows not in ``shown``, where given."""
    head: list[Child] = [view.t("Unit"), view.t("Women"), view.t("Men"), view.t("Total")]
    rows = [
        _row(view, unit, counts[unit], hide=shown is not None and unit not in shown)
        for unit in UNITS
    ]
    columns = [[counts[unit][place] for unit in UNITS] for place in range(len(SEXES))]
    sums = [_sum(column, worked=shown is None) for column in columns]
    whole = _sum([sum(column) for column in columns], worked=shown is None)
    rows.append([view.t("Total"), *(Cell(said, kind="number") for said in (*sums, whole))])
    return c.table(caption, head, rows, stack=True)


def _row(view: View, unit: str, counts: tuple[int, int], *, hide: bool) -> list[Child | Cell]:
    """Write a unit's counts and their addition; the sum alone where they are hidden."""
    if hide:
        mark = [c.mark(view, Mark.HIDDEN.value) for _ in counts]
        return [unit, *mark, Cell(str(sum(counts)), kind="number")]
    said = (*map(str, counts), _sum(counts, worked=True))
    return [unit, *(Cell(text, kind="number") for text in said)]


def _sum(parts: list[int] | tuple[int, ...], *, worked: bool) -> str:
    total = str(sum(parts))
    return f"{' + '.join(map(str, parts))} = {total}" if worked else total


def _limits(view: View) -> Child:
    return _list(
        view.t("knowledge that stands in no figure, such as what somebody has seen or heard"),
        view.t("several persons who know some of those counted and put it together"),
        view.t("anything else that others have published, or will publish"),
        view.t(
            "somebody who knows the order in which figures are tried can rule out some imaginary "
            "tables. On very small tables we have measured that at most 1 in 88 sensitive figures "
            "could be worked out in that way, and that for a third to a half it could be shown "
            "that they are below the limit"
        ),
    )


def _list(*items: str) -> Component:
    return html.Ul([html.Li(item) for item in items])


PAGE = Page(
    name="method",
    sv="/metod",
    en="/en/metod",
    title=title,
    layout=layout,
    menu=N_("How we protect people"),
    in_menu=False,
    description=lambda view: view.t(
        "What we promise those who are counted, how the figures are protected, and a proof that "
        "anybody can check."
    ),
)
