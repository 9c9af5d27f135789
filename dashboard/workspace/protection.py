"""What does a release hide of persons, why, and what does that cost the reader?"""

from collections.abc import Iterable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child, Link
from dashboard.i18n import N_
from dashboard.workspace import release_acts as acts
from dashboard.workspace.page import Work, WorkPage
from dashboard.workspace.releases import named
from indicators.disclosure.protection import Closed, Cost
from indicators.parts import CODELISTS, ReleaseError, read_codelists
from indicators.store import ReleaseStore

_NAMES: Mapping[str, str] = {
    "applications": N_("Applications and outcomes"),
    "cases": N_("Coordinators' cases"),
    "rights_package": N_("Rights package, items"),
    "rights_persons": N_("Rights package, persons"),
    "referrals_to": N_("Referrals to organisations"),
    "referrals_from": N_("Referrals from organisations"),
}
_REASONS: Mapping[str, str] = {
    "conflict": N_("two returns of one day differ"),
    "sums_differ": N_("the return's totals do not add up"),
    "contradiction": N_("a return contradicts what was published, or a public document"),
    "published_return_gone": N_("a return that was published from is gone"),
    "proof": N_("the solver failed or gave no proof"),
    "gap": N_("the return has gaps among its counts"),
    "incomplete_rows": N_("rows of the return lack a count"),
    "mixed_totals": N_("rows of the return are broken down in different ways"),
    "beside_public": N_("public documents speak of the same time in another breakdown"),
    "beside_items": N_("counts by item and counts of persons would together tell of a few"),
    "several_years": N_("a return counts persons over several years in one"),
    "overlapping_periods": N_("returns cover the same time twice"),
}


def _title(work: Work) -> str:
    return work.t("What the release hides")


def _view(work: Work) -> Component:
    head = acts.head_of(work)
    costs, closed = _kept(work, head.id)
    names = _names(work, head.id)
    lead = work.t(
        "For you who may see the returns. Outside this page nobody is told why a figure is "
        "hidden: that would give the small ones away."
    )
    back = Link(work.t("Back to the release"), work.href("work_release", release=head.id))
    return c.page(
        c.page_header(_title(work), lead, kicker=named(work, head)),
        c.links([back], label=work.t("Releases")),
        c.section(work.t("In all"), *_whole(work, costs), anchor="whole"),
        *_by_place(work, costs, names),
        *_closed(work, closed, names),
    )


def _kept(work: Work, release_id: str) -> tuple[tuple[Cost, ...], tuple[Closed, ...]]:
    """Give what protection cost; of a release from before there was any, nothing is kept."""
    try:
        return ReleaseStore(work.services.engine).protections.costs(release_id)
    except ReleaseError:
        return (), ()


def _whole(work: Work, costs: Sequence[Cost]) -> list[Child]:
    if not costs:
        return [c.empty(work.t("The release has no figures of persons from returns"))]
    names = list(dict.fromkeys(one.tabulation for one in costs))
    rows = [
        _row(work, work.t(_NAMES[name]), [one for one in costs if one.tabulation == name])
        for name in names
    ]
    return [
        html.P(
            work.t(
                "A figure is hidden because it is small or nearly all of its group, because it "
                "would give such a figure away, or because the coarser figure above it is hidden. "
                "Breakdowns with fewer persons than cells are not made at all."
            )
        ),
        html.P(
            work.t(
                "A certificate is two made-up tables that both agree with everything ever "
                "published: in one there is nobody behind the hidden figure, in the other at least "
                "as many as the threshold. They show that nobody can tell which is true. The "
                "column says how many of the sensitive figures have one that has been added up "
                "and compared. Anybody can do the same with the file certificates.json in the "
                "release's package."
            )
        ),
        _table(work, work.t("In all"), rows),
    ]


def _names(work: Work, release_id: str) -> dict[str, str]:
    """Name the places as the release does."""
    lists = read_codelists(ReleaseStore(work.services.engine).part(release_id, CODELISTS).text)
    return {code: str(words[work.language]) for code, words in lists.get("geography", {}).items()}


def _by_place(work: Work, costs: Sequence[Cost], names: Mapping[str, str]) -> list[Child]:
    if not costs:
        return []
    places = sorted({(one.geography, one.year) for one in costs}, reverse=True)
    tables: list[Child] = []
    for geography, year in places:
        mine = [one for one in costs if (one.geography, one.year) == (geography, year)]
        rows = [_row(work, work.t(_NAMES[one.tabulation]), [one]) for one in mine]
        caption = f"{names.get(geography, geography)}, {year}"
        tables.append(c.details(caption, _table(work, caption, rows)))
    return [c.section(work.t("By place and year"), *tables, anchor="places")]


def _table(work: Work, caption: str, rows: list[list[Child | Cell]]) -> Component:
    head: list[Child] = [
        work.t("Figures"),
        work.t("Shown"),
        work.t("Persons whose number is shown"),
        work.t("Small"),
        work.t("Protects another"),
        work.t("Coarser is hidden"),
        work.t("Breakdowns not made"),
        work.t("Certificates"),
    ]
    return c.table(caption, head, rows, hide_caption=True, stack=True)


def _row(work: Work, name: str, costs: Sequence[Cost]) -> list[Child | Cell]:
    persons = sum(one.persons for one in costs)
    hidden = [sum(one.hidden[code] for one in costs) for code in ("small", "protects", "coarser")]
    return [
        name,
        _share(work, sum(one.shown for one in costs), sum(one.cells for one in costs)),
        _share(work, sum(one.persons for one in costs if one.told), persons),
        *(Cell(_count(work, number), kind="number") for number in hidden),
        Cell(_count(work, sum(one.coarsened for one in costs)), kind="number"),
        _share(work, sum(o.certified for o in costs), sum(o.sensitive for o in costs)),
    ]


def _share(work: Work, part: int, whole: int) -> Cell:
    said = work.t("{part} of {whole}", part=_count(work, part), whole=_count(work, whole))
    return Cell(said, kind="number")


def _count(work: Work, number: int) -> str:
    return formats.number(number, work.language)


def _closed(work: Work, closed: Iterable[Closed], names: Mapping[str, str]) -> list[Child]:
    rows: list[list[Child | Cell]] = [
        [
            work.t(_NAMES[one.tabulation]),
            f"{names.get(one.geography, one.geography)}, {one.year}",
            work.t(_REASONS[one.reason]),
        ]
        for one in closed
    ]
    if not rows:
        return []
    head: list[Child] = [work.t("Figures"), work.t("Place and year"), work.t("Reason")]
    table = c.table(work.t("Nothing new is shown"), head, rows, hide_caption=True, stack=True)
    return [c.section(work.t("Nothing new is shown"), table, anchor="closed")]


PAGE = WorkPage(
    name="release_protection",
    path="/utgavor/<release>/skydd",
    permission="draft.read",
    title=_title,
    view=_view,
)
