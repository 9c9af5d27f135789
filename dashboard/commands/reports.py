"""The command that writes the committee's report."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli import DataError, UseError
from dashboard.commands.common import MACHINE, acting, services, write_whole
from dashboard.commands.waiting import waiting

if TYPE_CHECKING:
    from dashboard.access import Reader
    from dashboard.services import Services


@click.command()
@click.argument("release_id", metavar="ID")
@click.option("--since", required=True, metavar="ID|DATE", help="The release or day to compare.")
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.pdf"
)
@click.option("--language", type=click.Choice(["sv", "en"]), default=None, help="Else the site's.")
@click.option("--by", default=None, help="Who asks; needed for a release that is not public yet.")
def report(release_id: str, since: str, output: Path, language: str | None, by: str | None) -> None:
    """Write what changed since a release or a day as a tagged PDF for the committee.

    Example: programkollen report 2026-02-04 --since 2025-05-15 --output report.pdf
    """
    from dashboard import printing
    from dashboard.addresses import Refusal
    from dashboard.i18n import translate
    from dashboard.page import NotHereError
    from dashboard.pages import PAGES
    from dashboard.pages.committee import since as compared
    from dashboard.pdf import write
    from dashboard.queries import Queries
    from dashboard.report import document
    from dashboard.showing import Site

    if not printing.possible():
        raise UseError(printing.MISSING)
    given = services()
    site = Site(given.settings, Queries(given.engine), PAGES, clock=given.clock)
    spoken = language or given.settings.language
    path = "/en/namnden" if spoken == "en" else "/namnden"
    asked = [("release", release_id), ("since", since)]
    try:
        page, view = site.look(path, asked, _reader(given, by, release_id))
        # The page refuses in the report's language, a command in its own.
        compared(view.in_language("en"))
        made = document(view, page)
    except Refusal as refusal:
        said = translate("en", refusal.message, **refusal.args_of_message)
        raise (DataError if refusal.status == 410 else UseError)(said) from None
    except NotHereError as error:
        raise UseError(str(error)) from None
    with waiting("setting the report"):
        written = write(made)
    write_whole(output, written)
    click.echo(f"{output}: {release_id} since {since}, {len(written)} bytes")


def _reader(given: "Services", by: str | None, release_id: str) -> "Reader":
    """Give whoever asks: everybody without ``--by``, the machine's own user, or an account."""
    from dataclasses import replace

    from dashboard.access import PUBLIC, Reader
    from dashboard.accounts import Accounts
    from indicators.early import EarlyReading

    if by is None:
        return PUBLIC
    name = acting(given, by, "release.read", on=release_id).name
    account = Accounts(given.engine, given.clock).find(name)
    if account is None or name == MACHINE:
        return Reader(account=name, roles=frozenset({"lead"}))
    early = EarlyReading(given.engine).open_to(name, given.clock())
    return replace(account.reader, early=early)
