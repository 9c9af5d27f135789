"""Take a picture of every page, as each reader, in both languages, light and dark, wide and narrow.

``make pictures`` runs it; the pictures lie in ``build/pictures``. With ``--docs`` it takes anew
the few that stand in ``docs/pictures``.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from walked_site import Site
from walking import Case, alive, every_case

ROOT = Path(__file__).parents[2]
IN_DOCS = (
    ("overview-sv", Case("overview", "/", "", "sv", "light", 1280)),
    ("overview-dark-en", Case("overview", "/", "", "en", "dark", 1280)),
    ("indicator-phone-sv", Case("reflection", "/betanketid", "", "sv", "light", 390)),
    ("search-sv", Case("found", "/sok?q=betanketid", "", "sv", "light", 1280)),
)


def taken(pages, browser, site, case, target, *, whole=True):
    """Open a page as a case says and keep its picture."""
    if case.who not in pages:
        context = browser.new_context(reduced_motion="reduce")
        context.add_init_script("localStorage.setItem('programkollen.tour', 'seen')")
        if case.who:
            token = site.tokens[case.who]
            context.add_cookies([{"name": "programkollen", "value": token, "url": site.address}])
        pages[case.who] = context.new_page()
    page = pages[case.who]
    page.emulate_media(color_scheme=case.scheme)
    page.set_viewport_size({"width": case.width, "height": 900})
    page.goto(site.address + case.address)
    alive(page)
    for chart in page.locator(".chart:visible").all():
        chart.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target, full_page=whole)


def main(arguments):
    """Take all pictures, or those for the documentation."""
    from dashboard.publishing import initialise
    from dashboard.services import Services
    from dashboard.settings import Settings

    folder = Path(tempfile.mkdtemp(prefix="pk-pictures-"))
    settings = Settings(data_dir=folder)
    services = Services(settings)
    initialise(services)
    services.close()
    site = Site(folder, settings.database_url)
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
    pages = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        if "--docs" in arguments:
            for name, case in IN_DOCS:
                target = ROOT / "docs" / "pictures" / f"{name}.png"
                taken(pages, browser, site, case, target, whole=False)
        else:
            target = ROOT / "build" / "pictures"
            target.mkdir(parents=True, exist_ok=True)
            for case in every_case():
                name = re.sub(r"\W+", "-", str(case))
                taken(pages, browser, site, case, target / f"{name}.png")
            sys.stdout.write(f"{len(every_case())} pictures in {target}\n")
        browser.close()
    site.close()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
