"""Page, chart, table, file, interface and report say the same of every figure of every indicator.

Asked of the served site, in what it holds from the public documents, in a release with targets,
in one of the demo's figures, and, in soak, in the demo as the command makes it.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from types import SimpleNamespace
from urllib.parse import urlencode

import as_read
import paper
import pytest
import two_meetings
from as_read import agrees
from made_up_release import made_up_release

from dashboard import formats
from dashboard.addresses import read_address
from dashboard.app import create_app
from dashboard.axes import GAPS
from dashboard.demo import fill
from dashboard.i18n import translate
from dashboard.pages import PAGES
from dashboard.presenters.words import MARKS
from dashboard.queries import Queries
from dashboard.services import Services
from dashboard.settings import Settings
from etl.period import Period
from indicators.results import Mark

API = "/api/v1/releases"
THEMES = ("reflection", "rights", "training", "partnership", "commitments")
# So many of its values a page shows at once; a form picks among more.
MOST = 100


def public(new_installation, folder):
    settings = Settings(database_url=new_installation("sqlite", folder), data_dir=folder)
    return create_app(settings)


def targets(_new_installation, folder):
    return two_meetings.site(folder)


def made_up(_new_installation, folder):
    return two_meetings.site(folder, (made_up_release(date(2020, 9, 1)), made_up_release()))


def demo(_new_installation, folder):
    services = Services(Settings(data_dir=folder, demo=True))
    fill(services, 2)
    release = Queries(services.engine).current()
    services.close()
    return two_meetings.site(folder, (as_then(release), release))


def as_then(release, day=date(2025, 12, 31)):
    """Give a release of what had been reported by a day, for the committee to compare with."""
    made = {
        slug: replace(
            one,
            observations=tuple(
                o for o in one.observations if o.reported_on and o.reported_on <= day
            ),
        )
        for slug, one in release.indicators.items()
    }
    head = replace(release.head, id=day.isoformat(), data_cut=day, in_force_from=day)
    return replace(release, head=replace(head, content_hash="then"), indicators=made)


@pytest.fixture(
    scope="module", params=[public, targets, made_up, pytest.param(demo, marks=pytest.mark.soak)]
)
def shown(request, new_installation, tmp_path_factory) -> Iterator[SimpleNamespace]:
    app = request.param(new_installation, tmp_path_factory.mktemp("same"))
    with app.server.test_client() as client:
        listed = client.get(f"{API}/latest").json["indicators"]
        slugs = [one["slug"] for one in listed]
        given = {
            slug: client.get(f"{API}/latest/indicators/{slug}.json").json["observations"]
            for slug in slugs
        }
        yield SimpleNamespace(client=client, given=given, living={}, first={})


def first(shown, path):
    """Give the first answer at an address, asked for once."""
    if path not in shown.first:
        shown.first[path] = as_read.page(shown.client, path)
    return shown.first[path]


def address(name, language="sv", **parts):
    page = next(page for page in PAGES if page.name == name)
    pattern = page.pattern(language)
    for part, value in parts.items():
        pattern = pattern.replace(f"<{part}>", value)
    return pattern


def paths(shown):
    themes = [address(name) for name in THEMES]
    return [*themes, *(address("indicator", slug=slug) for slug in shown.given)]


def living(shown):
    """Give the trees that the browser draws, by path, asked for once."""
    if not shown.living:
        shown.living.update({path: as_read.living(shown.client, path) for path in paths(shown)})
    return shown.living


def figures(shown):
    for path, tree in living(shown).items():
        for figure in as_read.parts(tree, "Figure"):
            yield path, figure


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_has_every_figure_of_the_interface_and_no_other(shown, language):
    wrong = []
    for slug, given in shown.given.items():
        left = defaultdict(list)
        for one in given:
            left[period_of(one, language)].append(one)
        for period, figure, mark in every_value(shown, slug, language):
            pool = left[period.split(" (")[0]] or left[period]
            match = next((one for one in pool if agrees(figure, mark, one, language)), None)
            if match is None:
                wrong.append((slug, period, figure, mark))
            else:
                pool.remove(match)
        wrong += [(slug, period, "missing") for period, rest in left.items() if rest]
    assert wrong == []


def every_value(shown, slug, language):
    """Give the rows of a page's table of values; those of a long one pick by pick."""
    path = address("indicator", language, slug=slug)
    if len(shown.given[slug]) <= MOST:
        return list(as_read.values(first(shown, path)))
    asked = (f"{path}?{urlencode(pick)}" for pick in picks(shown.given[slug]))
    return [row for one in asked for row in as_read.values(as_read.page(shown.client, one))]


