"""What a release hides and why is for those who see the returns, and for nobody else."""

from html import unescape

import pytest
from people_for_tests import NOON, People
from release_builders import AUGUST, DEFINITIONS, NOW, contents, draft, write
from turned_clock import Clock

from dashboard.settings import Settings
from indicators.disclosure.protection import Closed, Cost, Protection
from indicators.store import ReleaseStore

COST = Cost(
    tabulation="cases",
    geography="0180",
    year="2025",
    cells=20,
    shown=13,
    persons=3030,
    told=True,
    hidden={"small": 4, "protects": 2, "coarser": 1},
    coarsened=3,
    sensitive=5,
    certified=5,
)


@pytest.fixture
def city(database_url, tmp_path):
    settings = Settings(
        data_dir=tmp_path,
        database_url=database_url,
        base_url="http://localhost",
        require_second_factor=False,
    )
    made = People(settings, Clock(NOON))
    for name, role in (("eva", "steward"), ("lena", "lead"), ("mia", "member")):
        made.add(name, role)
    store = ReleaseStore(made.services.engine)
    store.write_draft(
        contents(AUGUST),
        draft=draft("r1", AUGUST),
        definitions=DEFINITIONS,
        codelists={},
        thresholds={},
        now=NOW,
        protection=Protection(
            store.protections.ledger().head,
            costs=(COST,),
            closed=(Closed("rights_persons", "0114", "2025", "sums_differ"),),
        ),
    )
    yield made
    made.close()


def test_the_steward_and_the_lead_see_what_protection_costs(city):
    for who in ("eva", "lena"):
        page = unescape(city.client(who).get("/arbetsyta/utgavor/r1/skydd").text)
        assert "13 av 20" in page
        assert "3\u00a0030 av 3\u00a0030" in page
        assert "5 av 5" in page
        assert "Regionkoordinatorernas ärenden" in page
        assert "inlämningens summor stämmer inte" in page


def test_a_release_without_figures_of_persons_has_no_empty_part(city):
    store = ReleaseStore(city.services.engine)
    assert "Per plats och år" in city.client("eva").get("/arbetsyta/utgavor/r1/skydd").text
    write(store, "r2", AUGUST)
    page = city.client("eva").get("/arbetsyta/utgavor/r2/skydd").text
    assert "Utgåvan har inga uppgifter" in page
    assert "Per plats och år" not in page


def test_nobody_else_does(city):
    assert city.client("mia").get("/arbetsyta/utgavor/r1/skydd").status_code == 403
    answer = city.client("eva").get("/arbetsyta/utgavor/none/skydd")
    assert answer.status_code == 404


def test_a_return_that_does_not_add_up_holds_the_draft(city):
    page = unescape(city.client("eva").get("/arbetsyta/utgavor/r1").text)
    assert "Leveranser ur vilka inget nytt visas" in page
    assert city.act(city.client("eva"), "/arbetsyta/utgavor/r1", "check").status_code == 422
