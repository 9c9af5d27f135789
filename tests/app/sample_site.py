"""A small site: three releases, one of them withdrawn, and pages that use every part."""

import re
from datetime import UTC, date, datetime

from dash import html

from dashboard import components as c
from dashboard.page import NotHereError, Page
from dashboard.theme import LIGHT
from indicators.published import EarlyList, Release, ReleaseHead

HOSTILE = '<script>alert("x")</script> & "quotes"'


def head(day, state="replaced", **more):
    title = {
        "sv": f"Utgåva {day.day} {('maj' if day.month == 5 else 'februari')} {day.year}",
        "en": f"Release of {day:%-d %B %Y}",
    }
    return ReleaseHead(
        id=day.isoformat(),
        title=title,
        kind="reconstructed",
        state=state,
        data_cut=day,
        in_force_from=day,
        created_at=datetime(2026, 2, 5, tzinfo=UTC),
        published_at=datetime(2026, 2, 5, tzinfo=UTC),
        note=None,
        replaces=None,
        content_hash=f"hash-of-{day}",
        **more,
    )


MAY = head(date(2025, 5, 15))
WITHDRAWN = head(date(2025, 8, 4), "withdrawn", withdrawn_reason="ett fel i källan")
FEBRUARY = head(date(2026, 2, 4), "published")


def release(of):
    places = {"0180": {"sv": "Stockholms stad", "en": "City of Stockholm"}}
    return Release(of, {"geography": places}, {"threshold": 5}, {})


class SampleQueries:
    """Releases held in memory, as the real queries give them."""

    def __init__(self, *heads):
        self._heads = heads

    def heads(self):
        return self._heads

    def coming(self, now):
        return ()

    def early(self, release_id):
        return EarlyList()

    def current(self):
        return next((release(h) for h in self._heads if h.state == "published"), None)

    def as_of(self, day):
        known = (h for h in self._heads if h.state != "withdrawn" and h.in_force_from <= day)
        return next((release(h) for h in known), None)

    def release(self, release_id):
        readable = (h for h in self._heads if h.state != "withdrawn")
        return next((release(h) for h in readable if h.id == release_id), None)


class BrokenQueries(SampleQueries):
    """A store that does not answer."""

    def heads(self):
        raise OSError("no route to the store")

    current = heads


QUERIES = SampleQueries(FEBRUARY, WITHDRAWN, MAY)

CHART = {
    "data": [
        {
            "type": "bar",
            "x": ["2023-05-01", "2024-05-01"],
            "y": [11, 14],
            "text": ["11", "14"],
            "hovertext": ["2023: 11", "2024: 14"],
            "hoverinfo": "text",
            "marker": {"color": LIGHT.blue},
        }
    ],
    "layout": {
        "xaxis": {"type": "date", "tickvals": ["2023-05-01", "2024-05-01"], "tickformat": "%B %Y"}
    },
}


def overview(view):
    swedish = view.language == "sv"
    rows = [
        [
            c.Cell(c.link("Fler erbjuds betänketid", "/betanketid"), "mot uppskattning"),
            c.value("3,6–9,0\u00a0%", "2024, kvinnor, sexuella ändamål"),
            c.band(
                [
                    c.BandRow("9 ansökningar", "bar", "9", 9),
                    c.BandRow("100–250 uppskattade, 2002", "band", "100–250", 100, 250),
                ],
                top=250, ticks=[(0, "0"), (100, "100"), (250, "250")],
                label="9 ansökningar mot uppskattade 100 till 250", small=True,
            ),
            c.status(view, "no_target"),
            c.status(view, "too_uncertain", "uppskattningen är 22 år äldre"),
        ],
        [
            c.Cell("Rättighetspaketet levereras", "av de insatser som var tillämpliga"),
            c.mark(view, "not_reported", below="begreppet saknades 2025"),
            c.gap(8, label="8 insatser, ingen rapporterad"),
            c.status(view, "no_target"),
            c.status(view, "no_data"),
        ],
        [
            c.Cell("Programmet innehåller det som behövs", "åtaganden klara"),
            c.value("1 av 9", "2 pågår, 1 uppdrag, 5 föreslagna"),
            c.dot_line(
                [c.Dots(1), c.Dots(2, "half"), c.Dots(1, "wait"), c.Dots(5, "missing")],
                label="1 klart, 2 pågår, 1 uppdrag, 5 föreslagna", shape="block",
            ),
            "9",
            c.status(view, "under_way"),
        ],
    ]  # fmt: skip
    return c.page(
        c.page_header(
            "Är programmet på väg?" if swedish else "Is the programme on its way?",
            [
                "Staden sökte betänketid för ",
                html.B("14 personer"),
                " under 2024. Hur många som borde ha fått den vet ingen säkert.",
            ],
        ),
        c.table(
            "Programmets mål",
            ["Mål", "Senaste värde", "Utveckling", "Målvärde", "Läge"],
            rows,
            hide_caption=True,
            stack=True,
            class_name="goals",
        ),
        c.columns(
            c.section("Vad har ändrats", html.P(["Nu är ", html.B("13 beviljade"), "."])),
            c.section("Vad går inte ihop", html.P("Våren 2025: 2 eller 3 ansökningar.")),
            c.section("Vad vet vi inte", html.P("Ingen räknar levererade insatser.")),
        ),
    )


