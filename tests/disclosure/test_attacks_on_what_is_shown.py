"""The attacks on pages, charts, texts and shares: returns come in, a release goes out, it is read.

One city hands in returns in which each situation is as the attack wants it. What the public gets
of them, in both languages, as page, chart, JSON and CSV, is then read as an attacker would.
"""

import html
import json
import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from released_returns import as_csv

from dashboard.app import create_app
from dashboard.publishing import draft, publish
from dashboard.queries import Queries
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from etl.load import Result
from etl.vocabulary import code_lists
from indicators.store import ReleaseStore

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
REPORTED = date(2026, 5, 2)
ABOUT = {"geography": "0180", "status": "final"}
KEY_HEIGHT = "7"
"""Of a small frame in the key, which stands for no figure."""

HIDDEN = ("hidden", None, None, None)


def persons(period, note="", **ages):
    return [
        ABOUT | {"period": period, "age_group": age, "entitled": n, "all_delivered": full}
        | {"note": note}
        for age, (n, full) in ages.items()
    ]  # fmt: skip


def cases(period, **purposes):
    beside = {"sex": "women", "age_group": "adult", "eligible": 0}
    return [
        ABOUT | beside | {"period": period, "purpose": what, "cases": n}
        for what, n in purposes.items()
    ]


def applications(period, **sexes):
    codes = {"applicant": "social_services", "purpose": "sexual", "age_group": "adult"}
    none = {"granted": 0, "rejected": 0, "withdrawn": 0}
    return [
        ABOUT | codes | none | {"period": period, "sex": sex, "submitted": n, "pending": n}
        for sex, n in sexes.items()
    ]


def package(period, applicable, **items):
    """Give a whole return: an item that is not named was delivered to everybody in time."""
    every = [code for code in code_lists()["item_id"].to_json() if code != "all"]
    return [
        ABOUT | {"period": period, "item_id": item, "age_group": "minor", "applicable": applicable}
        | {"delivered": items.get(item, applicable), "declined": 0}
        | {"delivered_within_7_days": items.get(item, applicable)}
        for item in every
    ]  # fmt: skip


CASES = {"sexual": 3, "labour": 12, "other": 11, "unknown": 11}
RETURNS = {
    "cases": [*cases("2025-Q1", **CASES), *cases("2025-Q2", sexual=3)],
    "applications": applications("2026-Q1", women=6, men=3),
    "rights_package": package("2025-Q1", 14, housing=2, psychological=4, material=5),
    "rights_persons": [
        *persons("2024-Q1", adult=(19, 6), relative=(10, 4)),
        *persons("2025-Q1", adult=(30, 3), relative=(7, 0)),
        *persons("2026-Q1", "medelålder 17,33 år", minor=(3, 3)),
    ],
}


@pytest.fixture(scope="module")
def public(new_installation, tmp_path_factory):
    """Publish a release of the returns; give its reader."""
    folder = tmp_path_factory.mktemp("attacked")
    url = new_installation("sqlite", folder)
    settings = Settings(database_url=url, data_dir=folder, secret_key="k" * 32)
    services = Services(settings, clock=lambda: NOW)
    for source, rows in RETURNS.items():
        got = deliver(
            services, as_csv(rows), f"{source}.csv", REPORTED, channel="test", accept="prövat"
        )
        assert got.result is Result.LOADED, got.findings
    publish(services, draft(services, services.today(), "eva").id, checked_by="lena")
    server = create_app(settings, Queries(services.engine)).server
    with server.test_client() as client:
        yield Reader(client, ReleaseStore(services.engine))
    services.close()


class Reader:
    """Reads all that the public gets of an indicator."""

    def __init__(self, client, store):
        self._client, self.store = client, store

    def observations(self, slug, period):
        got = self._client.get(f"/api/v1/releases/latest/indicators/{slug}.json")
        return [o for o in got.json["observations"] if o["period"]["label"] == period]

    def of(self, slug, period, **codes):
        """Give mark, value, low and high of one cell."""
        wanted = {"all": "all"} | codes
        (found,) = [
            o
            for o in self.observations(slug, period)
            if o["geography"] == "0180"
            and not any(s.get("document") for s in o["sources"])
            and all(code == wanted.get(name, "all") for name, code in o["breakdown"].items())
        ]
        return tuple(found[name] for name in ("mark", "value", "low", "high"))

    def texts(self, slug):
        """Give pages and files of an indicator, and every chart on its pages."""
        for address in (f"/indikator/{slug}", f"/en/indikator/{slug}"):
            page = self._client.get(address)
            assert page.status_code == 200
            yield page.text
            for found in set(re.findall(r'href="(/diagram/[^"]+\.svg[^"]*)"', page.text)):
                yield self._client.get(html.unescape(found)).text
        for ending in (".json", ".csv", ".csv?dialect=sv"):
            yield self._client.get(f"/api/v1/releases/latest/indicators/{slug}{ending}").text


def assert_nowhere(public, slug, *numbers):
    """Look for numbers in all texts of an indicator, written with a comma or a point."""
    texts = list(public.texts(slug))
    assert len(texts) > 5
    for number in numbers:
        written = re.escape(number).replace(r"\.", "[.,]")
        found = [t for t in texts if re.search(rf"(?<![\d.,]){written}(?![\d])", words_of(t))]
        assert not found, (slug, number)


