"""Page, chart, table, CSV and API give the same figures, for every indicator and every chart."""

import csv
import io
import re
from types import SimpleNamespace

import pytest
from made_up_release import made_up_release
from public_releases import public_releases
from releases_with_targets import release_with_targets

from dashboard.app import create_app
from dashboard.axes import GAPS
from dashboard.html import to_html, to_text
from dashboard.pages import PAGES
from dashboard.settings import Settings
from indicators.results import Mark

PAGE = {page.name: page for page in PAGES}
CHART_PAGES = ("reflection", "rights", "training", "partnership", "commitments")
RELEASES = {
    "public": lambda: public_releases()[-1],
    "targets": release_with_targets,
    "made-up": made_up_release,
}


class Held:
    """One release in memory, as the real queries give it."""

    def __init__(self, release):
        self._release = release

    def heads(self):
        return (self._release.head,)

    def current(self):
        return self._release

    def release(self, release_id):
        return self._release if release_id == self._release.head.id else None

    def as_of(self, _day):
        return self._release

    def coming(self, _now):
        return ()

    def unpublished(self, _release_id):
        return None

    def tombstone(self, _release_id):
        return None

    def checksums(self, _release_id):
        return {}


@pytest.fixture(scope="module", params=list(RELEASES))
def shown(request, tmp_path_factory):
    release = RELEASES[request.param]()
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), base_url="https://example.org")
    app = create_app(settings, Held(release))
    return SimpleNamespace(release=release, client=app.server.test_client(), trees={})


@pytest.fixture
def seen(shown, view):
    def give(**path):
        return view("en", release=shown.release, releases=(shown.release,), path=path)

    return give


def charts(tree):
    return [node for node in tree._traverse() if type(node).__name__ == "Graph"]


def every_tree(shown, seen):
    """Build every page that has charts, once for each release."""
    if not shown.trees:
        shown.trees.update({name: PAGE[name].layout(seen()) for name in CHART_PAGES})
        shown.trees.update(
            {slug: PAGE["indicator"].layout(seen(slug=slug)) for slug in shown.release.indicators}
        )
    return shown.trees.items()


def test_the_files_and_the_api_give_the_same_observations(shown):
    base = f"/api/v1/releases/{shown.release.head.id}/indicators"
    for slug, indicator in shown.release.indicators.items():
        listed = shown.client.get(f"{base}/{slug}").get_json()["observations"]
        text = shown.client.get(f"{base}/{slug}.csv").get_data(as_text=True)
        written = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
        assert len(listed) == len(written) == len(indicator.observations)
        for one, line, observation in zip(listed, written, indicator.observations, strict=True):
            assert one["value"] == observation.value
            number = float(line["value"]) if line["value"] else None
            assert number == observation.value
            assert (line["mark"] or None) == one["mark"] == (observation.mark or None)
            assert line["period"] == one["period"]["label"] == observation.period.label
            if observation.mark is Mark.HIDDEN:
                assert (one["value"], one["low"], one["high"], one["inputs"]) == (None,) * 3 + ([],)


def test_a_chart_says_what_the_table_beside_it_says(shown, seen):
    counted = 0
    for name, tree in every_tree(shown, seen):
        for figure in (n for n in tree._traverse() if type(n).__name__ == "Figure"):
            tables = (n for n in figure._traverse() if type(n).__name__ == "Table")
            beside = " ".join(to_text(table) for table in tables).lower()
            for told in (one for graph in charts(figure) for one in hovers(graph)):
                missing = [said for said in figures_in(told) if said.lower() not in beside]
                assert not missing, f"{name}: {told!r} says {missing}, which no table beside says"
                counted += 1
    assert counted > 3


def hovers(graph):
    return [text for trace in graph.figure["data"] for text in trace.get("hovertext", ())]


def figures_in(told):
    """Take apart what a chart says when pointed at: all but the words before the first colon."""
    _, _, said = told.partition(": ")
    return [part.rpartition(": ")[2] for part in re.split(r", | · ", said)]


def test_a_bar_is_as_high_as_its_figure(shown, seen):
    """The number behind each bar or point of an indicator over time is that of the API."""
    trees = dict(every_tree(shown, seen))
    for slug, indicator in shown.release.indicators.items():
        tree = trees[slug]
        values = {o.value for o in indicator.observations if o.value is not None}
        ends = {e for o in indicator.observations for e in (o.low, o.high) if e is not None}
        for graph in charts(tree):
            if not str(graph.id).startswith(f"chart-{slug}"):
                continue
            scale = 100 if graph.figure["layout"]["yaxis"].get("ticksuffix") else 1
            for trace in graph.figure["data"]:
                if trace.get("meta") == GAPS or trace.get("line", {}).get("dash"):
                    continue
                tops = [
                    (b or 0) + y
                    for b, y in zip(trace.get("base", [0] * 99), trace["y"], strict=False)
                ]
                for top in tops:
                    assert any(abs(top / scale - v) < 1e-9 for v in values | ends), (slug, top)


def test_what_is_hidden_stands_in_no_chart_but_as_one_mark_of_one_size(shown, seen):
    for name, tree in every_tree(shown, seen):
        for graph in charts(tree):
            gaps = [t for t in graph.figure["data"] if t.get("meta") == GAPS]
            for trace in gaps:
                sizes = trace["x"] if trace.get("orientation") == "h" else trace["y"]
                assert len({abs(size) for size in sizes}) == 1, name


def test_every_chart_can_be_reached_by_keyboard_and_named(shown, seen):
    for name, tree in every_tree(shown, seen):
        for box in (n for n in tree._traverse() if getattr(n, "className", "") == "chart"):
            written = to_html(box)
            assert 'tabindex="0"' in written, name
            assert getattr(box, "aria-label"), name
