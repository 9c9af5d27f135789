"""How do targets, explanations and actions get into the ledger, and out again?

The only writer of its tables. Rows are added and never changed; who added one and when stands
in it.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Row, Table, insert, select

from etl.canonical import canonical_json
from etl.database import transaction
from indicators.definition import DefinitionError, Text
from indicators.progress import Number, Target
from indicators.tables import action, action_step, explanation, target_decision
from indicators.targets import (
    STEP_KINDS,
    Action,
    Decision,
    Explanation,
    Ledger,
    Series,
    Step,
    TargetError,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_LOCK = "target ledger"


Teller = Callable[[Connection, dict[str, Any]], None]
"""Writes what was entered to another table, in the transaction of the entry."""


def _nothing(_connection: Connection, _made: dict[str, Any]) -> None:
    """Tell nobody."""


class TargetStore:
    """Writes and reads the ledger. Every method is one transaction; moments carry a zone.

    ``tell`` is given each entry as it was made, before the transaction ends.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ledger(self) -> Ledger:
        """Read everything that was ever entered."""
        with self._engine.connect() as connection:
            return _ledger(connection)

    def decide(
        self, decision: Decision, *, by: str, now: datetime, tell: Teller = _nothing
    ) -> Decision:
        """Enter a target as account ``by``; give it back with its number.

        Raises TargetError where the series has a target that it does not say it replaces,
        where it was decided before that one or after today, or where a word is missing.
        """
        _refuse_blank("who decided", decision.decided_by)
        _refuse_blank("the decision's reference (minutes and paragraph)", decision.reference)
        if decision.decided_on > _today(now):
            raise TargetError(
                f"the decision is dated {decision.decided_on}, after today; "
                "enter it once it has been taken",
                "decided_later",
            )
        with transaction(self._engine, _LOCK) as connection:
            _refuse_out_of_turn(_ledger(connection), decision)
            values = _decision_values(decision) | {"entered_by": by, "entered_at": now}
            number = _added(connection, target_decision, values)
            made = next(one for one in _ledger(connection).decisions if one.number == number)
            tell(connection, made.to_json())
            return made

    def explain(
        self, given: Explanation, *, by: str, now: datetime, tell: Teller = _nothing
    ) -> Explanation:
        """Enter an explanation as account ``by``; a later one for the period stands before it."""
        with transaction(self._engine, _LOCK) as connection:
            values = {
                **_series_values(given.series),
                "period": given.period,
                "status": given.status,
                "text_sv": given.text.sv,
                "text_en": given.text.en,
                "entered_by": by,
                "entered_at": now,
            }
            number = _added(connection, explanation, values)
            made = next(one for one in _ledger(connection).explanations if one.number == number)
            tell(connection, made.to_json())
            return made

    def promise(self, given: Action, *, by: str, now: datetime, tell: Teller = _nothing) -> Action:
        """Enter an action under an explanation that is there; raise TargetError otherwise."""
        with transaction(self._engine, _LOCK) as connection:
            if given.explanation not in {one.number for one in _ledger(connection).explanations}:
                raise TargetError(
                    f"there is no explanation {given.explanation}; explain first", "not_explained"
                )
            if given.first_due < _today(now):
                raise TargetError(
                    f"the action is due {given.first_due}, a day that has passed", "due_passed"
                )
            values = {
                "explanation_id": given.explanation,
                "what_sv": given.what.sv,
                "what_en": given.what.en,
                "owner_sv": given.owner.sv,
                "owner_en": given.owner.en,
                "due": given.first_due,
                "entered_by": by,
                "entered_at": now,
            }
            number = _added(connection, action, values)
            made = _numbered(_ledger(connection), number)
            tell(connection, made.to_json())
            return made

    def step(
        self, number: int, given: Step, *, by: str, now: datetime, tell: Teller = _nothing
    ) -> Action:
        """Close or move an action; raise TargetError where it is closed or not there."""
        with transaction(self._engine, _LOCK) as connection:
            current = _numbered(_ledger(connection), number)
            if current.outcome != "open":
                raise TargetError(f"action {number} is {current.outcome} already", "closed")
            _refuse_step(current, given, _today(now))
            values = {
                "action_id": number,
                "kind": given.kind,
                "day": given.on,
                "due": given.due,
                "note_sv": given.note.sv,
                "note_en": given.note.en,
                "entered_by": by,
                "entered_at": now,
            }
            _added(connection, action_step, values)
            made = _numbered(_ledger(connection), number)
            tell(connection, made.to_json())
            return made


def both(what: str, sv: str, en: str) -> Text:
    """Make a text of both languages; raise TargetError, naming ``what``, where one is missing."""
    try:
        return Text(sv.strip(), en.strip())
    except DefinitionError:
        raise TargetError(
            f"{what} lacks a language; write it in Swedish and in English", "language"
        ) from None