def reflection(view):
    data = c.table(
        "Ansökningar mot nämnare",
        ["Jämfört med", "Ansökningar", "Nämnare", "Andel"],
        [
            ["kända vuxna", c.Cell("14", kind="number"), "125", "11,2\u00a0%"],
            ["minderåriga", c.mark(view, "not_available"), "17", c.mark(view, "hidden")],
        ],
    )
    picture = c.band(
        [
            c.BandRow("Ansökningar", "bar", "9", 9),
            c.BandRow("Kända vuxna ärenden", "known", "125", 125, note="alla ändamål"),
            c.BandRow("Uppskattat antal", "band", "100–250", 100, 250),
            c.BandRow("Rättighetspaket", "missing", "inte rapporterat än"),
            c.BandRow("Minderåriga", "hidden", "skyddad uppgift"),
        ],
        top=250, ticks=[(0, "0"), (100, "100"), (200, "200"), (250, "250")],
        label="9 ansökningar, 125 kända ärenden, uppskattning 100 till 250",
    )  # fmt: skip
    outcome = c.dots(
        [
            c.DotRow(
                "15 maj 2025",
                (c.Dots(12), c.Dots(1, "wait"), c.Dots(1, "cross")),
                "12 beviljade, 1 väntar, 1 avslag",
            ),
            c.DotRow(
                "4 augusti 2025",
                (c.Dots(12), c.Dots(1, "new"), c.Dots(1, "cross")),
                "13 beviljade, 1 avslag",
            ),
        ],
        label="Maj 2025: 12 beviljade. Augusti 2025: 13 beviljade.",
    )
    parts = c.stacked(
        [
            c.Segment(9, "full", "9 sexuella ändamål"),
            c.Segment(5, "light", "5 arbetskraft"),
            c.Segment(2, "half", "2 annat"),
            c.Segment(1, "missing", "1 okänt"),
        ],
        label="9 sexuella ändamål, 5 arbetskraft",
    )
    drawing = c.chart(
        CHART,
        label="11 ansökningar 2023 och 14 ansökningar 2024.",
        anchor="applications-chart",
        language=view.language,
    )
    return c.page(
        c.page_header(
            "14 ansökningar om betänketid under 2024",
            "Staden sökte för 14 vuxna.",
            kicker="Mål: fler erbjuds betänketid",
        ),
        c.figure(
            view,
            anchor="coverage",
            heading="9 ansökningar, mot uppskattade 100–250",
            line="Antal personer, Stockholm 2024",
            picture=picture,
            said=[c.status(view, "too_uncertain"), " Uppskattningen är 22 år äldre."],
            working=[html.P("9 ÷ 250 = 3,6 %")],
            data=data,
            downloads=[c.Link("CSV", view.data("reflection_applications", "csv"))],
            permanent=view.permanent("reflection"),
        ),
        c.figure(
            view,
            anchor="outcomes",
            heading="13 av 14 beviljades",
            line="Varje prick är en ansökan",
            picture=html.Div([outcome, html.Br(), parts]),
            data=data,
        ),
        c.figure(
            view,
            anchor="trend",
            heading="Fler ansökningar 2024 än 2023",
            line="Antal, Stockholm",
            picture=drawing,
            data=data,
        ),
        c.section("Lägen", *[html.P(c.status(view, code)) for code in c.STATUS_SHAPES]),
        c.section("Tecken", *[html.P(c.mark(view, code)) for code in c.MARKS]),
        c.empty("Inget målvärde", html.P("Fullmäktige har inte beslutat något.")),
    )


def indicator(view):
    if view.path["slug"] != "reflection_applications":
        raise NotHereError(view.t("There is nothing here"))
    named = view.query.get("period", "")
    return c.page(c.page_header(f"Ansökningar {named}", HOSTILE))


def broken(_view):
    raise RuntimeError("a bug in a page")


def _title(sv, en):
    return lambda view: sv if view.language == "sv" else en


PAGES = (
    Page("overview", "/", "/en", _title("Översikt", "Overview"), overview),
    Page(
        "reflection", "/betanketid", "/en/reflection-period",
        _title("Betänketid", "Reflection period"), reflection,
    ),
    Page(
        "indicator", "/indikator/<slug>", "/en/indicator/<slug>",
        _title("Indikator", "Indicator"), indicator, in_menu=False, params=("sex",),
    ),
    Page("releases", "/utgavor", "/en/releases", _title("Utgåvor", "Releases"), overview),
    Page("broken", "/trasig", "/en/broken", _title("Trasig", "Broken"), broken, in_menu=False),
    Page(
        "workspace", "/arbetsyta", "/en/workspace", _title("Arbetsyta", "Workspace"), overview,
        in_menu=False, permission="return.upload",
    ),
)  # fmt: skip


def words_of(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
