"""Commands about figures: indicators, hidden victims, protection of a table."""

from pathlib import Path
from typing import Any, Literal

import click

from dashboard.cli import DataError, UseError
from dashboard.commands.common import echo_json, format_option, quiet, services, span, table
from dashboard.commands.waiting import waiting

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def indicators() -> None:
    """Show the indicators and what they say.

    Example: programkollen indicators list
    """


@indicators.command("list")
@format_option
def list_indicators(shape: str) -> None:
    """List the indicators by goal.

    Example: programkollen indicators list
    """
    from indicators.compute import catalogue

    if shape == "json":
        echo_json([one.to_json() for one in catalogue()])
    else:
        click.echo(
            table(
                [
                    ["goal", "slug", "unit", "title"],
                    *[[i.goal, i.slug, i.unit.value, i.title.sv] for i in catalogue()],
                ]
            )
        )


@indicators.command()
@click.argument("slug")
@format_option
def show(slug: str, shape: str) -> None:
    """Show one indicator's definition.

    Example: programkollen indicators show reflection_coverage
    """
    definition = _indicator(slug).to_json()
    if shape == "json":
        echo_json(definition)
        return
    for name, value in definition.items():
        if isinstance(value, dict):
            click.echo(f"{name}: {value['sv']} / {value['en']}")
        else:
            click.echo(f"{name}: {value}")


@indicators.command()
@click.argument("slug", required=False)
@format_option
def compute(slug: str | None, shape: str) -> None:
    """Compute from the records as they are, unprotected: for those who may see them.

    Example: programkollen indicators compute reflection_applications --format json
    """
    from dashboard.publishing import ingredients
    from etl.records import known_on
    from indicators.compute import compute as compute_all
    from indicators.results import observation_to_json

    if slug is not None:
        _indicator(slug)
    given = services()
    day = given.today()
    with waiting("computing"):
        made = ingredients(given, day)
        known = known_on(made.records, day, made.rules)
        computed = compute_all(known, made.context, only=(slug,) if slug else None)
    if shape == "json":
        echo_json(
            {
                "indicators": [
                    {
                        "indicator": one.indicator,
                        "observations": [observation_to_json(o) for o in one.observations],
                    }
                    for one in computed
                ]
            }
        )
        return
    rows = [["indicator", "period", "place", "breakdown", "value", "mark"]]
    for one in computed:
        for seen in one.observations:
            parts = ", ".join(f"{k}={v}" for k, v in seen.breakdown if v != "all")
            value = next((v for v in (seen.value, seen.text) if v is not None), None)
            if value is None and (seen.low is not None or seen.high is not None):
                value = span(seen.low, seen.high)
            said = "" if value is None else str(value)
            rows.append(
                [one.indicator, seen.period.label, seen.geography, parts, said, seen.mark or ""]
            )
    click.echo(table(rows))


@click.command()
@click.argument("file", type=FILE)
@click.option("--order", type=click.IntRange(1, 5), default=2, show_default=True)
@click.option("--replicates", type=click.IntRange(0, 100_000), default=1000, show_default=True)
@click.option("--method", default=None, metavar="METHOD", help="One engine alone.")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option("--seed", type=int, default=None)
@format_option
def estimate(
    file: Path,
    order: int,
    replicates: int,
    method: str | None,
    lang: Literal["sv", "en"],
    seed: int | None,
    shape: str,
) -> None:
    """Estimate hidden victims from overlapping lists.

    Example: programkollen estimate lists.csv --order 2 --replicates 1000 --format json
    """
    from indicators.estimation import METHODS, describe, run

    if method is not None and method not in METHODS:
        raise UseError(f"there is no method {method!r}; there are {', '.join(METHODS)}")
    options: dict[str, Any] = {} if seed is None else {"seed": seed}
    try:
        with quiet(), waiting(f"bootstrap of {file.name}") as progress:
            made = run(
                file,
                order=order,
                replicates=replicates,
                method=method,
                progress=progress,
                **options,
            )
    except ValueError as error:
        raise DataError(f"{file.name}: {error}") from error
    if shape == "json":
        echo_json(made.to_json())
    else:
        for line in describe(made, lang):
            click.echo(line)


@click.command()
@click.argument("file", type=FILE)
@click.option("--threshold", type=click.IntRange(2, 1000), default=5, show_default=True)
@click.option("--public", type=FILE, default=None, help="Figures that are known already.")
@format_option
def protect(file: Path, threshold: int, public: Path | None, shape: str) -> None:
    """Protect a table of one's own: dimensions and `count`, atoms only.

    Example: programkollen protect table.csv --threshold 5 --format json
    """
    from indicators.disclosure.own_table import protect_csv

    text, known = _text(file), _text(public) if public else None
    try:
        with quiet(), waiting(f"protecting {file.name}"):
            answer = protect_csv(text, threshold, known)
    except ValueError as error:
        raise DataError(f"{file.name}: {error}") from error
    _cells(answer, shape, ("count", "published", "sensitive"))
    if answer["failures"]:
        raise DataError(f"{answer['failures']} sensitive cells could not be protected")


@click.command()
@click.argument("file", type=FILE)
@click.option("--threshold", type=click.IntRange(2, 1000), default=5, show_default=True)
@format_option
def audit(file: Path, threshold: int, shape: str) -> None:
    """Attack a protected table: what can be worked out of each hidden cell?

    Example: programkollen audit protected.csv --format json
    """
    from indicators.disclosure.own_table import audit_csv

    text = _text(file)
    try:
        with quiet(), waiting(f"attacking {file.name}"):
            answer = audit_csv(text, threshold)
    except ValueError as error:
        raise DataError(f"{file.name}: {error}") from error
    _cells(answer, shape, ("min", "max", "verdict"))
    if not answer["safe"]:
        raise DataError(f"{file.name} is not safe")


def _indicator(slug: str) -> Any:  # noqa: ANN401  # Indicator, imported when asked for
    from indicators.compute import catalogue

    found = next((one for one in catalogue() if one.slug == slug), None)
    if found is None:
        names = ", ".join(one.slug for one in catalogue())
        raise UseError(f"there is no indicator {slug!r}; there are {names}")
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not UTF-8 text; save it as CSV UTF-8") from error


def _cells(answer: dict[str, Any], shape: str, shown: tuple[str, ...]) -> None:
    if shape == "json":
        echo_json(answer)
        return
    for name, value in answer.items():
        if name != "cells":
            click.echo(f"{name}: {value}")
    cells = answer["cells"]
    if cells:
        names = [n for n in cells[0] if n not in shown] + list(shown)
        rows = [names, *[["" if c[n] is None else str(c[n]) for n in names] for c in cells]]
        click.echo(table(rows))