def _refuse_blank(what: str, text: str) -> None:
    if not text.strip():
        raise TargetError(
            f"{what} is missing; a target stands on a decision that can be read", "no_reference"
        )


def _refuse_out_of_turn(ledger: Ledger, decision: Decision) -> None:
    before = ledger.history(decision.series)
    if not before:
        if decision.replaces is not None:
            raise TargetError(
                f"there is no target {decision.replaces} on this to replace", "replaced_meanwhile"
            )
        return
    last = before[-1]
    if decision.replaces != last.number:
        raise TargetError(
            f"there is a target already, number {last.number} ({last.reference}); "
            "say that this one replaces it",
            "replaced_meanwhile",
        )
    if decision.decided_on < last.decided_on:
        raise TargetError(
            f"decided on {decision.decided_on}, before the one that it replaces "
            f"({last.decided_on})",
            "decided_before",
        )


def _refuse_step(current: Action, given: Step, today: date) -> None:
    if given.kind not in STEP_KINDS:
        raise TargetError(f"{given.kind!r} is no step; {', '.join(STEP_KINDS)} are")
    if given.on > today:
        raise TargetError(
            f"{given.on} has not come yet; give the day on which it happened", "not_yet"
        )
    if (given.kind == "moved") != (given.due is not None):
        raise TargetError(
            "an action that is moved gets a new day, and no other step does", "new_day"
        )
    if given.due is not None and given.due <= current.due:
        raise TargetError(
            f"the new day {given.due} is not after the promised {current.due}", "new_day"
        )


def _added(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    if key is None:
        raise RuntimeError(f"{table.name} gave no number for a new row")
    return int(key[0])


def _numbered(ledger: Ledger, number: int) -> Action:
    found = next((one for one in ledger.actions if one.number == number), None)
    if found is None:
        raise TargetError(f"there is no action {number}")
    return found


def _today(now: datetime) -> date:
    return now.astimezone(STOCKHOLM).date()


def _series_values(series: Series) -> dict[str, Any]:
    return {
        "indicator": series.indicator,
        "geography": series.geography,
        "breakdown": canonical_json(dict(series.breakdown)),
    }


def _decision_values(decision: Decision) -> dict[str, Any]:
    target = decision.target
    milestones = [[day.isoformat(), value] for day, value in target.milestones]
    return {
        **_series_values(decision.series),
        "baseline": target.baseline,
        "baseline_day": target.baseline_day,
        "value": target.value,
        "day": target.day,
        "milestones": canonical_json(milestones),
        "decided_by": decision.decided_by.strip(),
        "reference": decision.reference.strip(),
        "decided_on": decision.decided_on,
        "reason_sv": decision.reason.sv,
        "reason_en": decision.reason.en,
        "replaces": decision.replaces,
    }


def _ledger(connection: Connection) -> Ledger:
    def rows(table: Table) -> Sequence[Row[Any]]:
        return connection.execute(select(table).order_by(table.c.id)).all()

    steps: dict[int, list[Step]] = defaultdict(list)
    for row in rows(action_step):
        steps[row.action_id].append(
            Step(row.kind, row.day, Text(row.note_sv, row.note_en), row.due)
        )
    return Ledger(
        tuple(_decision(row) for row in rows(target_decision)),
        tuple(_explanation(row) for row in rows(explanation)),
        tuple(
            Action(
                explanation=row.explanation_id,
                what=Text(row.what_sv, row.what_en),
                owner=Text(row.owner_sv, row.owner_en),
                first_due=row.due,
                steps=tuple(steps[row.id]),
                number=row.id,
            )
            for row in rows(action)
        ),
    )


def _series(row: Row[Any]) -> Series:
    return Series.of(row.indicator, row.geography, json.loads(row.breakdown).items())


def _decision(row: Row[Any]) -> Decision:
    milestones = tuple(
        (date.fromisoformat(day), value) for day, value in json.loads(row.milestones)
    )
    target = Target(_plain(row.baseline), row.baseline_day, _plain(row.value), row.day, milestones)
    return Decision(
        series=_series(row),
        target=target,
        decided_by=row.decided_by,
        reference=row.reference,
        decided_on=row.decided_on,
        reason=Text(row.reason_sv, row.reason_en),
        replaces=row.replaces,
        number=row.id,
        entered_on=_today(row.entered_at),
    )


def _explanation(row: Row[Any]) -> Explanation:
    return Explanation(
        series=_series(row),
        period=row.period,
        status=row.status,
        text=Text(row.text_sv, row.text_en),
        number=row.id,
        entered_on=_today(row.entered_at),
    )


def _plain(number: float) -> Number:
    # The column holds every number as a double; a whole one is a count again.
    return int(number) if number.is_integer() else number