def words_of(text):
    """Leave out where things stand in a drawing: it is measured elsewhere."""
    return re.sub(
        r' (?:x|y|x1|y1|x2|y2|d|cx|cy|width|height|points|viewBox|transform)="[^"]*"', "", text
    )


def test_a19_rows_stand_in_their_order_whatever_their_size(public):
    # Sorted by size, the hidden 11 would stand beside the 11 that is told.
    told = {p: public.of("coordinator_cases", "2025-Q1", purpose=p) for p in CASES}
    assert [mark for mark, *_ in told.values()] == ["hidden", None, None, "hidden"]
    lists = code_lists()["purpose"].to_json()
    assert list(CASES) == [code for code in lists if code in CASES]
    rows = [
        o["breakdown"]["purpose"]
        for o in public.observations("coordinator_cases", "2025-Q1")
        if o["geography"] == "0180" and o["breakdown"]["sex"] == "all"
    ]
    assert [row for row in rows if row != "all"] == sorted(CASES)
    page, *_ = public.texts("coordinator_cases")
    words = [lists[code]["sv"] for code in CASES]
    tables = [re.findall(rf">({'|'.join(words)})<", t) for t in page.split("<tbody")[1:]]
    assert words in tables
    assert all(table == [w for w in words if w in table] for table in map(distinct, tables))


def distinct(found):
    return list(dict.fromkeys(found))


def test_a20_a_hidden_bar_has_no_height(public):
    assert public.of("coordinator_cases", "2025-Q2") == HIDDEN
    texts = public.texts("coordinator_cases")
    quarters = [t for t in texts if t.startswith("<svg") and re.search(r"2025: (hidden|skydd)", t)]
    assert quarters
    for chart in quarters:
        # One bar for the one figure that is told; the hidden one is framed like those not
        # reported, whose figures nobody has.
        assert len(re.findall(r'<rect [^>]*fill="#0b4f8a"', chart)) == 1
        frames = re.findall(r'<rect [^>]*height="([^"]+)" fill="none"', chart)
        assert len(frames) > 4
        assert len(set(frames) - {KEY_HEIGHT}) == 1


def test_a25_no_sentence_tells_what_is_hidden(public):
    # "Two thirds of the nine were women."
    slug = "reflection_applications"
    assert public.of(slug, "2026-Q1")[1] == 9
    for sex in ("women", "men"):
        assert public.of(slug, "2026-Q1", sex=sex) == HIDDEN
    for text in public.texts(slug):
        assert not re.search(r"två tredjedelar|two thirds|66[,.][67]|0[.,]666", text)
    assert not [
        o
        for o in public.observations(slug, "2026-Q1")
        if {"women", "men"} & set(o["breakdown"].values()) and o["value"] is not None
    ]


def test_a26_a_share_of_a_hidden_count_is_shown_nowhere(public):
    # 8.1 per cent of at most 50 is 3 of 37.
    slug = "rights_full_package"
    assert public.of(slug, "2025-Q1") == HIDDEN
    assert public.of(slug, "2025-Q1", age_group="adult") == HIDDEN
    assert_nowhere(public, slug, "8.1", "0.08108", "10.0", "0.1")


def test_a27_several_shares_on_one_hidden_base_are_shown_nowhere(public):
    # 14.3, 28.6 and 35.7 per cent leave a base of 14 or 28.
    slug = "rights_items_delivered"
    for item in ("housing", "psychological", "material"):
        assert public.of(slug, "2025-Q1", item_id=item, figure="delivered") == HIDDEN
    assert_nowhere(public, slug, "14.3", "28.6", "35.7", "0.142857", "0.285714", "0.357142")


def test_a29_no_mean_leaves_the_house_and_no_note(public):
    # A mean age of 17.33 with fewer than five counted is that of three.
    slug = "rights_full_package"
    assert public.of(slug, "2026-Q1") == HIDDEN
    assert_nowhere(public, slug, "17.33")
    assert not any("medelålder" in text for text in public.texts(slug))


def test_a30_a_share_stands_beside_the_exact_figures_it_comes_from(public):
    # 34.5 per cent beside 10 and 30 rounded tells 10 of 29. Here both are told, or no share.
    slug, release = "rights_full_package", public.store.load(public.store.latest().id)
    assert public.of(slug, "2024-Q1")[1] == 10 / 29
    parts = Counter()
    for seen in release.indicators[slug].observations:
        if seen.value is not None and not seen.documents:
            numbers = {cited.role: cited.value for cited in seen.inputs}
            assert seen.value == numbers["numerator"] / numbers["denominator"]
            parts[numbers["numerator"], numbers["denominator"]] += 1
    assert parts[10, 29]
    # What the share is made of was proved, figure by figure, and so was what is left of it.
    proofs = public.store.protections.of(release.head.id).proofs
    shown = [json.loads(name) for p in proofs for name in p.shown]
    told = {(m, period) for _, _, period, _, m, cell in shown if not cell}
    assert {("entitled", "2024-Q1"), ("all_delivered", "2024-Q1")} <= told
    assert ("entitled", "2025-Q1") in told
    assert ("all_delivered", "2025-Q1") not in told
