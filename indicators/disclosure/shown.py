"""What of all that is known may be shown in a release? Figures in, figures out.

Disclosure control stands before the indicators, not behind them: they are given what may be
shown and nothing else, so that no ratio, interval, status or sentence can rest on a hidden
figure. Figures of public documents and those that count nobody at risk pass as they are;
figures of persons in returns become the cells that a proof allows; all the rest is protected.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from etl.period import Period
from etl.records import ConflictRule, Figure, Gap, Known, Record, known_on
from indicators.disclosure.beside import ITEMS, PERSONS
from indicators.disclosure.display import Display, display, figures_of
from indicators.disclosure.holding_back import Place, Solved, together
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.model import Fact, coefficients
from indicators.disclosure.not_persons import counts_nobody_at_risk, is_estimate_of_many
from indicators.disclosure.program import Minimise
from indicators.disclosure.protection import Closed, Cost, Protection
from indicators.disclosure.proving import (
    Choose,
    InMemory,
    Memory,
    Proof,
    ProofError,
    prove,
)
from indicators.disclosure.returned import UnusableError
from indicators.disclosure.scope import Known as PublicFigure
from indicators.disclosure.scope import Name, Past, Scope
from indicators.disclosure.tabulations import (
    ALL,
    TABULATIONS,
    Tabulation,
    tabulated,
)
from indicators.disclosure.together import prove_ahead
from indicators.disclosure.vintages import Plan, Told, plan
from indicators.disclosure.wholes import SOURCE as LISTS
from indicators.disclosure.wholes import Lists, lists_of, may_be_told, told_in


@dataclass(frozen=True)
class Circumstances:
    """What is known beside the records: code lists, the places, the ledger, and the answers kept.

    ``correcting`` takes changes of closed periods in at once. ``choose`` and ``minimise`` are
    for those who try another way of deciding, or another solver.
    """

    codelists: Mapping[str, Collection[str]]
    geographies: tuple[str, ...]
    ledger: Ledger
    rules: tuple[ConflictRule, ...] = ()
    correcting: bool = False
    memory: Memory = field(default_factory=InMemory)
    minimise: Minimise | None = None
    choose: Choose | None = None


def shown(records: Iterable[Record], cut: date, given: Circumstances) -> tuple[Known, Protection]:
    """Give the figures of a release with this data cut, and what protects it.

    The ledger must have been verified. A scope that cannot be solved shows what was published
    of it before, and nothing new.
    """
    there = tuple(record for record in records if record.reported_on <= cut)
    known = known_on(there, cut, given.rules)
    passed = [_passed(figure) for figure in known.figures if not _is_tabulated(figure, given)]
    published = _by_scope(given.ledger)
    whole = _lists(known, there, given)
    if given.choose is None and given.minimise is None:
        prove_ahead(tuple(_first_asked(there, published, cut, given)), given.memory)
    shows = _all_shown(there, published, cut, given)
    held = {figure.record.key for figure in passed}
    made = [f for one in shows for f in one.figures if f.record.key not in held]
    ordered = sorted(
        [*passed, *whole.figures, *made], key=lambda f: (f.record.period, f.record.key)
    )
    facts = {fact: None for one in (whole, *shows) for fact in one.facts}
    old = set(given.ledger.facts)
    return Known(cut, tuple(ordered)), Protection(
        head=given.ledger.head,
        facts=tuple(fact for fact in facts if fact not in old),
        proofs=tuple(one.proof for one in shows if one.proof is not None and one.proof.shown),
        closed=tuple(one.closed for one in shows if one.closed is not None),
        costs=tuple(Cost.of(one.proof) for one in shows if one.proof is not None),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    figures: tuple[Figure, ...] = ()
    facts: tuple[Fact, ...] = ()
    proof: Proof | None = None
    closed: Closed | None = None


def _passed(figure: Figure) -> Figure:
    """Let a figure through, or keep back all that it says."""
    record = figure.record
    private = [r for r in (record, *figure.conflicts) if r.document is None]
    if not private:
        return figure
    harmless = all(
        counts_nobody_at_risk(r.source, r.measure) or is_estimate_of_many(r) for r in private
    )
    if harmless:
        return replace(
            figure,
            record=_noteless(record),
            conflicts=tuple(_noteless(other) for other in figure.conflicts),
        )
    return Figure(
        replace(
            _noteless(record),
            value=None,
            low=None,
            high=None,
            text=None,
            gap=Gap.PROTECTED,
            document=None,
            part=None,
        )
    )


def _noteless(record: Record) -> Record:
    """Drop what was written beside a return's figures: free text is for the steward alone."""
    return record if record.document else replace(record, note=None)


