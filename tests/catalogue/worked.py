"""How a worked example's tables become records, and observations rows of a table."""

from datetime import date

from records_of import row

from etl.records import known_on
from indicators.definition import Context


def known_of(example):
    records = []
    for block in example["given"]:
        more = {k: block[k] for k in ("status", "document") if k in block}
        reported = str(block.get("reported", example["cut"]))
        for cells in block["rows"]:
            named = dict(zip(block["columns"], cells, strict=True))
            records += row(
                block["source"],
                named.pop("period"),
                {k: named.pop(k) for k in measures(block["source"], named) if cells_has(named, k)},
                reported=reported,
                **more,
                **{k: v for k, v in named.items() if v != ""},
            )
    return known_on(records, date.fromisoformat(str(example["cut"])))


def cells_has(named, name):
    if named[name] == "":
        named.pop(name)
        return False
    return True


NOT_MEASURES = {
    "geography", "applicant", "purpose", "sex", "age_group", "method", "item_id", "group_id",
    "unit", "organisation_id", "commitment_id", "publisher", "category",
}  # fmt: skip


def measures(source, named):
    return [name for name in named if name not in NOT_MEASURES]


def context_of(example):
    places = tuple(example.get("places", ("0180",)))
    return Context(places, date.fromisoformat(str(example["cut"])))


def table_of(observations):
    """Give observations as the rows of an example's second table."""
    ordered = sorted(observations, key=lambda o: (o.period, o.geography, o.breakdown))
    return [as_row(one) for one in ordered]


def as_row(one):
    said = {
        "period": one.period.label,
        "geography": one.geography,
        "cell": {name: code for name, code in one.breakdown if code != "all"},
        "value": rounded(one.value),
        "low": rounded(one.low),
        "high": rounded(one.high),
        "text": one.text,
        "mark": one.mark.value if one.mark else None,
        "status": one.status,
        "remarks": [remark.code for remark in one.remarks],
    }
    if said["geography"] == "0180":
        del said["geography"]
    return {name: value for name, value in said.items() if value not in (None, [], {})}


def rounded(number):
    return round(number, 4) if isinstance(number, float) else number
