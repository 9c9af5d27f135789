"""What does the documentation page of an indicator say?

``python -m indicators.catalogue_docs`` writes a page for each indicator to docs/indicators,
from its definition and its worked example, so that the page cannot say something else than
the formula does. The examples are the tests' own: small tables in, small tables out.
"""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from indicators.compute import catalogue
from indicators.definition import Indicator
from indicators.goals import GOALS

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tests" / "catalogue" / "examples"
PAGES = ROOT / "docs" / "indicators"

Example = dict[str, Any]


def page(indicator: Indicator, example: Example) -> str:
    """Write one page as Markdown: words, formula, caveats, and the example worked."""
    below = f" ÷ {indicator.denominator.en}" if indicator.denominator else ""
    facts = [
        ("slug", f"`{indicator.slug}`"),
        ("på svenska", indicator.title.sv),
        ("goal", next(goal.title.en for goal in GOALS if goal.slug == indicator.goal)),
        ("formula", f"{indicator.numerator.en}{below}"),
        ("unit", indicator.unit.value),
        ("kind", indicator.kind.value),
        ("better", indicator.direction.value),
        ("sources", ", ".join(indicator.sources)),
        ("breakdowns", ", ".join(indicator.breakdowns)),
        *_coarsened(indicator),
        ("expected", indicator.cadence),
        ("owner", indicator.owner.en),
    ]
    bridges = [f"- *{b.title.en}* (`{b.slug}`). {b.reason.en}" for b in indicator.bridges]
    parts = [
        f"# {indicator.title.en}",
        indicator.meaning.en,
        indicator.why.en,
        table(("", ""), facts),
        "## Read with care",
        "\n".join(f"- {caveat.en}" for caveat in indicator.caveats),
        *(["## Bridges between scopes", "\n".join(bridges)] if bridges else []),
        "## Worked example",
        *worked(example),
    ]
    return "\n\n".join(parts) + "\n"


def _coarsened(indicator: Indicator) -> list[tuple[str, str]]:
    """Say what is crossed, and which detail is given up first."""
    crossed = ", ".join(" × ".join(one) for one in indicator.crossings)
    steps = "; ".join(map(str, indicator.coarsening))
    named = (("crossed", crossed), ("where persons are few", steps))
    return [(name, said) for name, said in named if said]


def worked(example: Example) -> list[str]:
    """Write the example's tables: what is reported, and what the indicator says of it."""
    given = [
        text
        for block in example["given"]
        for text in (f"Reported in `{block['source']}`:", table(block["columns"], block["rows"]))
    ]
    rows = [
        (
            row["period"],
            row.get("geography", "0180"),
            ", ".join(f"{name} {code}" for name, code in row.get("cell", {}).items()),
            *(row.get(name, "") for name in ("value", "low", "high", "text", "mark", "status")),
            ", ".join(row.get("remarks", [])),
        )
        for row in example["then"]
    ]
    head = ("period", "place", "of which", "value", "low", "high", "text", "mark", "status")
    return [example["about"], *given, "The indicator:", table((*head, "remarks"), rows)]


def table(head: Iterable[object], rows: Iterable[Sequence[object]]) -> str:
    """Write a Markdown table."""
    lines = [list(head), *map(list, rows)]
    written = ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]
    written.insert(1, "|" + " --- |" * len(lines[0]))
    return "\n".join(written)


def read_example(slug: str, folder: Path = EXAMPLES) -> Example:
    """Read an indicator's example."""
    return tomllib.loads((folder / f"{slug}.toml").read_text(encoding="utf-8"))


def pages() -> dict[str, str]:
    """Give every page by its file name, the list of them first."""
    rows = [(f"[{one.title.en}]({one.slug}.md)", one.title.sv, one.goal) for one in catalogue()]
    index = "# Indicators\n\n" + table(("indicator", "på svenska", "goal"), rows) + "\n"
    made = {f"{one.slug}.md": page(one, read_example(one.slug)) for one in catalogue()}
    return {"README.md": index, **made}


def main() -> None:
    """Write the pages."""
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
