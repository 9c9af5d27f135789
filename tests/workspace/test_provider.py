"""Signing in by a real OpenID provider, on loopback."""

import re
import socket
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from serving import served

from dashboard import audit
from dashboard.accounts import Actor
from dashboard.app import create_app
from dashboard.services import Services, system_clock
from dashboard.settings import SettingError, Settings, read_settings

HERE = Path(__file__).parent / "provider"
SECRET = "a secret that is for tests alone, on loopback"
ROOT = Actor("cli:test")


def free_port():
    with closing(socket.socket()) as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


@pytest.fixture(scope="module")
def city(tmp_path_factory, make_people):
    """Start the provider, and a site that sends people there."""
    assert (HERE / "node_modules").is_dir(), "no provider here: run .ci/provider"
    mine, theirs = free_port(), free_port()
    base = f"http://127.0.0.1:{mine}"
    command = ["node", "provider.mjs", str(theirs), f"{base}/logga-in/svar"]
    with subprocess.Popen(
        command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as provider:
        assert provider.stdout.readline() == "ready\n"
        settings = Settings(
            data_dir=tmp_path_factory.mktemp("city"),
            base_url=base,
            oidc_issuer=f"http://127.0.0.1:{theirs}",
            oidc_client_id="programkollen",
            oidc_client_secret=SECRET,
        )
        people = make_people(settings, system_clock)
        people.accounts.add("eva", ["steward"], ROOT)
        people.accounts.add("bo", ["steward"], ROOT)
        people.add("anna", "lead")
        people.base = base
        with served(people.server, mine):
            yield people
        people.services.close()
        provider.terminate()


def to_the_answer(city, browser, person):
    """Sign in at the provider, and give the address that it sends the browser back to."""
    address = f"{city.base}/logga-in/stad"
    while True:
        answer = browser.get(address, allow_redirects=False)
        if answer.status_code == 200:
            found = re.search(r'action="([^"]+)"', answer.text)[1]
            prompt = re.search(r'name="prompt" value="([^"]+)"', answer.text)[1]
            form = {"prompt": prompt, "login": person, "password": "x"}
            answer = browser.post(urljoin(answer.url, found), data=form, allow_redirects=False)
        address = urljoin(answer.url, answer.headers["Location"])
        if address.startswith(f"{city.base}/logga-in/svar"):
            return address


@pytest.fixture
def browser():
    with requests.Session() as made:
        yield made


def test_the_provider_signs_in_an_account_made_for_it_and_no_other_person(city, browser):
    assert "Logga in med stadens inloggning" in browser.get(f"{city.base}/logga-in").text
    browser.get(f"{city.base}/arbetsyta/behorighet")
    back = to_the_answer(city, browser, "sub-eva")
    answer = browser.get(back, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/arbetsyta/behorighet")
    assert browser.get(f"{city.base}/arbetsyta").status_code == 200
    assert city.accounts.get("eva").subject == "sub-eva"
    with requests.Session() as another:
        refused = another.get(to_the_answer(city, another, "other-eva"), allow_redirects=False)
        assert refused.status_code == 403
        assert "Du har inget konto här" in refused.text
    said = [entry.what for entry in audit.entries(city.services.engine)]
    assert {"account.bind", "sign_in", "sign_in.no_account"} <= set(said)


@pytest.mark.parametrize("person", ["sub-anna", "sub-nobody"])
def test_an_account_with_a_password_and_one_that_is_not_there_are_refused(city, browser, person):
    answer = browser.get(to_the_answer(city, browser, person), allow_redirects=False)
    assert answer.status_code == 403
    assert browser.get(f"{city.base}/arbetsyta", allow_redirects=False).status_code == 303


def test_a_disabled_account_is_refused(city, browser):
    back = to_the_answer(city, browser, "sub-bo")
    city.accounts.disable("bo", ROOT)
    assert browser.get(back, allow_redirects=False).status_code == 403


@pytest.mark.parametrize(
    "spoil",
    [
        lambda back: re.sub(r"state=[^&]+", "state=x", back),
        lambda back: re.sub(r"code=[^&]+", "code=x", back),
        lambda back: back.split("?")[0],
        lambda back: back.split("?")[0] + "?error=access_denied&state=x",
    ],
    ids=["state", "code", "nothing", "denied"],
)
def test_a_forged_answer_is_refused(city, browser, spoil):
    back = spoil(to_the_answer(city, browser, "sub-eva"))
    assert browser.get(back, allow_redirects=False).status_code == 403


def test_an_answer_counts_once_and_in_its_own_browser(city, browser):
    back = to_the_answer(city, browser, "sub-eva")
    with requests.Session() as another:
        assert another.get(back, allow_redirects=False).status_code == 403
    assert browser.get(back, allow_redirects=False).status_code == 303
    assert browser.get(back, allow_redirects=False).status_code == 403


def test_a_provider_that_is_down_is_said_and_passwords_still_work(city, tmp_path):
    settings = Settings(
        data_dir=tmp_path,
        database_url=city.services.settings.database_url,
        oidc_issuer=f"http://127.0.0.1:{free_port()}",
        oidc_client_id="programkollen",
        oidc_client_secret=SECRET,
    )
    services = Services(settings, system_clock)
    client = create_app(settings, services=services).server.test_client()
    answer = client.get("/logga-in/stad")
    assert answer.status_code == 503
    assert "gick inte att använda just nu" in answer.text
    services.close()
    assert city.accounts.password_is("anna", "fyra ord utan samband")


def test_half_a_provider_stops_the_start():
    with pytest.raises(SettingError, match="OIDC_CLIENT_SECRET"):
        read_settings(
            {
                "PROGRAMKOLLEN_OIDC_ISSUER": "https://id.example.se",
                "PROGRAMKOLLEN_OIDC_CLIENT_ID": "x",
            }
        )
