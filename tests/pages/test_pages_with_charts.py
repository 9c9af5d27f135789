"""What the pages with charts say in words beside them."""

import re

from made_up_release import made_up_release
from public_releases import public_releases

from dashboard.html import to_text, walk
from dashboard.pages import PAGES

PAGE = {page.name: page for page in PAGES}


def tree(view, name, language="sv", release=None, **parts):
    seen = view(language, release=release or made_up_release(), path=parts)
    return PAGE[name].layout(seen)


def text(*args, **kwargs):
    return to_text(tree(*args, **kwargs)).replace("\u00a0", " ")


def charts(page):
    return {
        node.id: node.figure
        for node in walk(page)
        if getattr(node, "id", None) and getattr(node, "figure", None)
    }


def test_an_organisation_has_its_grant_with_the_period_that_it_is_about(view):
    assert "Hänvisningar, 2020 Bidrag, 2020" in text(view, "partnership")


def test_known_cases_are_said_with_the_applications_of_their_own_group_and_year(view):
    said = text(view, "reflection", release=public_releases()[-1])
    assert "14 ansökningar (vuxna, 2024) motsvarar" in said
    assert "av de kända ärendena" in said
    names = [
        a["text"]
        for a in charts(tree(view, "reflection"))["chart-coverage"]["layout"]["annotations"]
    ]
    known = [name for name in names if name.startswith("Kända ärenden")]
    assert known
    assert all(re.search(r"20\d\d", name) for name in known)
    assert len([name for name in names if name.startswith("Ansökningar")]) == len(
        {name for name in names if name.startswith("Ansökningar")}
    )


def test_sums_of_kronor_are_counted_in_what_the_line_above_says(view):
    page = tree(view, "indicator", slug="partnership_grants")
    assert "kronor, Stockholm" in to_text(page)
    drawing = charts(page)["chart-partnership_grants"]
    words = [a["text"] for a in drawing["layout"]["annotations"]]
    assert words
    assert not any("kr" in word for word in words)
    assert all("kr" in said for trace in drawing["data"] for said in trace["hovertext"])


def test_a_share_stands_at_its_point_without_the_sign_that_the_axis_has(view):
    for slug in ("training_coverage", "rights_timeliness"):
        drawing = charts(tree(view, "indicator", slug=slug))[f"chart-{slug}"]
        assert drawing["layout"]["yaxis"]["ticksuffix"].strip() == "%"
        assert not any("%" in a["text"] for a in drawing["layout"]["annotations"])
