"""Take a picture of every page, as each reader, in both languages, light and dark, wide and narrow.

``make pictures`` runs it; the pictures lie in ``build/pictures``. Every page is also taken
in colours that the reader's system forces, and as it is printed. ``--of FOLDER`` shows a copy of
another store than the public documents', the demo's say; ``--only TEXT …`` takes the pictures that
have one of these in their name; ``--docs`` takes anew the few that stand in ``docs/pictures``.
"""

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from walked_site import Site
from walking import LOOKS, Case, alive, looks, public_pages

ROOT = Path(__file__).parents[2]
IN_DOCS = (
    ("overview-sv", Case("overview", "/", "", "sv", "light", 1280)),
    ("overview-dark-en", Case("overview", "/", "", "en", "dark", 1280)),
    ("indicator-phone-sv", Case("reflection", "/betanketid", "", "sv", "light", 390)),
    ("search-sv", Case("found", "/sok?q=betanketid", "", "sv", "light", 1280)),
)
# What an emulated reader has, by the name of the look.
MEDIA = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active", "color_scheme": "dark"},
    "print": {"media": "print"},
}
USUAL = {"media": "screen", "forced_colors": "none", "color_scheme": "light"}


def cases():
    """Give what is taken; a test sees to it that all who have signed in get one public page."""
    seen = [Case(*page, *look) for page in looks(signed_in_alike=True) for look in LOOKS]
    # A page of the working area looks alike to all who may see it, but for its first.
    pages = {name: (name, path, who) for name, path, who in looks(signed_in_alike=True)}
    pages |= {name: (name, path, "") for name, path in public_pages()}
    seen += [Case(*page, "sv", "forced", 1280) for page in pages.values()]
    return [*seen, *(Case(*page, "sv", "print", 794) for page in pages.values())]


def taken(pages, browser, site, case, target, *, whole=True):
    """Open a page as a case says and keep its picture."""
    if case.who not in pages:
        context = browser.new_context(reduced_motion="reduce")
        context.add_init_script("localStorage.setItem('programkollen.tour', 'seen')")
        if case.who:
            token = site.tokens[case.who]
            context.add_cookies([{"name": "programkollen", "value": token, "url": site.address}])
        # A machine that does much else draws long pages slowly.
        context.set_default_timeout(180_000)
        pages[case.who] = context.new_page()
        # Letters that come late are left out of a first visit; a picture shows them.
        pages[case.who].goto(site.address)
        pages[case.who].wait_for_load_state("networkidle")
    page = pages[case.who]
    page.emulate_media(**USUAL | MEDIA[case.scheme])
    page.set_viewport_size({"width": case.width, "height": 900})
    page.goto(site.at(case.address))
    alive(page)
    for chart in page.locator(".chart:visible").all():
        chart.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target, full_page=whole)


def filled(folder, store):
    """Fill a folder with the public documents, or with a copy of a store; give its settings."""
    from dashboard.publishing import initialise
    from dashboard.services import Services
    from dashboard.settings import Settings

    settings = Settings(data_dir=folder, demo=store is not None)
    if store is not None:
        shutil.copytree(store, folder, dirs_exist_ok=True)
    else:
        services = Services(settings)
        initialise(services)
        services.close()
    return settings


def wanted(asked):
    """Give (case, file, whether to its end) of each picture asked for."""
    if asked.docs:
        target = ROOT / "docs" / "pictures"
        return [(case, target / f"{name}.png", False) for name, case in IN_DOCS]
    target = ROOT / "build" / "pictures"
    named = [(case, re.sub(r"\W+", "-", str(case))) for case in cases()]
    return [
        (case, target / f"{name}.png", True)
        for case, name in named
        if any(text in name for text in asked.only)
    ]


def main(arguments):
    """Take all pictures, or those asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--of", type=Path, metavar="FOLDER")
    parser.add_argument("--only", nargs="+", default=[""], metavar="TEXT")
    parser.add_argument("--docs", action="store_true")
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="pk-pictures-"))
    site = Site(filled(folder, asked.of))
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
    pages, pictures = {}, wanted(asked)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for case, file, whole in pictures:
            file.parent.mkdir(parents=True, exist_ok=True)
            taken(pages, browser, site, case, file, whole=whole)
        browser.close()
    site.close()
    shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(f"{len(pictures)} pictures\n")


if __name__ == "__main__":
    main(sys.argv[1:])