def picks(given):
    """Ask for all values in as few picks as there can be with each of them shown whole."""
    codes = [
        {
            "period": one["period"]["label"],
            "only_geography": one["geography"],
            **{f"only_{name}": code for name, code in one["breakdown"].items()},
        }
        for one in given
    ]
    cuts = (cut for size in (1, 2, 3) for cut in combinations(codes[0], size))
    counted = [(cut, Counter(tuple(one[name] for name in cut) for one in codes)) for cut in cuts]
    whole = [(cut, found) for cut, found in counted if max(found.values()) <= MOST]
    cut, found = min(whole, key=lambda pair: len(pair[1]))
    return [dict(zip(cut, chosen, strict=True)) for chosen in found]


def test_all_that_a_form_offers_can_be_picked(shown):
    offered = 0
    for slug in shown.given:
        path = address("indicator", slug=slug)
        for choice in first(shown, path).iter("select"):
            for option in choice.iter("option"):
                asked = [(choice.get("name"), option.get("value") or "")]
                assert read_address(PAGES, path, asked).query == dict(asked if asked[0][1] else [])
                offered += 1
    assert offered > 10


def test_the_file_has_what_the_interface_has(shown):
    for slug, given in shown.given.items():
        text = shown.client.get(f"{API}/latest/indicators/{slug}.csv").text.lstrip("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len(rows) == len(given), slug
        for row, one in zip(rows, given, strict=True):
            assert row["period"] == one["period"]["label"]
            assert row["geography"] == one["geography"]
            assert (row["mark"] or None) == one["mark"]
            for name in ("value", "low", "high"):
                assert (float(row[name]) if row[name] else None) == one[name]


def test_what_is_hidden_is_nowhere_in_the_interface(shown):
    for given in shown.given.values():
        for one in given:
            if one["mark"] == "hidden":
                assert [one[name] for name in ("value", "low", "high")] == [None] * 3
                assert one["inputs"] == []


def test_the_living_page_has_the_tables_of_the_first_answer(shown):
    for path in paths(shown):
        drawn = as_read.parts(living(shown)[path], "Th", "Td")
        alive = [as_read.plain(as_read.words(cell)) for cell in drawn]
        assert alive == as_read.cells(first(shown, path)), path


def test_nothing_but_what_holds_a_chart_is_drawn_piece_by_piece(shown):
    """Dash's work grows with the square of the pieces: full pages took minutes to come alive."""
    for path in paths(shown):
        pieces = as_read.pieces(as_read.travelling(shown.client, path))
        without = [one for one in pieces if not list(as_read.parts(one, "Graph"))]
        assert {one["type"] for one in without if one["props"].get("children")} <= {"Settled"}


def told(words):
    """Take apart what a chart says when pointed at: all but the words before the first colon."""
    _, _, after = words.replace("<br>", " · ").partition(": ")
    return [part.rpartition(": ")[2] for part in re.split(r", | · ", after)]


def test_a_chart_says_what_the_tables_beside_it_say(shown):
    counted = 0
    for path, figure in figures(shown):
        beside = " ".join(as_read.words(one) for one in as_read.parts(figure, "Table")).lower()
        for chart in as_read.drawn(figure):
            for words in as_read.pointed_at(chart):
                missing = [one for one in told(words) if one.lower() not in beside]
                assert missing == [], (path, words)
                counted += 1
    assert counted > 20


def test_a_bar_is_as_high_as_its_figure(shown):
    """The number behind each bar or point of an indicator over time is that of the interface."""
    counted = 0
    for slug, given in shown.given.items():
        numbers = {one[name] for one in given for name in ("value", "low", "high")} - {None}
        tree = living(shown)[address("indicator", slug=slug)]
        for chart in as_read.drawn(tree, f"chart-{slug}"):
            scale = counted_in(tree, chart)
            for trace in chart["data"]:
                if trace.get("meta") == GAPS or trace.get("hoverinfo") == "skip":
                    continue
                for top in tops(trace):
                    assert any(abs(top / scale - one) < 1e-9 for one in numbers), (slug, top)
                    counted += 1
    assert counted > 20


def counted_in(tree, chart):
    """Tell what an axis multiplies figures by, as its sign or the line above it says."""
    if chart["layout"]["yaxis"].get("ticksuffix"):
        return 100
    said = as_read.words(tree).lower()
    return 1e-6 if "miljoner kronor," in said else 1e-3 if "tusental kronor," in said else 1


def tops(trace):
    bases = trace.get("base") or [0] * len(trace["y"])
    return [(base or 0) + y for base, y in zip(bases, trace["y"], strict=True) if y is not None]


def test_what_is_hidden_stands_in_no_chart_but_as_one_mark_of_one_size(shown):
    for path, figure in figures(shown):
        for chart in as_read.drawn(figure):
            for trace in chart["data"]:
                if trace.get("meta") == GAPS:
                    sizes = trace["x"] if trace.get("orientation") == "h" else trace["y"]
                    assert len({abs(size) for size in sizes}) == 1, path


def test_the_overview_gives_what_the_interface_gives(shown):
    tree = first(shown, address("overview"))
    seen = 0
    for spark in tree.iter("span"):
        if spark.get("class") == "spark":
            said = spark.get("aria-label").rpartition(": ")[2].split("; ")
            assert any(goes(line, said) for line in lines(shown)), spark.get("aria-label")
            seen += 1
    given = [one for slug in shown.given for one in shown.given[slug]]
    for cell in tree.iter("td"):
        for value in (b for b in cell.iter("b") if b.get("class") == "figure-value"):
            about = as_read.said(cell)
            mine = [one for one in given if period_of(one) in about]
            assert any(tells(value, one) for one in mine), about
            seen += 1
    assert seen > 3


def period_of(one, language="sv"):
    return as_read.plain(formats.period(Period.parse(one["period"]["label"]), language))


def lines(shown):
    """Give each indicator's figures of one place and group, year by year."""
    found = defaultdict(dict)
    for slug, given in shown.given.items():
        for one in given:
            if one["period"]["label"].isdigit():
                about = (slug, one["geography"], *sorted(one["breakdown"].items()))
                found[about][one["period"]["label"]] = one
    return [[years[year] for year in sorted(years)] for years in found.values()]


def goes(line, said):
    """Tell whether a spark tells the last years of a line."""
    last = line[-len(said) :]
    return len(last) == len(said) and all(
        said_as(text, one) for text, one in zip(said, last, strict=True)
    )


def test_the_report_says_cell_by_cell_what_the_committees_page_says(shown):
    for language in ("sv", "en"):
        written, tree = report(shown, language)
        tight = ["".join(cell.split()) for cell in as_read.cells(tree, without=folded_heads(tree))]
        assert paper.cells(written) == tight


def folded_heads(tree):
    """Give the heads of tables that the page folds: on paper their rows continue the one above."""
    folded = [one for one in tree.iter("details") if "printed" in one.get("class", "").split()]
    return [cell for one in folded for head in one.iter("thead") for cell in head.iter("th")]


def report(shown, language="sv"):
    """Give the report as PDF since an earlier release, and the committee's page that links it."""
    tree = first(shown, address("committee", language))
    links = [link.get("href") or "" for link in tree.iter("a")]
    (file,) = {link for link in links if link.endswith(".pdf")}
    return shown.client.get(file).data, tree


def section(tree, name):
    """Give the rows of a section of the committee's page: the indicator, and the cells."""
    found = tree.find(f".//section[@id='{name}']")
    for row in found.iter("tr"):
        links = [link.get("href") for link in row.iter("a")]
        if row.find("td") is not None and links:
            yield links[0].rpartition("/")[2].partition("?")[0], list(row)


def test_the_committee_reads_the_figures_of_the_interface(shown):
    tree = first(shown, address("committee"))
    seen = 0
    for slug, row in section(tree, "new"):
        figure, mark = as_read.without_notes(row[1]), as_read.sign(row[1])
        period = as_read.said(row[1])[len(as_read.plain(figure)) :]
        mine = [one for one in shown.given[slug] if period.startswith(period_of(one))]
        assert any(agrees(figure, mark, one) for one in mine), (slug, figure, period)
        seen += 1
    for slug, row in section(tree, "states"):
        mine = [one for one in shown.given[slug] if one["progress"]]
        assert any(tells(row[3], one) for one in mine), (slug, as_read.said(row[3]))
        seen += 1
    assert seen > 0


def tells(cell, one):
    return said_as(as_read.plain(as_read.without_notes(cell)), one)


def said_as(text, one):
    """Tell whether a text that says a mark in words says what an observation does."""
    if one["mark"] is not None:
        return text == translate("sv", MARKS[Mark(one["mark"])][0])
    return agrees(text, None, one)


def test_what_the_committee_reads_as_revised_is_so_in_the_interface(shown):
    tree = first(shown, address("committee"))
    links = [link.get("href") or "" for link in tree.iter("a")]
    (file,) = [link for link in links if "/diff/" in link]
    changed = shown.client.get(file).json["differences"]
    for slug, row in section(tree, "revised"):
        mine = [one for one in changed if one["indicator"] == slug and one["old"] and one["new"]]
        sides = [as_read.said(cell) for cell in row[1:3]]
        assert any(tells(row[1], one["old"]) and tells(row[2], one["new"]) for one in mine), sides