def _is_tabulated(figure: Figure, given: Circumstances) -> bool:
    """Tell whether a return's figure is replaced by what its scope shows, or shown as a whole."""
    record = figure.record
    if record.document is not None and all(o.document for o in figure.conflicts):
        return False
    if record.source == LISTS:
        return True
    if tabulated(record.source, record.measure) is None:
        return False
    return record.geography in given.geographies and record.document is None


def _by_scope(ledger: Ledger) -> dict[tuple[str, Place], dict[Name, Past]]:
    found: dict[tuple[str, Place], dict[Name, Past]] = {}
    turns: dict[str, int] = {}
    for entry in ledger.entries:
        ((text, _),) = entry.fact.coefficients
        name = Name.read(text)
        scope = (name.tabulation, (name.geography, name.year))
        turn = turns.setdefault(entry.release, len(turns))
        found.setdefault(scope, {}).setdefault(name, Past(entry.fact.low, entry.fact.high, turn))
    return found


def _scopes(
    records: Iterable[Record], given: Circumstances
) -> list[tuple[Tabulation, Place, tuple[Record, ...]]]:
    found: dict[tuple[str, Place], list[Record]] = {}
    for record in records:
        if record.document is None and record.geography in given.geographies:
            place = (record.geography, record.period.label[:4])
            for one in TABULATIONS:
                if one.source == record.source and record.measure in one.measures:
                    found.setdefault((one.name, place), []).append(record)
    return [
        (one, place, tuple(found[(one.name, place)]))
        for one in TABULATIONS
        for place in sorted(p for name, p in found if name == one.name)
    ]


def _first_asked(
    records: tuple[Record, ...],
    by_scope: Mapping[tuple[str, Place], Mapping[Name, Past]],
    cut: date,
    given: Circumstances,
) -> Iterator[Scope]:
    """Give the scopes as they will be asked about first; those that cannot be used are left out."""
    for tabulation, place, mine in _scopes(records, given):
        published = by_scope.get((tabulation.name, place), {})
        told = Told(tabulation, mine, given.rules)
        try:
            laid = plan(told, published, cut, correcting=given.correcting)
        except UnusableError:
            continue
        if laid.offered:
            yield _scope(told, place, laid, published, records, given)


def _scope(
    told: Told,
    place: Place,
    laid: Plan,
    published: Mapping[Name, Past],
    records: Iterable[Record],
    given: Circumstances,
) -> Scope:
    codes = told.tabulation.codes_in(given.codelists)
    known = tuple(_public(told.tabulation, place, records))
    return Scope(
        told.tabulation, place[0], codes, laid.columns, laid.vintages, dict(published), known
    )


def _all_shown(
    records: tuple[Record, ...],
    by_scope: Mapping[tuple[str, Place], Mapping[Name, Past]],
    cut: date,
    given: Circumstances,
) -> list[_Shown]:
    """Show every scope; of two about the same persons, what both together may show.

    All that each may show, or else less and less of it.
    """
    solved: dict[tuple[str, Place], Solved] = {}
    for tabulation, place, mine in _scopes(records, given):
        published = by_scope.get((tabulation.name, place), {})
        told = Told(tabulation, mine, given.rules)
        solved[(tabulation.name, place)] = _solved(
            Solved(told, place, published), records, cut, given
        )
    for _, place in [key for key in solved if key[0] == PERSONS and given.choose is None]:
        if (ITEMS, place) in solved:
            both = together(solved[(ITEMS, place)], solved[(PERSONS, place)], given.memory)
            solved[(ITEMS, place)], solved[(PERSONS, place)] = both
    return [_displayed(one, given, cut) for one in solved.values()]


def _solved(blank: Solved, records: tuple[Record, ...], cut: date, given: Circumstances) -> Solved:
    """Lay out and solve one scope, or say why that cannot be."""
    try:
        return _proved(blank, records, cut, given)
    except UnusableError as error:
        reason = str(error)
    except ValueError:
        reason = "contradiction"
    except ProofError:
        reason = "proof"
    return replace(blank, reason=reason)


