"""A figure may stand in a frame of another site; nothing else may."""

import pytest

FRAMED = "/embed/indikator/reflection_applications"


@pytest.fixture(scope="module")
def client(new_installation, tmp_path_factory):
    from dashboard.app import create_app
    from dashboard.settings import Settings

    folder = tmp_path_factory.mktemp("embedded")
    settings = Settings(database_url=new_installation("sqlite", folder), data_dir=folder)
    return create_app(settings).server.test_client()


def policy(answer):
    return answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", [FRAMED, f"/en{FRAMED}", f"{FRAMED}?release=2025-05-15"])
def test_a_figure_may_be_framed_and_holds_no_script(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "frame-ancestors *" in policy(answer)
    assert "script-src 'none'" in policy(answer)
    assert "X-Frame-Options" not in answer.headers
    assert "<script" not in answer.text
    assert "<form" not in answer.text
    for said in ("<table", "CC BY 4.0", '<base target="_blank">'):
        assert said in answer.text


@pytest.mark.parametrize(
    "address",
    ["/", "/indikator/reflection_applications", "/embed/indikator/none", "/embed/x", "/embed"],
)
def test_nothing_else_may_be_framed(client, address):
    answer = client.get(address)
    assert "frame-ancestors 'none'" in policy(answer)
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_fixed_frame_keeps_its_release_and_the_other_follows_the_latest(client):
    assert "Utgåva 15 maj 2025" in client.get(f"{FRAMED}?release=2025-05-15").text
    assert "Utgåva 4 februari 2026" in client.get(FRAMED).text


def test_it_is_asked_for_anew_and_not_sent_twice(client):
    first = client.get(FRAMED)
    again = client.get(FRAMED, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "frame-ancestors *" in policy(again)
