"""Which pages are there, who may see each, and in which combinations are they looked at?"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from furnishing import THINGS

from dashboard.access import Reader, decide
from dashboard.pages import PAGES
from dashboard.workspace import WORK_PAGES
from indicators.compute import catalogue

TOOLS = Path(__file__).parent / "tools" / "node_modules"
ROLES = ("member", "lead", "steward", "administrator")
SLUG = "reflection_applications"
# An indicator with a target, and a form filled in to try other figures than those published.
RECKONED = "/indikator/rights_timeliness?baseline=10&goal=80"
# Pages that are no row of a table: they are written by the server at addresses of their own.
ALSO = (
    ("sign in", "/logga-in"),
    ("feedback", "/tillganglighetsredogorelse/synpunkter"),
    ("nothing found", "/sok?q=qqqq"),
    ("found", "/sok?q=betanketid"),
    ("refused", "/finns-inte"),
    ("reckoned", RECKONED),
)
# A question is asked in the reader's own language.
IN_ENGLISH = {"/": "/en", "/sok?q=betanketid": "/en/sok?q=reflection"}
LOOKS = tuple(itertools.product(("sv", "en"), ("light", "dark"), (390, 1280)))
"""Language, colours, width."""


@dataclass(frozen=True)
class Case:
    """One look at a page: ``who`` is a role, or "" for the public."""

    name: str
    path: str
    who: str
    language: str
    scheme: str
    width: int

    @property
    def address(self) -> str:
        return in_language(self.path, self.language)

    @property
    def answer(self) -> int:
        """The status that the page is answered with."""
        return 404 if self.name == "refused" else 200

    def __str__(self) -> str:
        who = self.who or "public"
        return f"{self.name}-{who}-{self.language}-{self.scheme}-{self.width}"


def in_language(path: str, language: str) -> str:
    """Give the address of a page in a language, from its Swedish one."""
    return path if language == "sv" else IN_ENGLISH.get(path, f"/en{path}")


def public_pages() -> Iterator[tuple[str, str]]:
    """Give name and Swedish path of every page that needs no account."""
    for page in PAGES:
        if decide(Reader(), page.permission).allowed:
            yield page.name, page.sv.replace("<slug>", SLUG)
    yield from ALSO


def pages_of(role: str) -> Iterator[tuple[str, str]]:
    """Give the pages that only those who have signed in see, as far as a role may."""
    reader = Reader(role, frozenset({role, "signed_in"}))
    for page in PAGES:
        if (
            not decide(Reader(), page.permission).allowed
            and decide(reader, page.permission).allowed
        ):
            yield page.name, page.sv.replace("<slug>", SLUG)
    for work in WORK_PAGES:
        if decide(reader, work.permission).allowed:
            path = f"/arbetsyta{work.path}"
            # Which number a thing has is known once the site stands: `Site.at` puts it in.
            for thing in THINGS.get(work.name, ("",)):
                yield f"work {work.name} {thing}".strip(), re.sub("<.*>", f"<{thing}>", path)


def looks(*, signed_in_alike: bool) -> list[tuple[str, str, str]]:
    """Give (page, path, who); ``signed_in_alike`` gives each public page to one role of all."""
    found = [(name, path, "") for name, path in public_pages()]
    for number, (name, path) in enumerate(public_pages()):
        if path == "/logga-in":
            continue  # who has signed in is led on from there
        roles = [ROLES[number % len(ROLES)]] if signed_in_alike else ROLES
        found += [(name, path, role) for role in roles]
    found += [(name, path, role) for role in ROLES for name, path in pages_of(role)]
    return found


def every_case() -> list[Case]:
    """Give all combinations of page, reader, language, colours and width."""
    return [Case(*page, *look) for page in looks(signed_in_alike=False) for look in LOOKS]


def pairwise_cases() -> list[Case]:
    """Give so few combinations that each two values still meet, page and reader among them."""
    fits = {Case(*page, *look) for page in looks(signed_in_alike=True) for look in LOOKS}
    wanted = {pair for case in fits for pair in _pairs(case)}
    chosen: list[Case] = []
    while wanted:
        best = max(sorted(fits, key=str), key=lambda case: len(wanted & _pairs(case)))
        wanted -= _pairs(best)
        chosen.append(best)
        fits.discard(best)
    return chosen


def full_pages() -> Iterator[tuple[str, str]]:
    """Give name and Swedish path of the pages that are as full as a release is."""
    themes = ("overview", "reflection", "rights", "training", "partnership", "commitments")
    for page in PAGES:
        if page.name in (*themes, "committee", "releases"):
            yield page.name, page.sv
    yield "reckoned", RECKONED
    for one in catalogue():
        yield one.slug, f"/indikator/{one.slug}"


def full_cases(*, each_look: bool) -> list[Case]:
    """Give the full pages in every look, or in one each with all looks among them."""
    pages = enumerate(full_pages())
    chosen = ((page, LOOKS if each_look else (LOOKS[n % len(LOOKS)],)) for n, page in pages)
    return [Case(*page, "", *look) for page, looked in chosen for look in looked]


def _pairs(case: Case) -> set[tuple[object, object]]:
    values = [
        ("page", case.name),
        ("who", case.who),
        ("language", case.language),
        ("scheme", case.scheme),
        ("width", case.width),
    ]
    return set(itertools.combinations(values, 2))


def violations(result: dict[str, object]) -> Iterable[str]:
    """Say each thing that axe found, and where."""
    for rule in result["violations"]:
        for node in rule["nodes"]:
            html = re.sub(r"\s+", " ", node["html"])[:160]
            yield f"{rule['id']}: {rule['help']} at {node['target']}: {html}"


def alive(page):
    """Wait until the living page stands, where one will."""
    if page.locator("#react-entry-point").count():
        page.wait_for_selector("#react-entry-point.is-living")
