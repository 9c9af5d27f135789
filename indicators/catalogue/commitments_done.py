"""How many of the programme's commitments are done?"""

from collections import defaultdict
from dataclasses import replace

from etl.period import Period
from etl.records import Known
from indicators import remarks
from indicators.catalogue._commitments import DONE, Commitment, commitments
from indicators.catalogue._owners import PROGRAMME_LEAD
from indicators.citing import inherit
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import DENOMINATOR, NUMERATOR, as_role
from indicators.results import Mark, Observation
from indicators.sums import ALL

LEFT_OUT = "left_out"


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give done ÷ all not dropped, in all and by goal, and each commitment with its state."""
    groups: dict[tuple[str, Period], list[Commitment]] = defaultdict(list)
    for one in commitments(known, context):
        groups[(one.state.geography, one.state.period)].append(one)
    made: list[Observation] = []
    for found in groups.values():
        made += [one.state for one in found]
        for goal in (ALL, *sorted({one.goal for one in found})):
            made.append(_share([one for one in found if goal in (ALL, one.goal)], goal))
    return tuple(made)


def _share(found: list[Commitment], goal: str) -> Observation:
    """Give the share done as a fraction; it is of a whole list, so it has no interval."""
    counted = [one.state for one in found if one.counts]
    done = [state for state in counted if state.text == DONE]
    parts = [as_role(state, NUMERATOR) for state in done]
    parts += [as_role(one.state, DENOMINATOR if one.counts else LEFT_OUT) for one in found]
    made = inherit(found[0].state, parts)
    made = replace(made, breakdown=(("commitment_id", ALL), ("goal_id", goal)))
    if made.mark is not None:
        return made
    if not counted:
        said = remarks.each_once(made.remarks, (remarks.EMPTY_DENOMINATOR,))
        return replace(made, mark=Mark.NOT_APPLICABLE, remarks=said)
    return replace(made, value=len(done) / len(counted))


INDICATOR = Indicator(
    slug="commitments_done",
    goal="governance",
    order=1,
    title=Text(sv="Åtaganden som är klara", en="Commitments that are done"),
    meaning=Text(
        sv="Hur stor del av de åtaganden som programmet bör innehålla eller göra som är klara. "
        "Avskrivna räknas inte.",
        en="How large a part of what the programme should contain or do is done. Dropped ones do "
        "not count.",
    ),
    why=Text(
        sv="Ett program prövas mot vad det lovar. Listan visar vad som är föreslaget, uppdraget, "
        "på väg och klart.",
        en="A programme is tested against what it promises. The list shows what is proposed, "
        "assigned, under way and done.",
    ),
    unit=Unit.SHARE,
    kind=Kind.CHECKLIST,
    direction=Direction.HIGHER,
    sources=("commitments",),
    breakdowns=("goal_id", "commitment_id"),
    numerator=Text(sv="klara åtaganden", en="commitments done"),
    denominator=Text(sv="alla åtaganden utom avskrivna", en="all commitments but those dropped"),
    caveats=(
        Text(
            sv="Åtaganden väger lika, stora som små.",
            en="Commitments weigh the same, large or small.",
        ),
        Text(
            sv="Varje åtagande står i listan med sitt läge och vem som begärt det.",
            en="Each commitment stands in the list with its state and who asked for it.",
        ),
    ),
    owner=PROGRAMME_LEAD,
    cadence="year",
    compute=compute,
)