def _displayed(one: Solved, given: Circumstances, cut: date) -> _Shown:
    """Make figures of what a scope's proof allows."""
    tabulation, proof = one.told.tabulation, one.proof
    codes = tabulation.codes_in(given.codelists)
    values = {name: past.low for name, past in one.published.items() if past.low is not None}
    fresh: dict[Name, int] = {}
    if proof is not None:
        numbers = _values(proof)
        fresh = {Name.read(text): numbers[text] for text in proof.shown}
    seen: Display = display(tabulation, {**values, **fresh})
    return _Shown(
        figures=tuple(
            figures_of(tabulation, one.place, one.told.records, one.laid, seen, codes, cut)
        ),
        facts=tuple(
            Fact(coefficients((name.text(),)), value, value)
            for name, value in sorted(fresh.items())
        ),
        proof=proof,
        closed=Closed(tabulation.name, *one.place, one.reason) if one.reason else None,
    )


def _proved(blank: Solved, records: tuple[Record, ...], cut: date, given: Circumstances) -> Solved:
    """Solve a scope; a revision whose total cannot be shown is left out, and it is solved anew."""
    refused: set[str] = set()
    while True:
        laid = plan(blank.told, blank.published, cut, correcting=given.correcting, refused=refused)
        scope = _scope(blank.told, blank.place, laid, blank.published, records, given)
        if not laid.vintages or (not laid.offered and not blank.published):
            return replace(blank, laid=laid, scope=scope)
        proof = prove(scope, given.memory, minimise=given.minimise, choose=given.choose)
        unshown = {
            v.period
            for v in laid.offered
            if v.before is not None
            and v.period != blank.place[1]
            and scope.name(v, blank.told.tabulation.everybody, {}).text() not in proof.shown
        }
        if not unshown:
            return replace(blank, laid=laid, scope=scope, proof=proof)
        refused |= unshown


def _values(proof: Proof) -> dict[str, int]:
    atoms = proof.claim["atoms"]
    return {
        cell["name"]: sum(atoms[atom] * factor for atom, factor in cell["sum"].items())
        for cell in proof.claim["cells"]
        if cell["shown"]
    }


def _public(tabulation: Tabulation, place: Place, records: Iterable[Record]) -> list[PublicFigure]:
    """Give what public documents say of a scope: everybody knows it."""
    found = {}
    for record in records:
        if (
            record.document is not None
            and record.source == tabulation.source
            and record.measure in tabulation.measures
            and (record.geography, record.period.label[:4]) == place
        ):
            low = record.value if record.value is not None else record.low
            high = record.value if record.value is not None else record.high
            cell = tuple(pair for pair in record.breakdown if pair[1] != ALL)
            found[record.key] = PublicFigure(
                record.period.label,
                record.measure,
                cell,
                None if low is None else int(low),
                None if high is None else int(high),
                record.document,
            )
    return [found[key] for key in sorted(found)]


def _lists(known: Known, records: tuple[Record, ...], given: Circumstances) -> _Shown:
    """Show the lists of a place and period, all of them or what was told of them last."""
    places: dict[tuple[str, str], list[Figure]] = {}
    for figure in known.select(LISTS, "count"):
        if figure.record.document is None:
            where = (figure.record.geography, figure.record.period.label)
            places.setdefault(where, []).append(figure)
    told = list(told_in(given.ledger.facts))
    figures: list[Figure] = []
    facts: list[Fact] = []
    # The longer period first: its parts are then not told beside it.
    for (geography, period), mine in sorted(
        places.items(), key=lambda one: (-Period.parse(one[0][1]).months, one[0])
    ):
        lists = lists_of(mine) if geography in given.geographies else None
        if lists is not None and may_be_told(lists, told):
            told.append(lists)
            facts += lists.facts()
            figures += [Figure(_noteless(figure.record)) for figure in mine]
        else:
            figures += _as_told(geography, period, told, records) or map(_passed, mine)
    return _Shown(tuple(figures), tuple(facts))


def _as_told(
    geography: str, period: str, told: Iterable[Lists], records: tuple[Record, ...]
) -> list[Figure]:
    """Give the figures of lists as they were told last; none where the return is gone."""
    before = [one for one in told if (one.geography, one.period) == (geography, period)]
    if not before:
        return []
    then = known_on(records, date.fromisoformat(before[-1].day)).select(LISTS, "count")
    made = [
        Figure(_noteless(figure.record))
        for figure in then
        if (figure.record.geography, figure.record.period.label) == (geography, period)
    ]
    same = {f.record.breakdown: f.record.value for f in made} == before[-1].counts
    return made if same else []
